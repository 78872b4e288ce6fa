package picture

import (
	"bytes"
	"fmt"
	"image"
)

// raster is a picture as its file has it.
type raster struct {
	image   image.Image
	turn    orientation // how it is turned upright
	missing missing     // what the file ends before
	// floating says that it stands on a larger screen where nothing else is.
	floating bool
}

// kinds are the pictures that are read, by the bytes they begin with. They are
// not asked of package image, where any package may register decoders of its own.
var kinds = []struct {
	magic  string
	decode func(data []byte, pixels int) (raster, error)
}{
	{pngMagic, decodePNG},
	{"\xff\xd8", decodeJPEG},
	{"GIF87a", decodeGIF},
	{"GIF89a", decodeGIF},
	{"RIFF", decodeWebP},
	{"BM", decodeBMP},
}

// decode reads a file's picture of so many pixels at most.
func decode(data []byte, pixels int) (raster, error) {
	for _, kind := range kinds {
		if !bytes.HasPrefix(data, []byte(kind.magic)) {
			continue
		}
		r, err := kind.decode(data, pixels)
		if err != nil {
			return raster{}, err
		}
		if b := r.image.Bounds(); b.Empty() {
			return raster{}, damaged("%d×%d pixels", b.Dx(), b.Dy())
		}
		r.image = revealed(r.image)
		return r, nil
	}
	return raster{}, ErrFormat
}

// damaged is an ErrFormat that says more.
func damaged(format string, a ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, a...))
}

// revealed shows a picture that is transparent all over but has colours
// nonetheless: programs that know no transparency leave it at 0.
func revealed(img image.Image) image.Image {
	switch img := img.(type) {
	case *image.NRGBA:
		reveal(img.Pix, 4, 1)
	case *image.NRGBA64:
		reveal(img.Pix, 8, 2)
	case *image.NYCbCrA:
		for y := range img.Rect.Dy() {
			for _, a := range img.A[y*img.AStride:][:img.Rect.Dx()] {
				if a != 0 {
					return img
				}
			}
		}
		return &img.YCbCr
	case *image.Paletted:
		return revealedPalette(img)
	}
	return img
}

// reveal makes pixels of so many bytes, the last of them their alpha, opaque if
// none is and they differ.
func reveal(pix []byte, size, alpha int) {
	varied := false
	for p := pix; len(p) >= size; p = p[size:] {
		for _, a := range p[size-alpha : size] {
			if a != 0 {
				return
			}
		}
		varied = varied || !bytes.Equal(p[:size-alpha], pix[:size-alpha])
	}
	if !varied {
		return
	}
	for p := pix; len(p) >= size; p = p[size:] {
		for i := range alpha {
			p[size-1-i] = 0xff
		}
	}
}
