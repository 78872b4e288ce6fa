package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// titledName is how wide a name may be that is part of an edit's title.
const titledName = 160

// editTitle names a change, as something that can be done or undone.
func editTitle(c gallery.Change) string {
	name := uiwidget.Named(uiwidget.Ellipsize(c.Name, theme.TextSize(), titledName))
	switch c.Kind {
	case gallery.KindRegister:
		return lang.L("Register “{{.Name}}”", name)
	case gallery.KindAdd:
		return lang.L("Add to “{{.Name}}”", name)
	case gallery.KindReplace:
		return lang.L("Replace the drawings of “{{.Name}}”", name)
	case gallery.KindRename:
		return lang.L("Rename “{{.Name}}”", name)
	case gallery.KindDelete:
		return lang.L("Delete “{{.Name}}”", name)
	case gallery.KindDeleteExample:
		return lang.L("Delete a drawing of “{{.Name}}”", name)
	case gallery.KindMoveExample:
		return lang.L("Move a drawing of “{{.Name}}”", name)
	case gallery.KindMerge:
		return lang.L("Merge “{{.Name}}”", name)
	default:
		return lang.L("Import {{.Name}}", name)
	}
}

// rename asks for a class's new name.
func (s *session) rename(id model.ClassID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	entry := uiwidget.NewNameEntry()
	entry.SetText(class.Name)
	q := s.ask(lang.L("Rename “{{.Name}}”", uiwidget.Named(class.Name)), entry,
		choice{label: lang.L("Rename"), do: func() string {
			return problem(s.change(gallery.KindRename, class.Name, func(p *gallery.Gallery) error { return p.Rename(id, entry.Text) }))
		}})
	entry.OnSubmitted = func(string) { q.take(0) }
	entry.OnEscape = q.leave
	s.window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// delete takes a class away at once: it can be had back by one click.
func (s *session) delete(id model.ClassID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	s.done(s.change(gallery.KindDelete, class.Name, func(p *gallery.Gallery) error { return p.Delete(id) }))
}

// deleteExample takes one drawing away, and a class with its last one.
func (s *session) deleteExample(id model.ClassID, example model.ExampleID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	if len(class.Examples) == 1 {
		s.delete(id)
		return
	}
	s.done(s.change(gallery.KindDeleteExample, class.Name, func(p *gallery.Gallery) error { return p.DeleteExample(example) }))
}

// moveExample asks which class a drawing is of.
func (s *session) moveExample(id model.ClassID, example model.ExampleID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	s.pickClass(lang.L("Move this drawing to"), lang.L("Move"), id, func(to model.ClassID) error {
		return s.change(gallery.KindMoveExample, class.Name, func(p *gallery.Gallery) error { return p.MoveExample(example, to) })
	})
}

// merge asks which class a class is the same as.
func (s *session) merge(id model.ClassID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	s.pickClass(lang.L("Merge “{{.Name}}” into", uiwidget.Named(class.Name)), lang.L("Merge"), id, func(into model.ClassID) error {
		return s.change(gallery.KindMerge, class.Name, func(p *gallery.Gallery) error { return p.Merge(into, id) })
	})
}

// done offers the way back from the change that was just made, or tells why it
// was not.
func (s *session) done(err error) {
	if err != nil {
		s.tell(lang.L("Something went wrong"), problem(err))
		return
	}
	if c, ok := s.editor.Last(); ok {
		s.notice.offer(lang.L("Done: {{.Edit}}", map[string]any{"Edit": editTitle(c)}), lang.L("Undo"), s.undoEdit)
	}
}

// undoEdit takes the gallery's last change back. While the disk works on the
// gallery it does nothing, as everything under the cover.
func (s *session) undoEdit() {
	c, ok := s.editor.Last()
	if !ok || s.cover != nil {
		return
	}
	if err := s.steps.travel(s.editor.Undo); err != nil {
		s.tell(lang.L("Something went wrong"), problem(err))
		return
	}
	if s.steps.undone() {
		s.onDrawingBack(c.Name)
	}
	s.notice.offer(lang.L("Undone: {{.Edit}}", map[string]any{"Edit": editTitle(c)}), lang.L("Redo"), s.redoEdit)
}

// redoEdit makes the gallery's change again that was undone last.
func (s *session) redoEdit() {
	if _, ok := s.editor.Next(); !ok || s.cover != nil {
		return
	}
	err := s.steps.travel(s.editor.Redo)
	if err == nil {
		s.steps.redone()
	}
	s.done(err)
}
