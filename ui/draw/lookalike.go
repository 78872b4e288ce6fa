package draw

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	likePaper = 72
	likeName  = 96 // how wide a name may be on a button
)

// lookalike returns the class that the drawing is very like, and whether there is one
// to be asked about: once for each drawing, and only if the answer is to the drawing and
// the classes as they are now.
func (t *Page) lookalike() (gallery.Class, model.Match, bool) {
	a := t.answer
	if t.recorder.now.asked || len(a.Matches) == 0 || a.Generation != t.asked || a.Alike <= 0 || a.Matches[0].Similarity < a.Alike {
		return gallery.Class{}, model.Match{}, false
	}
	class, ok := t.session.Gallery().Class(a.Matches[0].Class)
	return class, a.Matches[0], ok
}

// askApart asks whether a drawing that is very like a class is one of it.
func (t *Page) askApart(class gallery.Class, match model.Match, example gallery.Example) {
	t.recorder.now.asked = true
	short := uiwidget.Ellipsize(class.Name, theme.TextSize(), likeName)
	words := uiwidget.NewWrapped(lang.L("Is it another drawing of “{{.Name}}”, or a character of its own? Enter registers it apart, A adds it.", uiwidget.Named(class.Name)))
	title := lang.L("Looks like “{{.Name}}”, {{.Share}}", map[string]any{"Name": uiwidget.Readable(class.Name), "Share": uiwidget.Percent(match.Similarity)})
	t.session.Ask(title, container.NewBorder(nil, nil, t.likeness(class, match.Example), nil, words),
		shell.Choice{Label: lang.L("Register apart"), Do: func() string { return shell.Problem(t.registerApart(example)) }},
		shell.Choice{Label: lang.L("Add to “{{.Name}}”", uiwidget.Named(short)), Key: fyne.KeyA, Then: func() { t.AddDrawing(class.ID) }},
	)
}

// likeness is an example on paper.
func (t *Page) likeness(class gallery.Class, id model.ExampleID) fyne.CanvasObject {
	paper := fynecanvas.NewRectangle(canvas.Color(canvas.ColorNamePaper))
	paper.StrokeColor, paper.StrokeWidth, paper.CornerRadius = canvas.Color(canvas.ColorNamePaperEdge), 1, 6
	ink := &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain, Image: t.thumb(standing{class: class.ID, example: id})}
	sheet := container.NewGridWrap(fyne.NewSquareSize(likePaper), container.NewStack(paper, container.NewPadded(ink)))
	return container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), 0), container.NewVBox(sheet)) // flush with the title
}
