// Package picture reads the user's image files and finds the ink in them: PNG,
// JPEG, GIF (its first picture), WebP and BMP, drawn by a program, scanned, or
// photographed by hand in poor light. Limits keep a hostile or a merely enormous
// file from filling the memory or taking for ever.
package picture

import (
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/oneglyph/oneglyph/model/foreign"
)

var (
	// ErrFormat says that a file is none of the kinds of picture read here, or
	// a damaged one.
	ErrFormat = errors.New("not a PNG, JPEG, GIF, WebP or BMP picture, or a damaged one")
	// ErrTooLarge says that a picture has more bytes or pixels than are read.
	ErrTooLarge = errors.New("the picture is too large")
)

// Open reads an image file. Errors name the file: ErrFormat, ErrTooLarge and
// the file system's own.
func Open(path string) (*Picture, error) { return opened(path, Decode) }

// opened reads a file by a function that reads its content.
func opened[T any](path string, decode func(io.Reader) (T, error)) (read T, err error) {
	f, _, err := foreign.Open(path, maxFile)
	if errors.Is(err, foreign.ErrTooLarge) {
		return read, fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	if err != nil {
		return read, fmt.Errorf("picture: %w", err)
	}
	defer f.Close()
	if read, err = decode(f); err != nil {
		return read, fmt.Errorf("picture: open %s: %w", path, err)
	}
	return read, nil
}

// Decode reads an image file's content. Errors are ErrFormat, ErrTooLarge and
// the reader's own.
func Decode(r io.Reader) (*Picture, error) { return DecodeWithin(r, maxPixels) }

// DecodeWithin is Decode of so many pixels at most: a blank picture of 100 million is a
// file of some kilobytes, and takes seconds.
func DecodeWithin(r io.Reader, pixels int) (*Picture, error) {
	img, missing, err := upright(r, maxSide, pixels)
	if err != nil {
		return nil, err
	}
	p := New(img)
	p.missing = missing
	return p, nil
}

// upright reads a picture of so many pixels at most the right way up and averages it down so that neither side
// exceeds longest, the margin of one that floats on nothing aside.
func upright(r io.Reader, longest, pixels int) (img *image.RGBA, lost missing, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, lost, err
	}
	if len(data) == 0 {
		return nil, lost, damaged("it is empty")
	}
	if len(data) > maxFile {
		return nil, lost, fmt.Errorf("%w: more than %d MB", ErrTooLarge, maxFile>>20)
	}
	defer recovered(&err)
	raster, err := decode(data, pixels)
	if err != nil {
		return nil, lost, err
	}
	block := blockFor(raster.image.Bounds(), longest)
	img, lost = reduce(raster.image, block), raster.missing.scaled(block)
	if raster.floating {
		img = margined(img)
	}
	return raster.turn.apply(img), raster.turn.applyMissing(lost), nil
}

// recovered turns a panic over a picture, a decoder's for one, into an error of
// one line: whatever a file holds, it ends no program.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = damaged("%q", fmt.Sprint(r))
	}
}
