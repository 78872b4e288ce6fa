package inspect

import (
	"image"
	"image/color"
	"math"
	"strings"
	"unicode"

	"golang.org/x/image/draw"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model"
)

// Measures of the pictures, in Fyne's units.
const (
	textSize  = 14
	smallSize = 12
	lineRoom  = 20
	gap       = 8
)

// style is what a picture depends on besides what it shows.
type style struct {
	scale                                                   float32 // pixels to one of Fyne's units
	back, fore, muted, track, bar, accent, paper, edge, ink color.NRGBA
}

// speaks for and against a match: blue and orange can be told apart by everybody
// (Okabe and Ito 2008), on paper, which is light in both of the window's looks.
var (
	forMatch     = color.NRGBA{0x00, 0x72, 0xb2, 0xff}
	againstMatch = color.NRGBA{0xd5, 0x5e, 0x00, 0xff}
)

// sheet is a picture that a view is painted on, measured in Fyne's units, with the
// places on it that can be pointed at. It belongs to one goroutine.
type sheet struct {
	style
	width, height float32
	img           *image.RGBA
	pen           *pen
	spots         []spot
}

// spot is a place of a sheet that can be pointed at.
type spot struct {
	x, y, w, h float32
	text       string // what is said of it; empty: nothing
	tap        func() // what a click does, on Fyne's goroutine; nil: nothing
	// enlarged paints what is there larger, into a square of a side; nil: it is not.
	enlarged func(s *sheet, x, y, side float32)
}

// pen writes; it belongs to one goroutine, and its fonts outlive a sheet.
type pen struct {
	fonts   *lettering.Fonts
	writers map[float32]*lettering.Writer
	written map[label]*image.RGBA
}

// label is a text as it is written.
type label struct {
	text   string
	pixels float32 // of the letters
	c      color.NRGBA
}

// labelsKept bounds what a pen keeps of what it has written.
const labelsKept = 1024

// write returns a text written on nothing, with its baseline at baseline(pixels). Most
// of a view's texts stay as they are while one draws.
func (p *pen) write(l label) *image.RGBA {
	img := p.written[l]
	if img == nil {
		w := p.writer(l.pixels)
		img = image.NewRGBA(image.Rect(0, 0, int(w.Width(l.text))+2, int(2*l.pixels)))
		w.Write(img, l.text, 0, baseline(l.pixels), l.c)
		if len(p.written) >= labelsKept {
			clear(p.written)
		}
		p.written[l] = img
	}
	return img
}

func baseline(pixels float32) int {
	const ascent = 1.16 // of the program's font
	return int(pixels * ascent)
}

func newPen(files [][]byte) *pen {
	fonts, err := lettering.New(files...)
	if err != nil { // those embedded are tested
		return &pen{}
	}
	return &pen{fonts: fonts, writers: map[float32]*lettering.Writer{}, written: map[label]*image.RGBA{}}
}

func (p *pen) writer(pixels float32) *lettering.Writer {
	if p.fonts == nil {
		return nil
	}
	w := p.writers[pixels]
	if w == nil {
		w = lettering.NewWriter(p.fonts, pixels)
		p.writers[pixels] = w
	}
	return w
}

func newSheet(width, height float32, s style, p *pen) *sheet {
	return &sheet{
		style: s, width: width, height: height, pen: p,
		img: image.NewRGBA(image.Rect(0, 0, max(int(width*s.scale), 1), max(int(height*s.scale), 1))),
	}
}

// rect is a place in pixels.
func (s *sheet) rect(x, y, w, h float32) image.Rectangle {
	px := func(v float32) int { return int(math.Round(float64(v * s.scale))) }
	return image.Rect(px(x), px(y), px(x+w), px(y+h))
}

func (s *sheet) fill(x, y, w, h float32, c color.NRGBA) {
	r := s.rect(x, y, w, h)
	if r.Empty() && w > 0 && h > 0 { // a hair, still to be seen
		r.Max = r.Min.Add(image.Pt(max(r.Dx(), 1), max(r.Dy(), 1)))
	}
	draw.Draw(s.img, r, image.NewUniform(c), image.Point{}, draw.Over)
}

// frame draws a line around a place, inside it.
func (s *sheet) frame(x, y, w, h, line float32, c color.NRGBA) {
	s.fill(x, y, w, line, c)
	s.fill(x, y+h-line, w, line, c)
	s.fill(x, y, line, h, c)
	s.fill(x+w-line, y, line, h, c)
}

// text writes a line whose top is at y, cut at a width unless that is 0; it returns
// where it ends.
func (s *sheet) text(x, y, size, width float32, text string, c color.NRGBA) float32 {
	w := s.pen.writer(size * s.scale)
	if w == nil || text == "" {
		return x
	}
	text = w.Readable(text)
	if width > 0 {
		text = lettering.Cut(text, width*s.scale, w.Width)
	}
	img := s.pen.write(label{text, size * s.scale, c})
	at := image.Pt(int(x*s.scale), int(y*s.scale))
	draw.Draw(s.img, img.Rect.Add(at), img, image.Point{}, draw.Over)
	return x + w.Width(text)/s.scale
}

// formula writes a line in which what follows an underscore, letters and figures,
// stands lower and smaller: the fonts hold no such characters.
func (s *sheet) formula(x, y, size float32, text string, c color.NRGBA) float32 {
	for i, part := range strings.Split(text, "_") {
		low := 0
		if i > 0 {
			low = strings.IndexFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if low < 0 {
				low = len(part)
			}
		}
		if low > 0 {
			x = s.text(x+1, y+size*0.45, size*0.7, 0, part[:low], c)
		}
		x = s.text(x, y, size, 0, part[low:], c)
	}
	return x
}

// measure is how wide a text is.
func (s *sheet) measure(size float32, text string) float32 {
	if w := s.pen.writer(size * s.scale); w != nil {
		return w.Width(text) / s.scale
	}
	return 0
}

// textRight writes a line that ends at x.
func (s *sheet) textRight(x, y, size float32, text string, c color.NRGBA) {
	s.text(x-s.measure(size, text), y, size, 0, text, c)
}

// paperAt lays a sheet of paper down.
func (s *sheet) paperAt(x, y, side float32) {
	s.fill(x, y, side, side, s.paper)
	s.frame(x, y, side, side, 1/s.scale, s.edge)
}

// pixels paints a square of n×n colours.
func (s *sheet) pixels(x, y, side float32, n int, at func(i int) color.NRGBA, smooth bool) {
	small := image.NewNRGBA(image.Rect(0, 0, n, n))
	for i := range n * n {
		small.SetNRGBA(i%n, i/n, at(i))
	}
	var scaler draw.Scaler = draw.NearestNeighbor
	if smooth {
		scaler = draw.ApproxBiLinear
	}
	scaler.Scale(s.img, s.rect(x, y, side, side), small, small.Rect, draw.Over, nil)
}

// glyph paints a drawing on paper.
func (s *sheet) glyph(x, y, side float32, g model.Glyph) {
	s.paperAt(x, y, side)
	pix := g.Pix()
	s.pixels(x, y, side, model.Side, func(i int) color.NRGBA {
		c := s.ink
		c.A = pix[i]
		return c
	}, true)
}

// amounts paints numbers from 0 to most as ink on paper.
func (s *sheet) amounts(x, y, side float32, n int, values []float32, most float32) {
	s.paperAt(x, y, side)
	s.pixels(x, y, side, n, func(i int) color.NRGBA {
		c := s.ink
		c.A = 0
		if most > 0 && i < len(values) {
			c.A = uint8(255 * min(max(values[i]/most, 0), 1))
		}
		return c
	}, false)
}

// line draws a line.
func (s *sheet) line(x0, y0, x1, y1, width float32, c color.NRGBA) {
	steps := int(max(abs(x1-x0), abs(y1-y0)) * s.scale)
	for i := range steps + 1 {
		t := float32(i) / float32(max(steps, 1))
		s.fill(x0+t*(x1-x0)-width/2, y0+t*(y1-y0)-width/2, width, width, c)
	}
}

func abs(v float32) float32 { return max(v, -v) }

// spot marks a place that can be pointed at.
func (s *sheet) spot(one spot) { s.spots = append(s.spots, one) }

// faded is a colour of so much strength.
func faded(c color.NRGBA, strength float32) color.NRGBA {
	c.A = uint8(float32(c.A) * min(max(strength, 0), 1))
	return c
}

// signed is the colour of what speaks for, above 0, or against a match.
func signed(v float64) color.NRGBA {
	if v < 0 {
		return againstMatch
	}
	return forMatch
}
