package inspect

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

// section is one of the page's views.
type section int

const (
	twinsSection section = iota
	sumSection
	heatSection
	differenceSection
	featuresSection
	mapSection
	sections
)

// scrolls reports whether a view is as high as it needs to be, instead of as there is
// room.
func (s section) scrolls() bool { return s == twinsSection || s == sumSection || s == featuresSection }

// needsPair reports whether a view is of a drawing and what it is compared with.
func (s section) needsPair() bool { return s < featuresSection }

// order is what is to be painted. It never changes once made.
type order struct {
	section       section
	facts         *facts
	overview      *overview
	shown         mapShown
	width, height float32
	style         style
	chooseView    func(int)
	chooseExample func(model.ExampleID)
}

// painted is what came of an order.
type painted struct {
	img   image.Image
	size  fyne.Size
	spots []spot
}

// painter paints. It belongs to the goroutine that its latest runs on.
type painter struct {
	pen  *pen
	kept thumbs
}

// tallest bounds the pictures of views that scroll.
const tallest = 4000

// paint does as ordered; ok is false where there is nothing to paint from.
func (p *painter) paint(o order) (result painted, ok bool) {
	if o.width < 40 || o.height < 40 || o.section.needsPair() && o.facts == nil || !o.section.needsPair() && o.overview == nil {
		return painted{}, false
	}
	if o.section == heatSection && (o.facts.heat[0] == nil || o.facts.heat[1] == nil) {
		return painted{}, false
	}
	if p.pen == nil {
		p.pen = newPen(uitheme.Fonts())
	}
	height := o.height
	if o.section.scrolls() {
		height = o.tall()
	}
	s := newSheet(o.width, height, o.style, p.pen)
	switch o.section {
	case twinsSection:
		paintTwins(s, o.facts, o.chooseView)
	case sumSection:
		paintSum(s, o.facts)
	case heatSection:
		paintHeat(s, o.facts)
	case differenceSection:
		paintDifference(s, o.facts)
	case featuresSection:
		paintFeatures(s, o.overview, o.chooseExample)
	case mapSection:
		paintMap(s, o.overview, o.shown, &p.kept)
	}
	img := image.Image(s.img)
	if o.section.scrolls() {
		s.height = min(s.height, height)
		img = s.img.SubImage(s.rect(0, 0, s.width, s.height))
	}
	return painted{img, fyne.NewSize(s.width, s.height), s.spots}, true
}

// tall is at least as high as what is painted of a view that scrolls.
func (o order) tall() float32 {
	switch o.section {
	case twinsSection:
		return min(2*viewSide+400+float32(len(o.facts.pair.Sides[0].Layers))*(2*mapSide+64)+2*(3*mapSide+80), tallest)
	case sumSection:
		return max(o.height, min(200+float32(len(stepsOf(o.facts.pair.Sum))+3)*stepLeast, tallest))
	}
	return min(120+featuresShown*(drawnSide+gap), tallest)
}

// styleNow is the window's look, on Fyne's goroutine.
func styleNow(scale float32) style {
	get := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(canvas.Color(name)).(color.NRGBA)
	}
	return style{
		scale: scale, back: get(theme.ColorNameBackground), fore: get(theme.ColorNameForeground), muted: get(uitheme.ColorMuted),
		track: get(uitheme.ColorTrack), bar: get(uitheme.ColorBar), accent: get(uitheme.ColorAccent),
		paper: get(canvas.ColorNamePaper), edge: get(canvas.ColorNamePaperEdge), ink: get(canvas.ColorNameInk),
	}
}
