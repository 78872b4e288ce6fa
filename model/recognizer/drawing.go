package recognizer

import (
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/picture"
)

// Point is a position of the pen in any unit; y grows downwards.
type Point = model.Point

// Stroke is the pen's path from touching the paper to leaving it. A stroke of one
// point is a dot.
type Stroke = model.Stroke

var (
	// ErrDrawing says that a drawing cannot be ranked, whatever the gallery holds.
	// What else the error wraps says why.
	ErrDrawing = errors.New("this is no drawing to rank")
	// ErrEmpty says that a drawing holds no ink. It comes with ErrDrawing.
	ErrEmpty = model.ErrEmpty
	// ErrTooLarge says that a drawing has too many points or pixels, or points too far
	// apart. It comes with ErrDrawing.
	ErrTooLarge = errors.New("the drawing is too large")
)

// Drawing is what Rank compares with the gallery. Strokes, Image and Picture return
// one.
type Drawing interface {
	// glyph is what the network sees.
	glyph() (model.Glyph, error)
}

type strokes []Stroke

// Strokes returns the drawing that a pen made: at most 65,536 points, each stroke
// counting for three more, with coordinates between -1e9 and 1e9. The strokes are read
// by Rank.
func Strokes(s []Stroke) Drawing { return strokes(s) }

func (s strokes) glyph() (model.Glyph, error) {
	if err := gallery.CheckStrokes(s); err != nil {
		return model.Glyph{}, err
	}
	return model.FromStrokes(s)
}

type picturer func() (*picture.Picture, error)

// Image returns the character on an image: the large mark in its middle, dark on light
// or light on dark, drawn, scanned or photographed.
func Image(img image.Image) Drawing {
	return picturer(func() (*picture.Picture, error) { return picture.New(img), nil })
}

// Picture returns the character on a PNG, JPEG, GIF, WebP or BMP picture of at most 48
// MB and 100 million pixels, as Image does. It is read by Rank, which can
// rank it once.
func Picture(r io.Reader) Drawing {
	return picturer(func() (*picture.Picture, error) { return picture.Decode(r) })
}

// PictureWithin is Picture of so many pixels at most, for pictures that strangers send: a
// blank one of 100 million is a file of some kilobytes, and takes seconds.
func PictureWithin(r io.Reader, pixels int) Drawing {
	return picturer(func() (*picture.Picture, error) { return picture.DecodeWithin(r, pixels) })
}

func (p picturer) glyph() (model.Glyph, error) {
	decoded, err := p()
	if err != nil {
		return model.Glyph{}, err
	}
	ink, err := decoded.Ink(picture.DefaultThreshold)
	if err != nil {
		return model.Glyph{}, err
	}
	return ink.Glyph(nil), nil
}

// glyphOf says of every error that the drawing is at fault.
func glyphOf(d Drawing) (model.Glyph, error) {
	g, err := d.glyph()
	if errors.Is(err, gallery.ErrTooLarge) || errors.Is(err, picture.ErrTooLarge) {
		err = fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	if err != nil {
		return g, fmt.Errorf("recognizer: %w: %w", ErrDrawing, err)
	}
	return g, nil
}
