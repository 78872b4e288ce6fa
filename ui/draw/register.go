package draw

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// example is what is on the pad, strokes or a picture's ink.
func (t *Page) example() gallery.Example {
	if ink := t.session.Pad.Picture(); ink != nil {
		return gallery.FromPicture(*ink)
	}
	return gallery.FromStrokes(t.session.Pad.Strokes())
}

// register names the drawing: a new class, or after a question another
// example of the class that has the name already.
func (t *Page) register() {
	if t.session.Pad.Empty() || t.name.Text == "" {
		return
	}
	example := t.example()
	if class, taken := t.session.Gallery().Find(t.name.Text); taken {
		t.askAboutTaken(class, example)
		return
	}
	if class, match, alike := t.lookalike(); alike {
		t.askApart(class, match, example)
		return
	}
	if err := t.registerApart(example); err != nil {
		t.session.Tell(lang.L("Could not register"), shell.Problem(err))
	}
}

// registerApart makes the drawing a class of its own.
func (t *Page) registerApart(example gallery.Example) error {
	var class gallery.Class
	err := t.session.Change(gallery.KindRegister, gallery.Canonical(t.name.Text), func(p *gallery.Gallery) (err error) {
		class, err = p.Add(t.name.Text, example)
		return err
	})
	if err == nil {
		t.list.slideInNext(class.ID)
		t.registered()
	}
	return err
}

func (t *Page) askAboutTaken(class gallery.Class, example gallery.Example) {
	put := func(kind gallery.Kind, into func(*gallery.Gallery) error) func() string {
		return func() string {
			if err := t.session.Change(kind, class.Name, into); err != nil {
				return shell.Problem(err)
			}
			t.registered()
			return ""
		}
	}
	t.session.Ask(lang.L("“{{.Name}}” is registered already", uiwidget.Named(class.Name)),
		uiwidget.NewWrapped(lang.L("Keep this drawing as well as the old one, or in its place?")),
		shell.Choice{Label: lang.L("Add"), Do: put(gallery.KindAdd, func(p *gallery.Gallery) error {
			_, err := p.AddExample(class.ID, example)
			return err
		})},
		shell.Choice{Label: lang.L("Replace"), Do: put(gallery.KindReplace, func(p *gallery.Gallery) error {
			_, err := p.Replace(class.ID, example)
			return err
		})},
	)
}

// registered makes the page ready for the next drawing. The step that registered
// this one is also the one that cleared it away.
func (t *Page) registered() {
	t.name.SetText("")
	t.session.Window.Canvas().Unfocus()
	t.session.ClearPad()
	t.refreshStatus()
}

// AddDrawing makes what is on the pad another example of a class.
func (t *Page) AddDrawing(id model.ClassID) {
	class, ok := t.session.Gallery().Class(id)
	if !ok || t.session.Pad.Empty() {
		return
	}
	example := t.example()
	err := t.session.Change(gallery.KindAdd, class.Name, func(p *gallery.Gallery) error {
		_, err := p.AddExample(id, example)
		return err
	})
	if err == nil {
		t.registered()
	}
	t.session.ReportChange(err)
}

// AddRanked makes it another example of the class in a row of the ranking.
func (t *Page) AddRanked(row int) {
	if row < len(t.list.standings) && t.list.standings[row].rank > 0 {
		t.AddDrawing(t.list.standings[row].class)
	}
}

// showMenu offers what can be done with a class of the ranking.
func (t *Page) showMenu(class model.ClassID, at fyne.Position) {
	add := fyne.NewMenuItemWithIcon(lang.L("Add this drawing"), theme.ContentAddIcon(), func() { t.AddDrawing(class) })
	add.Disabled = t.session.Pad.Empty()
	take := fyne.NewMenuItemWithIcon(lang.L("Copy"), theme.ContentCopyIcon(), func() { t.copyClass(class) })
	if i := t.list.place(class); i >= 0 && i < len(rowKeys()) {
		take.Shortcut, add.Shortcut = rowKeys()[i], digits(uiwidget.CommandShift)[i]
	}
	t.session.PopUp(at,
		take,
		add,
		fyne.NewMenuItemWithIcon(lang.L("Show its drawings"), theme.GridIcon(), func() { t.onShow(class) }),
		fyne.NewMenuItemWithIcon(lang.L("Rename"), theme.DocumentCreateIcon(), func() { t.session.RenameClass(class) }),
		fyne.NewMenuItemWithIcon(lang.L("Delete"), theme.DeleteIcon(), func() { t.session.DeleteClass(class) }),
	)
}
