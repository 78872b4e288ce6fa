package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// example is what is on the pad, strokes or a picture's ink.
func (t *drawTab) example() gallery.Example {
	if ink := t.pad.Picture(); ink != nil {
		return gallery.FromPicture(*ink)
	}
	return gallery.FromStrokes(t.pad.Strokes())
}

// register names the drawing: a new class, or after a question another
// example of the class that has the name already.
func (t *drawTab) register() {
	if t.pad.Empty() || t.name.Text == "" {
		return
	}
	example := t.example()
	if class, taken := t.Gallery().Find(t.name.Text); taken {
		t.askAboutTaken(class, example)
		return
	}
	var class gallery.Class
	err := t.change(gallery.KindRegister, gallery.Canonical(t.name.Text), func(p *gallery.Gallery) (err error) {
		class, err = p.Add(t.name.Text, example)
		return err
	})
	if err != nil {
		t.tell(lang.L("Could not register"), problem(err))
		return
	}
	t.ranking.welcome(class.ID)
	t.registered()
}

func (t *drawTab) askAboutTaken(class gallery.Class, example gallery.Example) {
	put := func(kind gallery.Kind, into func(*gallery.Gallery) error) func() string {
		return func() string {
			if err := t.change(kind, class.Name, into); err != nil {
				return problem(err)
			}
			t.registered()
			return ""
		}
	}
	t.ask(lang.L("“{{.Name}}” is registered already", uiwidget.Named(class.Name)),
		uiwidget.NewWrapped(lang.L("Keep this drawing beside the old one, or in its place?")),
		choice{label: lang.L("Add"), do: put(gallery.KindAdd, func(p *gallery.Gallery) error {
			_, err := p.AddExample(class.ID, example)
			return err
		})},
		choice{label: lang.L("Replace"), do: put(gallery.KindReplace, func(p *gallery.Gallery) error {
			_, err := p.Replace(class.ID, example)
			return err
		})},
	)
}

// registered makes the page ready for the next drawing. The step that registered
// this one is also the one that cleared it away.
func (t *drawTab) registered() {
	t.name.SetText("")
	t.window.Canvas().Unfocus()
	t.pad.Clear()
	t.steps.cleared()
	t.refreshStatus()
}

// addDrawing makes what is on the pad another example of a class.
func (t *drawTab) addDrawing(id model.ClassID) {
	class, ok := t.Gallery().Class(id)
	if !ok || t.pad.Empty() {
		return
	}
	example := t.example()
	err := t.change(gallery.KindAdd, class.Name, func(p *gallery.Gallery) error {
		_, err := p.AddExample(id, example)
		return err
	})
	if err == nil {
		t.registered()
	}
	t.done(err)
}

// showMenu offers what can be done with a class of the ranking.
func (t *drawTab) showMenu(class model.ClassID, at fyne.Position) {
	add := fyne.NewMenuItemWithIcon(lang.L("Add this drawing"), theme.ContentAddIcon(), func() { t.addDrawing(class) })
	add.Disabled = t.pad.Empty()
	t.popUp(at,
		add,
		fyne.NewMenuItemWithIcon(lang.L("Show its drawings"), theme.GridIcon(), func() { t.onShow(class) }),
		fyne.NewMenuItemWithIcon(lang.L("Rename"), theme.DocumentCreateIcon(), func() { t.rename(class) }),
		fyne.NewMenuItemWithIcon(lang.L("Delete"), theme.DeleteIcon(), func() { t.delete(class) }),
	)
}
