package writing

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model/writing"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// shown is what the lanes beside the strip show of a character.
type shown struct {
	box   writing.Box // in heights of the strip's paper
	name  string
	known bool
}

// names is the lane of names above the strip, each over its character.
type names struct {
	widget.BaseWidget
	onTapped func(group int, at fyne.Position)
	all      []shown
	strip    *canvas.Strip
}

var (
	_ fyne.Tappable      = (*names)(nil)
	_ desktop.Cursorable = (*names)(nil)
)

func newNames(onTapped func(int, fyne.Position)) *names {
	n := &names{onTapped: onTapped}
	n.ExtendBaseWidget(n)
	return n
}

func (n *names) show(all []shown, over *canvas.Strip) {
	n.all, n.strip = all, over
	n.Refresh()
}

// Tapped offers what else the character under the pointer may be.
func (n *names) Tapped(e *fyne.PointEvent) {
	for i := range n.all {
		from, to := n.span(i)
		if e.Position.X >= from && e.Position.X < to {
			below := fyne.CurrentApp().Driver().AbsolutePositionForObject(n).AddXY(from, namesHeight)
			n.onTapped(i, below)
			return
		}
	}
}

func (n *names) Cursor() desktop.Cursor { return desktop.PointerCursor }

const nameSize = 22

// span is where a character's name has room, in the lane's units: up to the middle of
// the gaps next to it.
func (n *names) span(i int) (from, to float32) {
	from, to = inSight(n.all[i].box, n.strip)
	const most = 24 // beyond the character
	before, behind := float32(most), float32(most)
	if i > 0 {
		_, end := inSight(n.all[i-1].box, n.strip)
		before = min(before, (from-end)/2)
	}
	if i+1 < len(n.all) {
		next, _ := inSight(n.all[i+1].box, n.strip)
		behind = min(behind, (next-to)/2)
	}
	return from - before, to + behind
}

// inSight is a box's place along the strip.
func inSight(b writing.Box, strip *canvas.Strip) (from, to float32) {
	height := strip.Size().Height
	return (b.X0 - strip.Left()) * height, (b.X1 - strip.Left()) * height
}

func (n *names) CreateRenderer() fyne.WidgetRenderer { return &namesRenderer{names: n} }

type namesRenderer struct {
	names *names
	texts []fyne.CanvasObject // of *fynecanvas.Text
}

func (r *namesRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, namesHeight) }
func (r *namesRenderer) Objects() []fyne.CanvasObject { return r.texts }
func (r *namesRenderer) Destroy()                     {}
func (r *namesRenderer) Layout(fyne.Size)             { r.Refresh() }

func (r *namesRenderer) Refresh() {
	n := r.names
	for len(r.texts) < len(n.all) {
		r.texts = append(r.texts, uiwidget.NewText(nameSize, fyne.TextAlignCenter))
	}
	r.texts = r.texts[:len(n.all)]
	for i, s := range n.all {
		text := r.texts[i].(*fynecanvas.Text)
		from, to := n.span(i)
		name, colour := uiwidget.Ellipsize(s.name, nameSize, max(to-from, 16)), theme.ColorNameForeground
		if !s.known {
			colour = uitheme.ColorMuted
		}
		uiwidget.SetText(text, name, colour)
		uiwidget.Place(text, from, namesHeight-text.MinSize().Height-2, to-from, text.MinSize().Height)
		width := text.MinSize().Width
		middle := (from + to) / 2
		uiwidget.SetVisible(text, middle-width/2 >= -4 && middle+width/2 <= n.Size().Width+4) // the lane does not cut what leaves it
	}
	fynecanvas.Refresh(n)
}

// borders is the lane under the strip that shows where characters begin and end: a
// click on one splits it there, a click between two joins them.
type borders struct {
	widget.BaseWidget
	onSplit func(group int, x float32)
	onJoin  func(group int)
	onHover func(border int)
	all     []shown
	strip   *canvas.Strip
	over    int // the border under the pointer: 2i for character i, 2i+1 for what is behind it; -1 for none
}

var (
	_ fyne.Tappable     = (*borders)(nil)
	_ desktop.Hoverable = (*borders)(nil)
)

func newBorders(onSplit func(int, float32), onJoin func(int)) *borders {
	b := &borders{onSplit: onSplit, onJoin: onJoin, onHover: func(int) {}, over: -1}
	b.ExtendBaseWidget(b)
	return b
}

func (b *borders) show(all []shown, under *canvas.Strip) {
	b.all, b.strip = all, under
	b.Refresh()
}

// at is the border at a place: see borders.over.
func (b *borders) at(x float32) int {
	const slack = 3
	for i, s := range b.all {
		from, to := inSight(s.box, b.strip)
		if x < from-slack {
			break
		}
		if i+1 < len(b.all) {
			next, _ := inSight(b.all[i+1].box, b.strip)
			joint := min(to-slack, (to+next)/2-2*slack) // characters may overlap
			if x < joint {
				return 2 * i
			}
			if x < max(next+slack, (to+next)/2+2*slack) {
				return 2*i + 1
			}
		} else if x <= to+slack {
			return 2 * i
		}
	}
	return -1
}

// Tapped splits or joins.
func (b *borders) Tapped(e *fyne.PointEvent) {
	switch over := b.at(e.Position.X); {
	case over < 0:
	case over%2 == 1:
		b.onJoin(over / 2)
	default:
		b.onSplit(over/2, b.strip.Left()+e.Position.X/max(b.strip.Size().Height, 1))
	}
}

func (b *borders) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *borders) MouseIn(e *desktop.MouseEvent)    { b.MouseMoved(e) }
func (b *borders) MouseMoved(e *desktop.MouseEvent) { b.hover(b.at(e.Position.X)) }
func (b *borders) MouseOut()                        { b.hover(-1) }

func (b *borders) hover(over int) {
	if over != b.over {
		b.over = over
		b.Refresh()
		b.onHover(over)
	}
}

func (b *borders) CreateRenderer() fyne.WidgetRenderer { return &bordersRenderer{borders: b} }

type bordersRenderer struct {
	borders *borders
	bars    []fyne.CanvasObject // of *fynecanvas.Rectangle: a character's, then the joint behind it
}

func (r *bordersRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, bordersHeight) }
func (r *bordersRenderer) Objects() []fyne.CanvasObject { return r.bars }
func (r *bordersRenderer) Destroy()                     {}
func (r *bordersRenderer) Layout(fyne.Size)             { r.Refresh() }

func (r *bordersRenderer) Refresh() {
	b := r.borders
	for len(r.bars) < 2*len(b.all) {
		r.bars = append(r.bars, fynecanvas.NewRectangle(nil))
	}
	r.bars = r.bars[:2*len(b.all)]
	const thick, top, joint = 3, 8, 6
	width := b.Size().Width
	for i, s := range b.all {
		bar, dot := r.bars[2*i].(*fynecanvas.Rectangle), r.bars[2*i+1].(*fynecanvas.Rectangle)
		bar.CornerRadius, dot.CornerRadius = thick/2, joint/2
		from, to := inSight(s.box, b.strip)
		if to-from < 2*thick { // a bar's own
			middle := (from + to) / 2
			from, to = middle-thick, middle+thick
		}
		uiwidget.SetFill(bar, r.colour(2*i))
		uiwidget.Place(bar, max(from, 0), top, min(to, width)-max(from, 0), thick)
		uiwidget.SetVisible(bar, to > 0 && from < width)
		dot.Hide()
		if i+1 < len(b.all) {
			_, end := inSight(s.box, b.strip)
			next, _ := inSight(b.all[i+1].box, b.strip)
			middle := (end + next) / 2
			uiwidget.SetFill(dot, r.colour(2*i+1))
			uiwidget.Place(dot, middle-joint/2, top+thick/2-joint/2, joint, joint)
			uiwidget.SetVisible(dot, middle > 0 && middle < width)
		}
	}
	fynecanvas.Refresh(b)
}

func (r *bordersRenderer) colour(border int) fyne.ThemeColorName {
	switch {
	case border == r.borders.over:
		return theme.ColorNameForeground
	case border%2 == 1:
		return uitheme.ColorTrack
	}
	return uitheme.ColorBar
}
