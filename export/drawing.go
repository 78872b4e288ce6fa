package export

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"strconv"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

// drawingSide is a drawing's width and height in a PNG, in pixels, and in an
// SVG, in its units.
const drawingSide = 1024

// Drawing is what stands on the pad.
type Drawing struct {
	Strokes []model.Stroke // in paper units, from 0 to 1
	Pen     float32        // the pen's width in the same
	Picture *model.Scan    // the ink of a picture, when there are no strokes
}

// PNG writes the drawing as black ink on a white sheet.
func (d Drawing) PNG(w io.Writer) error {
	sheet := image.NewRGBA(image.Rect(0, 0, drawingSide, drawingSide))
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	if d.Picture != nil {
		scaled(sheet, sheet.Rect, d.Picture.Glyph(nil))
	} else {
		p := ink.NewPainter(drawingSide, d.Pen, color.Black)
		p.Paint(d.Strokes)
		draw.Draw(sheet, sheet.Rect, p.Image(), image.Point{}, draw.Over)
	}
	return png.Encode(w, sheet)
}

// SVG writes the drawing with a path for each stroke, round at its ends and
// joints. A picture, which has none, is embedded as it is.
func (d Drawing) SVG(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">`+"\n", drawingSide, drawingSide)
	if d.Picture != nil {
		var pixels bytes.Buffer
		if err := png.Encode(&pixels, d.Picture.Glyph(nil).Image()); err != nil {
			return err
		}
		fmt.Fprintf(&b, `<image width="%d" height="%d" href="data:image/png;base64,%s"/>`+"\n",
			drawingSide, drawingSide, base64.StdEncoding.EncodeToString(pixels.Bytes()))
	} else {
		fmt.Fprintf(&b, `<g fill="none" stroke="#000" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round">`+"\n", units(d.Pen))
		for _, s := range d.Strokes {
			b.WriteString(`<path d="` + path(s) + `"/>` + "\n")
		}
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// path draws a stroke. A line of no length, which a dot is, is drawn by its
// round ends.
func path(s model.Stroke) string {
	var b []byte
	for i, p := range s {
		switch i {
		case 0:
			b = append(b, 'M')
		case 1:
			b = append(b, 'L')
		default:
			b = append(b, ' ')
		}
		b = append(b, units(p.X)+" "+units(p.Y)...)
	}
	if len(s) == 1 {
		b = append(b, "h0"...)
	}
	return string(b)
}

// units returns a length of the paper in the drawing's, to a hundredth.
func units(v float32) string {
	hundredths := int(v*drawingSide*100 + 0.5)
	return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
}
