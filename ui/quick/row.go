package quick

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	nameSize   = 20
	shareWidth = 56
)

// row shows a class and how alike it is; a click takes it.
type row struct {
	widget.BaseWidget
	class model.ClassID // 0: none
	name  string
	share string
	best  bool
	taken func()
}

var (
	_ fyne.Tappable      = (*row)(nil)
	_ desktop.Cursorable = (*row)(nil)
)

func newRow(taken func()) *row {
	r := &row{taken: taken}
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(c gallery.Class, similarity float64, best bool) {
	r.class, r.name, r.share, r.best = c.ID, c.Name, uiwidget.Percent(similarity), best
	r.Refresh()
}

func (r *row) clear() {
	r.class, r.name, r.share, r.best = 0, "", "", false
	r.Refresh()
}

func (r *row) Tapped(*fyne.PointEvent) {
	if r.class != 0 {
		r.taken()
	}
}

func (r *row) Cursor() desktop.Cursor {
	if r.class == 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (r *row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowRenderer{row: r, name: uiwidget.NewText(nameSize, fyne.TextAlignLeading), share: uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignTrailing)}
	v.Refresh()
	return v
}

type rowRenderer struct {
	row         *row
	name, share *fynecanvas.Text
}

func (v *rowRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, rowHeight) }
func (v *rowRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{v.name, v.share} }
func (v *rowRenderer) Destroy()                     {}

func (v *rowRenderer) Layout(size fyne.Size) {
	color := theme.ColorNameForeground
	if v.row.best {
		color = uitheme.ColorAccent
	}
	width := max(size.Width-shareWidth-8, 0)
	uiwidget.SetText(v.name, uiwidget.Ellipsize(v.row.name, nameSize, width), color)
	uiwidget.SetText(v.share, v.row.share, uitheme.ColorMuted)
	for _, t := range []struct {
		text     *fynecanvas.Text
		x, width float32
	}{{v.name, 0, width}, {v.share, size.Width - shareWidth, shareWidth}} {
		height := t.text.MinSize().Height
		uiwidget.Place(t.text, t.x, (size.Height-height)/2, t.width, height)
	}
}

func (v *rowRenderer) Refresh() { v.Layout(v.row.Size()) }
