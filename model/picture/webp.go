package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/webp"
)

// decodeWebP reads a WebP, of an animated one its first picture. What makes up
// the picture is put into a file of its own, without the profiles, the other
// pictures and the mistakes about them that golang.org/x/image/webp refuses.
func decodeWebP(data []byte, most int) (raster, error) {
	if len(data) < 12 || string(data[8:12]) != "WEBP" {
		return raster{}, ErrFormat
	}
	f := readWebP(data[12:], true)
	if f.pixels == nil {
		return raster{}, damaged("webp: no picture, or it is cut off")
	}
	file := f.file()
	c, err := webp.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return raster{}, damaged("%v", err)
	}
	if err := affordable(c.Width, c.Height, most, f.perPixel(), 0); err != nil {
		return raster{}, err
	}
	img, err := webp.Decode(bytes.NewReader(file))
	if err != nil {
		return raster{}, damaged("%v", err)
	}
	b := img.Bounds()
	floating := f.animated && (b.Dx() < f.canvas.X || b.Dy() < f.canvas.Y)
	return raster{image: img, turn: exifOrientation(f.exif), floating: floating}, nil
}

// webpFile is the first picture of a WebP, taken apart.
type webpFile struct {
	animated bool
	canvas   image.Point // of an animated one
	lossless bool
	pixels   []byte // its VP8 or VP8L chunk's
	alpha    []byte // its ALPH chunk's
	exif     []byte
}

// readWebP reads chunks, WebP Container Specification, those of a file or those of
// a picture in it.
func readWebP(data []byte, outermost bool) (f webpFile) {
	for len(data) >= 8 {
		name, size := string(data[:4]), int64(binary.LittleEndian.Uint32(data[4:]))
		data = data[8:]
		if size > int64(len(data)) {
			break // it is cut off
		}
		body := data[:size]
		data = data[min(size+size&1, int64(len(data))):]
		switch {
		case name == "VP8X" && size >= 10:
			f.animated = body[0]&2 != 0
			f.canvas = image.Pt(1+uint24(body[4:]), 1+uint24(body[7:]))
		case name == "EXIF":
			f.exif = body
		case f.pixels != nil:
		case name == "ANMF" && size >= 16 && outermost:
			frame := readWebP(body[16:], false)
			f.pixels, f.alpha, f.lossless = frame.pixels, frame.alpha, frame.lossless
		case name == "ALPH":
			f.alpha = body
		case name == "VP8 ", name == "VP8L":
			f.pixels, f.lossless = body, name == "VP8L"
		}
	}
	return f
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// perPixel is how many bytes the decoder holds for each pixel.
func (f *webpFile) perPixel() float64 {
	switch {
	case f.lossless: // they pass through a second copy
		return 8
	case f.alpha != nil: // which is a lossless picture, and the colours
		return 8 + 1 + 1.5
	}
	return 1.5
}

// file is a WebP with the picture alone.
func (f *webpFile) file() []byte {
	file := []byte("RIFF\x00\x00\x00\x00WEBP")
	chunk := func(name string, body []byte) {
		file = binary.LittleEndian.AppendUint32(append(file, name...), uint32(len(body)))
		file = append(file, body...)
		if len(body)%2 != 0 {
			file = append(file, 0)
		}
	}
	const sized = 10 // bytes of a VP8 frame's header with its size, RFC 6386 section 9.1
	switch {
	case f.lossless:
		chunk("VP8L", f.pixels)
	case f.alpha != nil && len(f.pixels) >= sized:
		w, h := binary.LittleEndian.Uint16(f.pixels[6:])&0x3fff-1, binary.LittleEndian.Uint16(f.pixels[8:])&0x3fff-1
		const hasAlpha = 1 << 4
		chunk("VP8X", []byte{hasAlpha, 0, 0, 0, byte(w), byte(w >> 8), 0, byte(h), byte(h >> 8), 0})
		chunk("ALPH", f.alpha)
		chunk("VP8 ", f.pixels)
	default:
		chunk("VP8 ", f.pixels)
	}
	binary.LittleEndian.PutUint32(file[4:], uint32(len(file)-8))
	return file
}
