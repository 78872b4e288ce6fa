package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"github.com/srwiley/rasterx"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/oneglyph/oneglyph/assets"
)

// fontSize is that of all words, in units.
const fontSize = 11

// spot is a place, in pixels or in an area's values.
type spot struct{ x, y float64 }

// painter draws on a picture. Lines and dots gather until they are inked, which
// goes over the whole picture, and so best once for a colour.
type painter struct {
	Style
	sheet   *image.RGBA
	size    spot
	letters font.Face
	scanner *rasterx.ScannerGV
	lines   *rasterx.Dasher
	dots    *rasterx.Filler
}

func newPainter(width, height int, s Style, letters font.Face) *painter {
	sheet := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(s.Background), image.Point{}, draw.Src)
	scanner := rasterx.NewScannerGV(width, height, sheet, sheet.Rect)
	return &painter{
		s, sheet,
		spot{float64(width), float64(height)},
		letters, scanner,
		rasterx.NewDasher(width, height, scanner), rasterx.NewFiller(width, height, scanner),
	}
}

// stroke adds a line through places, so many units wide, with dashes and gaps in
// units if there are any.
func (p *painter) stroke(width float64, dashes []float64, at ...spot) {
	if len(at) < 2 {
		return
	}
	scaled := make([]float64, len(dashes))
	for i, d := range dashes {
		scaled[i] = d * p.Scale
	}
	p.lines.SetStroke(fixed.Int26_6(64*width*p.Scale), 4<<6, rasterx.ButtCap, nil, rasterx.RoundGap, rasterx.Round, scaled, 0)
	p.lines.Start(point(at[0]))
	for _, s := range at[1:] {
		p.lines.Line(point(s))
	}
	p.lines.Stop(false)
}

// dot adds a disc with a radius in units.
func (p *painter) dot(at spot, radius float64) {
	rasterx.AddCircle(at.x, at.y, radius*p.Scale, p.dots)
}

// ink draws the lines, or the dots, that were added since the last time.
func (p *painter) ink(c color.Color) {
	p.scanner.SetColor(c)
	p.scanner.Draw()
	p.scanner.Clear()
}

// words writes a text whose middle line and whose left end, or right end, or
// middle, according to align (0, 1, 0.5), lie at a place; within the picture.
func (p *painter) words(text string, at spot, align float64) {
	width := p.measure(text)
	left := min(max(at.x-align*width, 0), max(p.size.x-width, 0))
	middle := float64(p.letters.Metrics().CapHeight) / 64 / 2
	d := font.Drawer{Dst: p.sheet, Src: image.NewUniform(p.Text), Face: p.letters, Dot: point(spot{left, math.Round(at.y + middle)})}
	d.DrawString(text)
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
