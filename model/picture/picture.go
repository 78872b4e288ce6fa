// Package picture reads the user's image files: PNG, JPEG, GIF (its first
// picture), WebP and BMP, within limits that keep a hostile or a merely enormous
// file from filling the memory.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"
)

const (
	maxFile    = 128 << 20 // bytes
	maxPixels  = 64 << 20
	maxDecoded = 4 * maxPixels // bytes of the pixels in memory
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
func Open(path string) (image.Image, error) {
	// Asked before opening, since opening a pipe would wait for its writer.
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("picture: open %s: not a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	defer f.Close()
	img, err := Decode(f)
	if err != nil {
		return nil, fmt.Errorf("picture: open %s: %w", path, err)
	}
	return img, nil
}

// Decode reads an image file's content.
func Decode(r io.Reader) (image.Image, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrFormat)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, maxFile>>20)
	}
	return decode(data)
}

// decode never panics, whatever the decoders do with a hostile file.
func decode(data []byte) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("%w: %v", ErrFormat, r)
		}
	}()
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if c.Width < 1 || c.Height < 1 {
		return nil, fmt.Errorf("%w: %d×%d pixels", ErrFormat, c.Width, c.Height)
	}
	// Divided rather than multiplied, since the sides may be any number.
	if limit := min(maxPixels, maxDecoded/pixelBytes(c.ColorModel)); c.Width > limit/c.Height {
		return nil, fmt.Errorf("%w: %d×%d pixels, at most %d million are read", ErrTooLarge, c.Width, c.Height, limit>>20)
	}
	img, _, err = image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return img, nil
}

func pixelBytes(m color.Model) int {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4
}
