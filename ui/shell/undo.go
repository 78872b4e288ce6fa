package shell

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
	case gallery.KindText:
		return lang.L("Change the text of “{{.Name}}”", name)
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

// RenameClass asks for a class's new name.
func (s *Session) RenameClass(id model.ClassID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	entry := uiwidget.NewNameEntry()
	entry.SetText(class.Name)
	q := s.Ask(lang.L("Rename “{{.Name}}”", uiwidget.Named(class.Name)), entry,
		Choice{Label: lang.L("Rename"), Do: func() string {
			return Problem(s.Change(gallery.KindRename, class.Name, func(p *gallery.Gallery) error { return p.Rename(id, entry.Text) }))
		}})
	entry.OnSubmitted = func(string) { q.Choose(0) }
	entry.OnEscape = q.Leave
	s.Window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// DeleteClass takes a class away at once: it can be had back by one click.
func (s *Session) DeleteClass(id model.ClassID) {
	class, ok := s.Gallery().Class(id)
	if !ok {
		return
	}
	s.ReportChange(s.Change(gallery.KindDelete, class.Name, func(p *gallery.Gallery) error { return p.Delete(id) }))
}

// ReportChange offers the way back from the change that was just made, or says why it
// was not.
func (s *Session) ReportChange(err error) {
	if err != nil {
		s.Tell(lang.L("Something went wrong"), Problem(err))
		return
	}
	if c, ok := s.editor.Last(); ok {
		s.Notice.Offer(lang.L("Done: {{.Edit}}", map[string]any{"Edit": editTitle(c)}), lang.L("Undo"), s.UndoEdit)
	}
}

// LastEdit returns the title of the change that UndoEdit would take back, if there is
// one; NextEdit that of the one that RedoEdit would make again.
func (s *Session) LastEdit() (title string, ok bool) { return titled(s.editor.Last()) }
func (s *Session) NextEdit() (title string, ok bool) { return titled(s.editor.Next()) }

func titled(c gallery.Change, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	return editTitle(c), true
}

// CanUndo and CanRedo report whether undo and redo would do anything.
func (s *Session) CanUndo() bool { _, ok := s.editor.Last(); return ok || s.Pad.CanUndo() }
func (s *Session) CanRedo() bool { _, ok := s.editor.Next(); return ok || s.Pad.CanRedo() }

// Undo takes back what was done last, a stroke or a change of the gallery.
func (s *Session) Undo() {
	if s.steps.undoesEdit(s.editor) {
		s.UndoEdit()
	} else {
		s.Pad.Undo()
	}
}

// Redo makes again what was undone last.
func (s *Session) Redo() {
	if s.steps.redoesEdit(s.editor) {
		s.RedoEdit()
	} else {
		s.Pad.Redo()
	}
}

// ClearPad clears the pad as a part of the last change: to undo that brings the
// drawing back.
func (s *Session) ClearPad() {
	s.Pad.Clear()
	s.steps.cleared()
}

// UndoEdit takes the gallery's last change back. While the disk works on the
// gallery it does nothing, as everything under the cover.
func (s *Session) UndoEdit() {
	c, ok := s.editor.Last()
	if !ok || s.cover != nil {
		return
	}
	if err := s.steps.withoutRecording(s.editor.Undo); err != nil {
		s.Tell(lang.L("Something went wrong"), Problem(err))
		return
	}
	if s.steps.undone() {
		s.OnDrawingBack(c.Name)
	}
	s.Notice.Offer(lang.L("Undone: {{.Edit}}", map[string]any{"Edit": editTitle(c)}), lang.L("Redo"), s.RedoEdit)
}

// RedoEdit makes the gallery's change again that was undone last.
func (s *Session) RedoEdit() {
	if _, ok := s.editor.Next(); !ok || s.cover != nil {
		return
	}
	err := s.steps.withoutRecording(s.editor.Redo)
	if err == nil {
		s.steps.redone()
	}
	s.ReportChange(err)
}
