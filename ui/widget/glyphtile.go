package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
)

// GlyphTile is a glyph on a small sheet of paper, which may have a frame.
type GlyphTile struct {
	widget.BaseWidget
	side  float32
	glyph model.Glyph
	Frame fyne.ThemeColorName // "": the paper's edge
	blank bool
}

// NewGlyphTile returns a blank tile that is at least so wide and high.
func NewGlyphTile(side float32) *GlyphTile {
	t := &GlyphTile{side: side, blank: true}
	t.ExtendBaseWidget(t)
	return t
}

// SetGlyph shows a glyph; a frame is a colour of the theme, or "" for none.
func (t *GlyphTile) SetGlyph(g model.Glyph, frame fyne.ThemeColorName) {
	t.glyph, t.Frame, t.blank = g, frame, false
	t.Refresh()
}

func (t *GlyphTile) CreateRenderer() fyne.WidgetRenderer {
	r := &glyphTileRenderer{tile: t, paper: fynecanvas.NewRectangle(nil), ink: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain}}
	r.paper.CornerRadius = 4
	r.Refresh()
	return r
}

type glyphTileRenderer struct {
	tile  *GlyphTile
	paper *fynecanvas.Rectangle
	ink   *fynecanvas.Image
	shown model.Glyph
	color color.NRGBA
}

func (r *glyphTileRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.tile.side) }
func (r *glyphTileRenderer) Destroy()           {}

func (r *glyphTileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.paper, r.ink}
}

func (r *glyphTileRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height)
	Place(r.paper, 0, 0, side, side)
	Place(r.ink, 2, 2, side-4, side-4)
}

func (r *glyphTileRenderer) Refresh() {
	edge, width := canvas.ColorNamePaperEdge, float32(1)
	if r.tile.Frame != "" {
		edge, width = r.tile.Frame, 3
	}
	r.paper.FillColor, r.paper.StrokeColor, r.paper.StrokeWidth = canvas.Color(canvas.ColorNamePaper), canvas.Color(edge), width
	r.paper.Refresh()
	ink := color.NRGBAModel.Convert(canvas.Color(canvas.ColorNameInk)).(color.NRGBA)
	if !r.tile.blank && (r.tile.glyph != r.shown || r.color != ink) {
		r.shown, r.color, r.ink.Image = r.tile.glyph, ink, GlyphImage(r.tile.glyph, ink)
		r.ink.Refresh()
	}
	SetVisible(r.ink, !r.tile.blank)
}

// GlyphImage returns a picture of a glyph, ink on nothing.
func GlyphImage(g model.Glyph, ink color.NRGBA) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, model.Side, model.Side))
	for i, v := range g.Pix() {
		c := ink
		c.A = v
		img.SetNRGBA(i%model.Side, i/model.Side, c)
	}
	return img
}
