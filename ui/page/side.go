package page

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// side is the column next to the picture: the chosen character and its name, how sure
// a reading has to be, and what was read.
type side struct {
	content  fyne.CanvasObject
	thumb    *fynecanvas.Image
	taken    *widget.Label
	name     *uiwidget.NameEntry
	naming   *uiwidget.TipButton
	leaveOut *uiwidget.TipButton
	slider   *uiwidget.Slider
	degree   *widget.RichText
	list     *widget.List
	tallies  []tally
	unread   int
	number   func(model.ClassID) int // for a class's colour
	focus    func()
}

const thumbSide = 72

func (p *Page) newSide() *side {
	s := &side{}
	t := p.session.Tips
	paper := fynecanvas.NewRectangle(canvas.Color(canvas.ColorNamePaper))
	paper.StrokeColor, paper.StrokeWidth, paper.CornerRadius = canvas.Color(canvas.ColorNamePaperEdge), 1, 6
	s.thumb = &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain}
	sight := container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(thumbSide)), container.NewStack(paper, s.thumb))
	s.taken = uiwidget.NewWrapped("")
	s.name = uiwidget.NewNameEntry()
	s.name.SetPlaceHolder(lang.L("Name of the character"))
	s.name.OnSubmitted = p.nameIt
	s.name.OnEscape = func() { p.session.Window.Canvas().Unfocus() }
	s.name.OnKey = func(k *fyne.KeyEvent) { p.session.OnKey(k) }
	s.name.OnShortcut = func(keys fyne.Shortcut) { p.session.OnShortcut(keys) }
	s.focus = func() {
		if !s.name.Disabled() {
			p.session.Window.Canvas().Focus(s.name)
		}
	}
	s.naming = t.NewButton(lang.L("Name it"), nil, func() { p.nameIt(s.name.Text) })
	s.leaveOut = t.NewIconButton(lang.L("Leave it out, or take it back in"), theme.DeleteIcon(), p.toggleOut)
	s.slider = uiwidget.NewSlider(0.05, 0.99)
	s.slider.Step = 0.01
	s.slider.SetValue(p.sure)
	s.slider.OnChanged = p.slide
	s.degree = uiwidget.NewMuted("", fyne.TextAlignLeading)
	s.list = widget.NewList(func() int { return len(s.tallies) + min(s.unread, 1) }, newTallyRow, s.fillRow)
	s.list.OnSelected = func(i widget.ListItemID) {
		s.list.UnselectAll()
		if i < len(s.tallies) {
			p.chooseNext(s.tallies[i].class.ID)
		} else {
			p.chooseNext(0)
		}
	}
	chosen := container.NewBorder(nil, nil, sight, container.NewVBox(s.leaveOut), s.taken)
	naming := container.NewBorder(nil, nil, nil, uiwidget.Primary(s.naming), s.name)
	slider := container.New(layout.NewCustomPaddedLayout(0, 0, -uiwidget.SliderBlank, -uiwidget.SliderBlank), s.slider)
	degree := container.New(layout.NewCustomPaddedLayout(0, -8, -8, 0), s.degree)
	top := container.New(layout.NewCustomPaddedVBoxLayout(8), chosen, naming, widget.NewSeparator(), degree, slider)
	s.content = container.NewBorder(top, nil, nil, nil, s.list)
	return s
}

// problem says why a name cannot be.
func (s *side) problem(text string) {
	s.taken.Importance = widget.DangerImportance
	s.taken.SetText(text)
}

// newTallyRow is a colour, a name and a number.
func newTallyRow() fyne.CanvasObject {
	swatch := fynecanvas.NewRectangle(color.Transparent)
	swatch.CornerRadius = 3
	name, count := widget.NewLabel(""), widget.NewLabel("")
	name.Truncation = fyne.TextTruncateEllipsis
	dot := container.NewCenter(container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(12)), swatch))
	return container.NewBorder(nil, nil, dot, count, name)
}

func (s *side) fillRow(i widget.ListItemID, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects
	name, count := row[0].(*widget.Label), row[2].(*widget.Label)
	swatch := row[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(*fynecanvas.Rectangle)
	if i < len(s.tallies) {
		t := s.tallies[i]
		swatch.FillColor = export.Tint(s.number(t.class.ID), 1)
		name.Importance = widget.MediumImportance
		name.SetText(uiwidget.Readable(t.class.Name))
		count.SetText(strconv.Itoa(t.count))
	} else {
		swatch.FillColor = export.Tint(0, 1)
		name.Importance = widget.LowImportance
		name.SetText(lang.L("Not read"))
		count.SetText(strconv.Itoa(s.unread))
	}
	swatch.Refresh()
}
