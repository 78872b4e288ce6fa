package ui

import (
	"fmt"
	"image"
	"math"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
)

const (
	rowHeight  = 56
	thumbSide  = 40
	barHeight  = 6
	menuSide   = 32
	rankWidth  = 24
	shareWidth = 48
	nameSize   = 15
	smallSize  = 13
	// rankedFrom is the row's width from which on it has room for the rank.
	rankedFrom = 320
)

// standing is what a row shows of one class.
type standing struct {
	class      model.ClassID
	example    model.ExampleID
	name       string
	rank       int // from 1; 0 when there is nothing to compare with
	similarity float64
	best       bool // first, and alike enough to be a match
}

// row shows one class: its rank, its drawing, its name over a bar, and how alike
// it is.
type row struct {
	widget.BaseWidget
	standing standing
	thumb    image.Image
	onMenu   func(model.ClassID, fyne.Position)
	menu     *tipButton
}

var _ fyne.SecondaryTappable = (*row)(nil)

func newRow(t *tips, onMenu func(model.ClassID, fyne.Position)) *row {
	r := &row{onMenu: onMenu}
	r.menu = t.button(lang.L("More"), theme.NewColoredResource(theme.MoreHorizontalIcon(), colorMuted), func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.menu)
		r.onMenu(r.standing.class, at.AddXY(0, menuSide))
	})
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(s standing, thumb image.Image) {
	if s != r.standing || thumb != r.thumb {
		r.standing, r.thumb = s, thumb
		r.Refresh()
	}
}

// TappedSecondary opens the class's menu where the pointer is.
func (r *row) TappedSecondary(e *fyne.PointEvent) { r.onMenu(r.standing.class, e.AbsolutePosition) }

func (r *row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowRenderer{
		row:   r,
		rank:  newText(smallSize, fyne.TextAlignTrailing),
		paper: fynecanvas.NewRectangle(nil),
		thumb: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain},
		name:  newText(nameSize, fyne.TextAlignLeading),
		track: fynecanvas.NewRectangle(nil),
		bar:   fynecanvas.NewRectangle(nil),
		share: newText(smallSize, fyne.TextAlignTrailing),
	}
	v.paper.CornerRadius, v.paper.StrokeWidth = 4, 1
	v.track.CornerRadius, v.bar.CornerRadius = barHeight/2, barHeight/2
	v.Refresh()
	return v
}

type rowRenderer struct {
	row               *row
	rank, name, share *fynecanvas.Text
	paper, track, bar *fynecanvas.Rectangle
	thumb             *fynecanvas.Image
}

func (v *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(280, rowHeight) }
func (v *rowRenderer) Destroy()           {}

func (v *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.rank, v.paper, v.thumb, v.name, v.track, v.bar, v.share, v.row.menu}
}

func (v *rowRenderer) Layout(size fyne.Size) {
	s := v.row.standing
	ranked := s.rank > 0
	place(v.rank, 0, (rowHeight-v.rank.MinSize().Height)/2, rankWidth, v.rank.MinSize().Height)
	left := float32(0)
	narrow := size.Width < rankedFrom // the order says the rank too
	if ranked && !narrow {
		left = rankWidth + 16
	}
	setVisible(v.rank, ranked && !narrow)
	place(v.paper, left, (rowHeight-thumbSide)/2, thumbSide, thumbSide)
	place(v.thumb, left+2, (rowHeight-thumbSide)/2+2, thumbSide-4, thumbSide-4)
	left += thumbSide + 16
	right := size.Width - menuSide - 8
	place(v.row.menu, right+8, (rowHeight-menuSide)/2, menuSide, menuSide)
	if ranked {
		right -= shareWidth + 16
	}
	width := max(right-left, 0)
	color := theme.ColorNameForeground
	setText(v.name, ellipsize(s.name, nameSize, width), color)
	line := v.name.MinSize().Height
	if !ranked {
		place(v.name, left, (rowHeight-line)/2, width, line)
		return
	}
	top := (rowHeight - line - 4 - barHeight) / 2
	place(v.name, left, top, width, line)
	place(v.track, left, top+line+4, width, barHeight)
	length := float32(0)
	if s.similarity >= 0.005 { // the shortest bar is a dot: as long as it is high
		length = max(float32(s.similarity)*width, barHeight)
	}
	place(v.bar, left, top+line+4, length, barHeight)
	height := v.share.MinSize().Height
	place(v.share, right+16, (rowHeight-height)/2, shareWidth, height)
}

func (v *rowRenderer) Refresh() {
	s := v.row.standing
	ranked := s.rank > 0
	for _, o := range []fyne.CanvasObject{v.track, v.bar, v.share} {
		if o.Visible() != ranked {
			setVisible(o, ranked)
		}
	}
	setText(v.rank, fmt.Sprint(s.rank), colorMuted)
	share := colorMuted
	if s.best {
		share = theme.ColorNameForeground
	}
	setText(v.share, percent(s.similarity), share)
	fill(v.paper, canvas.ColorNamePaper)
	v.paper.StrokeColor = canvas.Color(canvas.ColorNamePaperEdge)
	fill(v.track, colorTrack)
	bar := colorBar
	if s.best {
		bar = colorAccent
	}
	fill(v.bar, bar)
	if v.thumb.Image != v.row.thumb {
		v.thumb.Image = v.row.thumb
		v.thumb.Refresh()
	}
	v.Layout(v.row.Size())
}

func fill(r *fynecanvas.Rectangle, name fyne.ThemeColorName) {
	if c := canvas.Color(name); r.FillColor != c {
		r.FillColor = c
		r.Refresh()
	}
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// arrange lays a container out anew, some of which has come or gone. Fyne does so
// for what comes, and not always for what goes.
func arrange(c *fyne.Container) { c.Layout.Layout(c.Objects, c.Size()) }

// percent rounds down near the top: only what is the same is 100 %.
func percent(similarity float64) string {
	n := math.Round(similarity * 100)
	if n == 100 && similarity < 0.9995 {
		n = 99
	}
	return fmt.Sprintf("%.0f %%", n)
}
