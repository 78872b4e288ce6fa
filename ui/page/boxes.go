package page

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// box is drawn around a character.
type box struct {
	rect image.Rectangle // in the picture
	tint color.NRGBA
	name string // above it; may be empty
}

// sheetRenderer shows the picture and the boxes in sight: their rectangles and names
// are used again for others.
type sheetRenderer struct {
	sheet   *sheet
	page    *fynecanvas.Image
	frames  []*fynecanvas.Rectangle
	names   []*fynecanvas.Text
	objects []fyne.CanvasObject
}

func (r *sheetRenderer) MinSize() fyne.Size           { return r.sheet.MinSize() }
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) Layout(fyne.Size)             { r.Refresh() }

func (r *sheetRenderer) Refresh() {
	v := r.sheet.viewer
	if r.page.Image != v.image {
		r.page.Image = v.image
		r.page.Refresh()
	}
	r.page.Resize(r.sheet.MinSize())
	r.objects = append(r.objects[:0], r.page)
	scale := v.scale()
	from := v.scroll.Offset
	to := from.AddXY(v.scroll.Size().Width, v.scroll.Size().Height)
	frames, names := 0, 0
	usual := float32(v.usual) * scale
	letters := min(max(usual*0.4, 9), 16)
	for i, b := range v.boxes {
		x0, y0 := float32(b.rect.Min.X)*scale, float32(b.rect.Min.Y)*scale
		x1, y1 := float32(b.rect.Max.X)*scale, float32(b.rect.Max.Y)*scale
		if x1 < from.X || x0 > to.X || y1 < from.Y || y0 > to.Y {
			continue
		}
		const gap = 2
		frame := r.frame(frames)
		frames++
		frame.StrokeColor, frame.FillColor, frame.StrokeWidth = b.tint, color.Transparent, 1
		if i == v.chosen {
			frame.StrokeWidth = 2.5
			frame.FillColor = color.NRGBA{R: b.tint.R, G: b.tint.G, B: b.tint.B, A: 40}
		}
		uiwidget.Place(frame, x0-gap, y0-gap, x1-x0+2*gap, y1-y0+2*gap)
		frame.Refresh()
		r.objects = append(r.objects, frame)
		const legible = 9 // units of a box's height, below which names would be a blur
		if b.name == "" || usual < legible {
			continue
		}
		text := r.name(names)
		names++
		text.Color = b.tint
		text.TextSize = letters
		text.Text = uiwidget.Ellipsize(b.name, letters, max(1.5*(x1-x0), 2.5*letters))
		size := text.MinSize()
		uiwidget.Place(text, x0-gap, y0-gap-size.Height*0.95, size.Width, size.Height)
		text.Refresh()
		r.objects = append(r.objects, text)
	}
	fynecanvas.Refresh(r.sheet)
}

func (r *sheetRenderer) frame(i int) *fynecanvas.Rectangle {
	for len(r.frames) <= i {
		f := fynecanvas.NewRectangle(color.Transparent)
		f.CornerRadius = 2
		r.frames = append(r.frames, f)
	}
	return r.frames[i]
}

func (r *sheetRenderer) name(i int) *fynecanvas.Text {
	for len(r.names) <= i {
		r.names = append(r.names, uiwidget.NewText(theme.CaptionTextSize(), fyne.TextAlignLeading))
	}
	return r.names[i]
}
