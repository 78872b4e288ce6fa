package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/oneglyph/oneglyph/assets"
)

// fontSize is that of all words, in units.
const fontSize = 11

// spot is a place, in pixels or in an area's values.
type spot struct{ x, y float64 }

// painter draws on a picture. Lines and dots gather in a path until they are inked,
// which goes over the whole picture, and so best once for a colour.
type painter struct {
	Style
	sheet   *image.RGBA
	size    spot
	letters font.Face
	path    *vector.Rasterizer
	written []box
}

// box is where words stand: a line's height around its middle, in pixels.
type box struct{ left, top, right, bottom float64 }

func newPainter(width, height int, s Style, letters font.Face) *painter {
	sheet := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(s.Background), image.Point{}, draw.Src)
	return &painter{s, sheet, spot{float64(width), float64(height)}, letters, vector.NewRasterizer(width, height), nil}
}

// stroke adds a line through places, so many units wide, with dashes and gaps in
// units if there are any.
func (p *painter) stroke(width float64, dashes []float64, at ...spot) {
	half := width * p.Scale / 2
	if len(dashes) > 0 {
		for i := 1; i < len(at); i++ {
			p.dashed(at[i-1], at[i], half, dashes)
		}
		return
	}
	for i := 1; i < len(at); i++ {
		p.segment(at[i-1], at[i], half)
		if i > 1 && half >= 0.5 { // a thinner line's joins cannot be seen
			p.disc(at[i-1], half)
		}
	}
}

// dashed adds the dashes between two places.
func (p *painter) dashed(from, to spot, half float64, dashes []float64) {
	length := math.Hypot(to.x-from.x, to.y-from.y)
	along := func(d float64) spot {
		share := min(d/length, 1)
		return spot{from.x + share*(to.x-from.x), from.y + share*(to.y-from.y)}
	}
	for at, i := 0.0, 0; at < length; i++ {
		end := at + dashes[i%len(dashes)]*p.Scale
		if i%2 == 0 {
			p.segment(along(at), along(end), half)
		}
		at = end
	}
}

// segment adds a bar with square ends. All shapes turn the same way: where they
// overlap, the path covers once.
func (p *painter) segment(from, to spot, half float64) {
	dx, dy := to.x-from.x, to.y-from.y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	nx, ny := -dy/length*half, dx/length*half
	p.shape(spot{from.x - nx, from.y - ny}, spot{to.x - nx, to.y - ny}, spot{to.x + nx, to.y + ny}, spot{from.x + nx, from.y + ny})
}

// dot adds a disc with a radius in units.
func (p *painter) dot(at spot, radius float64) { p.disc(at, radius*p.Scale) }

// disc adds one with a radius in pixels, as a polygon of sides too short to be seen.
func (p *painter) disc(at spot, radius float64) {
	corners := make([]spot, 8+2*int(radius))
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(corners)))
		corners[i] = spot{at.x + radius*cos, at.y + radius*sin}
	}
	p.shape(corners...)
}

func (p *painter) shape(corners ...spot) {
	p.path.MoveTo(float32(corners[0].x), float32(corners[0].y))
	for _, c := range corners[1:] {
		p.path.LineTo(float32(c.x), float32(c.y))
	}
	p.path.ClosePath()
}

// ink draws the lines and dots that were added since the last time.
func (p *painter) ink(c color.Color) {
	p.path.Draw(p.sheet, p.sheet.Rect, image.NewUniform(c), image.Point{})
	p.path.Reset(p.sheet.Rect.Dx(), p.sheet.Rect.Dy())
}

// words writes a text whose middle line and whose left end, or right end, or
// middle, according to align (0, 1, 0.5), lie at a place; within the picture.
func (p *painter) words(text string, at spot, align float64) {
	width := p.measure(text)
	left := min(max(at.x-align*width, 0), max(p.size.x-width, 0))
	middle := float64(p.letters.Metrics().CapHeight) / 64 / 2
	d := font.Drawer{Dst: p.sheet, Src: image.NewUniform(p.Text), Face: p.letters, Dot: point(spot{left, math.Round(at.y + middle)})}
	d.DrawString(text)
	if text != "" {
		p.written = append(p.written, box{left, at.y - middle, left + width, at.y + middle})
	}
}

// measure is a text's width in pixels.
func (p *painter) measure(text string) float64 {
	return float64(font.MeasureString(p.letters, text)) / 64
}

// height is that of a line of words, in pixels.
func (p *painter) height() float64 { return float64(p.letters.Metrics().Height) / 64 }

func point(s spot) fixed.Point26_6 {
	return fixed.Point26_6{X: fixed.Int26_6(math.Round(64 * s.x)), Y: fixed.Int26_6(math.Round(64 * s.y))}
}

// face returns the program's font at a size in pixels.
func face(size float64) (font.Face, error) {
	parsed, err := parsedFont()
	if err != nil {
		return nil, fmt.Errorf("chart: font: %w", err)
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("chart: font: %w", err)
	}
	return f, nil
}

// parsedFont reads the program's font once.
var parsedFont = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(assets.Font) })
