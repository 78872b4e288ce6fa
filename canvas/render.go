package canvas

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

const (
	corner = 8
	// maxPixels bounds the ink's picture, which is uploaded whole after every
	// pointer event. Beyond it the screen scales it up.
	maxPixels = 1600
)

// padRenderer shows the paper, the hint, and over them a picture of the ink.
type padRenderer struct {
	pad   *Pad
	paper *fynecanvas.Rectangle
	hint  *fynecanvas.Text
	ink   *fynecanvas.Image
	scan  *fynecanvas.Image // of a picture

	painter *ink.Painter
	style   style  // that the painter was made for
	painted uint64 // the drawing's revision that the picture shows
}

// style is what the ink's picture depends on besides the strokes.
type style struct {
	pixels     int
	pen        float32
	r, g, b, a uint32
}

func newPadRenderer(p *Pad) *padRenderer {
	r := &padRenderer{
		pad:   p,
		paper: fynecanvas.NewRectangle(nil),
		hint:  fynecanvas.NewText("", nil),
		ink:   &fynecanvas.Image{ScaleMode: fynecanvas.ImageScaleFastest},
		scan:  &fynecanvas.Image{},
	}
	r.paper.CornerRadius, r.paper.StrokeWidth = corner, 1
	r.ink.CornerRadius = corner
	r.hint.Alignment = fyne.TextAlignCenter
	r.hint.TextSize = 16
	r.Refresh()
	return r
}

func (r *padRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(minSide) }

func (r *padRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.paper, r.hint, r.ink, r.scan}
}

func (r *padRenderer) Destroy() {}

func (r *padRenderer) Layout(fyne.Size) {
	at, side := r.pad.paper()
	for _, o := range []fyne.CanvasObject{r.paper, r.ink} {
		o.Move(at)
		o.Resize(fyne.NewSquareSize(side))
	}
	height := r.hint.MinSize().Height
	r.hint.Move(at.AddXY(0, (side-height)/2))
	r.hint.Resize(fyne.NewSize(side, height))
	r.showPicture()
	r.paintInk()
}

func (r *padRenderer) Refresh() {
	r.paper.FillColor, r.paper.StrokeColor = Color(ColorNamePaper), Color(ColorNamePaperEdge)
	r.hint.Color = Color(ColorNameHint)
	r.hint.Text = r.pad.Hint
	r.hint.Hidden = !r.pad.Empty()
	r.paper.Refresh()
	r.hint.Refresh()
	r.showPicture()
	r.paintInk()
}

// showPicture shows the ink of a picture where a glyph has it in its frame.
func (r *padRenderer) showPicture() {
	s := r.pad.Picture()
	r.scan.Hidden = s == nil
	if s == nil {
		r.scan.Image = nil
		return
	}
	at, side := r.pad.paper()
	unit := s.Span() * side / float32(max(s.W, s.H))
	size := fyne.NewSize(unit*float32(s.W), unit*float32(s.H))
	r.scan.Move(at.AddXY((side-size.Width)/2, (side-size.Height)/2))
	r.scan.Resize(size)
	r.scan.Image = tinted(*s, Color(ColorNameInk))
	r.scan.Refresh()
}

// tinted shows a scan in a colour, on nothing.
func tinted(s model.Scan, ink color.Color) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, s.W, s.H))
	c := color.NRGBAModel.Convert(ink).(color.NRGBA)
	for i, v := range s.Pix {
		c.A = v
		img.SetNRGBA(i%s.W, i/s.W, c)
	}
	return img
}

// paintInk brings the picture up to date: by the segments that were added when
// nothing else has changed, from all strokes otherwise.
func (r *padRenderer) paintInk() {
	_, side := r.pad.paper()
	inkColor := Color(ColorNameInk)
	want := style{pixels: min(r.pad.pixels(side), maxPixels), pen: r.pad.pen}
	want.r, want.g, want.b, want.a = inkColor.RGBA()
	revision := r.pad.drawing.Revision()
	added := r.pad.added
	r.pad.added = nil

	switch restyled := r.painter == nil || want != r.style; {
	case restyled:
		r.painter = ink.NewPainter(want.pixels, want.pen, inkColor)
		r.painter.Paint(r.pad.Strokes())
		r.ink.Image = r.painter.Image()
	case revision == r.painted:
		return
	case revision == r.painted+uint64(len(added)):
		for _, s := range added {
			r.painter.Segment(s.from, s.to)
		}
	default:
		r.painter.Paint(r.pad.Strokes())
	}
	r.style, r.painted = want, revision
	r.ink.Refresh()
}
