package lettering

import (
	"image/color"
	"image/draw"
	"math"
	"slices"

	"github.com/go-text/render"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Writer writes lines of one size. It is for one goroutine.
type Writer struct {
	fonts     *Fonts
	size      float32 // of the letters, in pixels
	segmenter shaping.Segmenter
	shaper    shaping.HarfbuzzShaper
	wrapper   shaping.LineWrapper
}

// NewWriter returns a writer of letters so many pixels large.
func NewWriter(fonts *Fonts, size float32) *Writer { return &Writer{fonts: fonts, size: size} }

// Readable returns a text as it is written; see Fonts.
func (w *Writer) Readable(text string) string { return w.fonts.Readable(text) }

// Width returns how long a text is when written, in pixels.
func (w *Writer) Width(text string) float32 {
	var width fixed.Int26_6
	for _, run := range w.shape(text) {
		width += run.Advance
	}
	return float32(width) / 64
}

// Write writes a text from x on along a baseline, in pixels of the picture.
func (w *Writer) Write(dst draw.Image, text string, x, baseline int, ink color.Color) {
	r := render.Renderer{FontSize: w.size, Color: ink}
	for _, run := range w.shape(text) {
		x = r.DrawShapedRunAt(run, dst, x, baseline)
	}
}

// shape returns a text's runs as they stand from left to right, whichever way
// they are read.
func (w *Writer) shape(text string) shaping.Line {
	runes := []rune(w.fonts.Readable(text))
	if len(runes) == 0 {
		return nil
	}
	var line shaping.Line
	for _, run := range w.segmenter.Split(shaping.Input{
		Text: runes, RunEnd: len(runes), Size: fixed.Int26_6(w.size * 64),
	}, w.fonts) {
		line = append(line, w.shaper.Shape(run))
	}
	w.wrapper.Prepare(shaping.WrapConfig{Direction: line[0].Direction}, runes, shaping.NewSliceIterator(line))
	wrapped, _ := w.wrapper.WrapNextLine(math.MaxInt32)
	slices.SortFunc(wrapped.Line, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	return wrapped.Line
}
