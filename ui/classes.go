package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"oneglyph/model"
	"oneglyph/model/project"
)

// register gives the drawing its name: a new class, or after a question another
// example of the class that has the name already.
func (t *drawTab) register() {
	if t.pad.Empty() || t.name.Text == "" {
		return
	}
	example := project.FromStrokes(t.pad.Strokes())
	if class, taken := t.keeper.Project().Find(t.name.Text); taken {
		t.askAboutTaken(class, example)
		return
	}
	class, err := t.keeper.Project().Add(t.name.Text, example)
	if err != nil {
		t.tell(lang.L("Not registered"), problem(err))
		return
	}
	t.ranking.welcome(class.ID)
	t.registered(class.ID, class.Examples[0])
}

func (t *drawTab) askAboutTaken(class project.Class, example project.Example) {
	put := func(into func(model.ClassID, project.Example) (project.Example, error), gone []project.Example) func() string {
		return func() string {
			added, err := into(class.ID, example)
			if err != nil {
				return problem(err)
			}
			for _, e := range gone {
				t.ranker.RemoveExample(e.ID)
			}
			t.registered(class.ID, added)
			return ""
		}
	}
	name := map[string]any{"Name": class.Name}
	t.ask(lang.L("“{{.Name}}” is registered already", name),
		wrapped(lang.L("Keep this drawing beside the old one, or in its place?")),
		choice{label: lang.L("Add"), do: put(t.keeper.Project().AddExample, nil)},
		choice{label: lang.L("Replace"), do: put(t.keeper.Project().Replace, class.Examples)},
	)
}

// registered makes the network know a new example, and the page ready for the
// next drawing.
func (t *drawTab) registered(class model.ClassID, e project.Example) {
	if glyph, err := e.Glyph(); err == nil { // the project holds only what has ink
		t.ranker.Register(class, e.ID, glyph)
	}
	t.keeper.Changed()
	t.name.SetText("")
	t.window.Canvas().Unfocus()
	t.pad.Clear()
	t.refreshStatus()
}

func (t *drawTab) showMenu(class model.ClassID, at fyne.Position) {
	menu := fyne.NewMenu("",
		fyne.NewMenuItemWithIcon(lang.L("Rename"), theme.DocumentCreateIcon(), func() { t.rename(class) }),
		fyne.NewMenuItemWithIcon(lang.L("Delete"), theme.DeleteIcon(), func() { t.delete(class) }),
	)
	popup := widget.NewPopUpMenu(menu, t.window.Canvas())
	at.X = min(at.X, t.window.Canvas().Size().Width-margin-popup.MinSize().Width)
	popup.ShowAtPosition(at)
}

func (t *drawTab) rename(id model.ClassID) {
	class, ok := t.keeper.Project().Class(id)
	if !ok {
		return
	}
	entry := newNameEntry()
	entry.SetText(class.Name)
	q := t.ask(lang.L("Rename “{{.Name}}”", map[string]any{"Name": class.Name}), entry,
		choice{label: lang.L("Rename"), do: func() string {
			if err := t.keeper.Project().Rename(id, entry.Text); err != nil {
				return problem(err)
			}
			t.keeper.Changed()
			t.revise()
			return ""
		}})
	entry.OnSubmitted = func(string) { q.take(0) }
	entry.onEscape = q.leave
	t.window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (t *drawTab) delete(id model.ClassID) {
	class, ok := t.keeper.Project().Class(id)
	if !ok {
		return
	}
	n := len(class.Examples)
	t.ask(lang.L("Delete “{{.Name}}”?", map[string]any{"Name": class.Name}),
		wrapped(lang.N("Its {{.Count}} drawings go with it.", n, map[string]any{"Count": n})),
		choice{label: lang.L("Delete"), grave: true, do: func() string {
			if err := t.keeper.Project().Delete(id); err != nil {
				return problem(err)
			}
			t.ranker.RemoveClass(id)
			t.keeper.Changed()
			t.revise()
			return ""
		}})
}

// ask shows a question, one at a time.
func (t *drawTab) ask(title string, content fyne.CanvasObject, choices ...choice) *question {
	t.window.Canvas().Unfocus()
	t.modal = ask(t.window.Canvas(), title, content, func() { t.modal = nil }, choices...)
	return t.modal
}

func (t *drawTab) tell(title, text string) { t.ask(title, wrapped(text)) }

// tellOfSaving says that saving failed, or with nil no more, since it came right.
func (t *drawTab) tellOfSaving(err error) {
	if err == nil {
		t.notice.settle()
		return
	}
	t.notice.trouble(lang.L("Not saved: {{.Problem}}", map[string]any{"Problem": err.Error()}))
}

// problem says in the person's words why a change of the project failed.
func problem(err error) string {
	switch {
	case errors.Is(err, project.ErrNameTaken):
		return lang.L("Another class has this name.")
	case errors.Is(err, project.ErrBadName):
		return lang.L("A name is 1 to 64 characters on one line.")
	case errors.Is(err, project.ErrTooLarge):
		return lang.L("That is more than one file can hold.")
	default:
		return err.Error()
	}
}

func wrapped(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}
