package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"
)

// What is read. The largest file, what its decoder holds and the garbage left
// beside them stay below 512 MB together.
const (
	maxFile   = 48 << 20    // bytes
	maxPixels = 100_000_000 // of one byte; a phone's 100 megapixels
	maxMemory = 200 << 20   // bytes that a decoder holds for its pixels
	maxScans  = 100         // passes over a progressive JPEG, each as slow as the picture is large
)

// decode never panics, whatever the decoders do with a hostile file. The picture
// is to be turned as its camera was held.
func decode(data []byte) (img image.Image, turn orientation, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("%w: %v", ErrFormat, r)
		}
	}()
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if c.Width < 1 || c.Height < 1 {
		return nil, 0, fmt.Errorf("%w: %d×%d pixels", ErrFormat, c.Width, c.Height)
	}
	perPixel := memory(format, c.ColorModel, data)
	if format == "jpeg" {
		head := readJPEG(data)
		turn, perPixel = head.turn, head.memory()
		if head.scans > maxScans {
			return nil, 0, fmt.Errorf("%w: a JPEG of %d passes, at most %d are read", ErrTooLarge, head.scans, maxScans)
		}
	}
	// Divided rather than multiplied, since the sides may be any number.
	if limit := min(maxPixels, int(maxMemory/perPixel)); c.Width > limit/c.Height {
		return nil, 0, fmt.Errorf("%w: %d×%d pixels, at most %d million are read", ErrTooLarge, c.Width, c.Height, limit/1_000_000)
	}
	img, _, err = image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if b := img.Bounds(); b.Empty() {
		return nil, 0, fmt.Errorf("%w: %d×%d pixels", ErrFormat, b.Dx(), b.Dy())
	}
	return img, turn, nil
}

// memory is how many bytes a decoder holds for each pixel of a kind, other than
// JPEG, at most.
func memory(format string, m color.Model, data []byte) float64 {
	bytes := 4.0
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		bytes = 8
	case color.Gray16Model:
		bytes = 2
	case color.GrayModel:
		bytes = 1
	}
	if _, paletted := m.(color.Palette); paletted {
		bytes = 1
	}
	const interlace = 28 // where a PNG's header says whether it is
	switch {
	case format == "png" && len(data) > interlace && data[interlace] != 0:
		return 1.5 * bytes // put together from parts of up to half its size
	case format == "webp": // lossless pictures pass through a second copy
		return 2 * bytes
	}
	return bytes
}
