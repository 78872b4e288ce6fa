package writing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// refresh shows the row as it is now.
func (p *Page) refresh() {
	p.strip.SetStrokes(p.row.now.Strokes())
	p.text.set(p.Text())
	p.place()
	uiwidget.Enable(p.copyButton, !p.row.empty())
	uiwidget.Enable(p.clear, !p.row.empty())
	uiwidget.Enable(p.erase, !p.row.empty())
	uiwidget.Enable(p.undo, len(p.row.past) > 0)
	uiwidget.Enable(p.redo, len(p.row.future) > 0)
	p.status.SetText(p.state())
}

// explain says what a click on a border does.
func (p *Page) explain(border int) {
	switch {
	case border < 0:
		p.status.SetText(p.state())
	case border%2 == 1:
		p.status.SetText(lang.L("Click to join the two"))
	default:
		p.status.SetText(lang.L("Click to split here"))
	}
}

// place brings names and borders to where the characters are in sight.
func (p *Page) place() {
	var all []shown
	for _, g := range p.row.now.Groups() {
		s := shown{box: g.Box, name: unread}
		if c, ok := p.read(g); ok {
			s.name, s.known = uiwidget.Readable(c.Name), true
		}
		all = append(all, s)
	}
	p.names.show(all, p.strip)
	p.borders.show(all, p.strip)
}

// desk lays out the text, a line, the names, the strip, its borders and the tools from
// above; the strip takes what is left, up to a height that a hand is used to.
type desk struct{}

const (
	namesHeight   = 40
	bordersHeight = 24
	tallest       = 320 // a strip
)

func (desk) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, one := range o {
		least := one.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
	}
	return size.AddWidthHeight(0, uiwidget.Gap)
}

func (desk) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rest := size.Height - uiwidget.Gap
	for i, one := range o {
		if i != 3 {
			rest -= one.MinSize().Height
		}
	}
	y := float32(0)
	for i, one := range o {
		height := one.MinSize().Height
		if i == 3 {
			height = max(height, min(rest, tallest))
		}
		x, width := float32(0), size.Width
		if i == len(o)-1 { // flush with the paper, without what buttons leave blank
			y += uiwidget.Gap
			x, width = -uiwidget.ButtonBlank, width+uiwidget.ButtonBlank
		}
		uiwidget.Place(one, x, y, width, height)
		y += height
	}
}
