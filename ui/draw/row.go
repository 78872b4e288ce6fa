package draw

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	rowHeight  = 56
	thumbSide  = 40
	barHeight  = 6
	menuSide   = 32
	rankWidth  = 24
	shareWidth = 48
	nameSize   = 15
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
	onTapped func(model.ClassID)
	menu     *uiwidget.TipButton
	add      *uiwidget.TipButton // with something to compare with
}

var (
	_ fyne.Tappable          = (*row)(nil)
	_ fyne.SecondaryTappable = (*row)(nil)
	_ desktop.Cursorable     = (*row)(nil)
)

func newRow(t *uiwidget.Tips, onMenu func(model.ClassID, fyne.Position), onAdd func(model.ClassID)) *row {
	r := &row{onMenu: onMenu}
	r.menu = t.NewIconButton(lang.L("More"), theme.NewColoredResource(theme.MoreHorizontalIcon(), uitheme.ColorMuted), func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.menu)
		r.onMenu(r.standing.class, at.AddXY(0, menuSide))
	})
	r.add = t.NewIconButton(lang.L("It was this one"), theme.NewColoredResource(theme.ContentAddIcon(), uitheme.ColorMuted), func() { onAdd(r.standing.class) })
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(s standing, thumb image.Image) {
	if s != r.standing || thumb != r.thumb {
		r.standing, r.thumb = s, thumb
		r.Refresh()
	}
}

// Tapped chooses the class.
func (r *row) Tapped(*fyne.PointEvent) { r.onTapped(r.standing.class) }

// Cursor is a hand: the row does something.
func (r *row) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TappedSecondary opens the class's menu where the pointer is.
func (r *row) TappedSecondary(e *fyne.PointEvent) { r.onMenu(r.standing.class, e.AbsolutePosition) }

func (r *row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowRenderer{
		row:   r,
		rank:  uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignTrailing),
		paper: fynecanvas.NewRectangle(nil),
		thumb: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain},
		name:  uiwidget.NewText(nameSize, fyne.TextAlignLeading),
		track: fynecanvas.NewRectangle(nil),
		bar:   fynecanvas.NewRectangle(nil),
		share: uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignTrailing),
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
	return []fyne.CanvasObject{v.rank, v.paper, v.thumb, v.name, v.track, v.bar, v.share, v.row.add, v.row.menu}
}

func (v *rowRenderer) Layout(size fyne.Size) {
	s := v.row.standing
	ranked := s.rank > 0
	uiwidget.Place(v.rank, 0, (rowHeight-v.rank.MinSize().Height)/2, rankWidth, v.rank.MinSize().Height)
	left := float32(0)
	narrow := size.Width < rankedFrom // the order says the rank too
	if ranked && !narrow {
		left = rankWidth + 16
	}
	uiwidget.SetVisible(v.rank, ranked && !narrow)
	uiwidget.Place(v.paper, left, (rowHeight-thumbSide)/2, thumbSide, thumbSide)
	uiwidget.Place(v.thumb, left+2, (rowHeight-thumbSide)/2+2, thumbSide-4, thumbSide-4)
	left += thumbSide + 16
	right := size.Width - menuSide - 8
	uiwidget.Place(v.row.menu, right+8, (rowHeight-menuSide)/2, menuSide, menuSide)
	uiwidget.SetVisible(v.row.add, ranked)
	if ranked {
		right -= menuSide
		uiwidget.Place(v.row.add, right+8, (rowHeight-menuSide)/2, menuSide, menuSide)
		right -= shareWidth + 16
	}
	width := max(right-left, 0)
	color := theme.ColorNameForeground
	uiwidget.SetText(v.name, uiwidget.Ellipsize(s.name, nameSize, width), color)
	line := v.name.MinSize().Height
	if !ranked {
		uiwidget.Place(v.name, left, (rowHeight-line)/2, width, line)
		return
	}
	top := (rowHeight - line - 4 - barHeight) / 2
	uiwidget.Place(v.name, left, top, width, line)
	uiwidget.Place(v.track, left, top+line+4, width, barHeight)
	length := float32(0)
	if s.similarity >= 0.005 { // the shortest bar is a dot: as long as it is high
		length = max(float32(s.similarity)*width, barHeight)
	}
	uiwidget.Place(v.bar, left, top+line+4, length, barHeight)
	height := v.share.MinSize().Height
	uiwidget.Place(v.share, right+16, (rowHeight-height)/2, shareWidth, height)
}

func (v *rowRenderer) Refresh() {
	s := v.row.standing
	ranked := s.rank > 0
	for _, o := range []fyne.CanvasObject{v.track, v.bar, v.share} {
		if o.Visible() != ranked {
			uiwidget.SetVisible(o, ranked)
		}
	}
	uiwidget.SetText(v.rank, fmt.Sprint(s.rank), uitheme.ColorMuted)
	share := uitheme.ColorMuted
	if s.best {
		share = theme.ColorNameForeground
	}
	uiwidget.SetText(v.share, uiwidget.Percent(s.similarity), share)
	uiwidget.SetFill(v.paper, canvas.ColorNamePaper)
	v.paper.StrokeColor = canvas.Color(canvas.ColorNamePaperEdge)
	uiwidget.SetFill(v.track, uitheme.ColorTrack)
	bar := uitheme.ColorBar
	if s.best {
		bar = uitheme.ColorAccent
	}
	uiwidget.SetFill(v.bar, bar)
	if v.thumb.Image != v.row.thumb {
		v.thumb.Image = v.row.thumb
		v.thumb.Refresh()
	}
	v.Layout(v.row.Size())
}
