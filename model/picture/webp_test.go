package picture_test

import (
	"bytes"
	"image"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model/picture"
)

// bits writes numbers of a few bits each, the least significant bit first.
type bits struct {
	out  []byte
	used int
}

func (b *bits) put(v uint32, n int) {
	for i := range n {
		if b.used%8 == 0 {
			b.out = append(b.out, 0)
		}
		b.out[b.used/8] |= byte(v>>i&1) << (b.used % 8)
		b.used++
	}
}

// vp8l is a lossless picture of two colours, black and one in which the channels
// are alike: WebP Lossless Bitstream Specification, with one bit a pixel.
func vp8l(img *image.NRGBA) []byte {
	var b bits
	b.put(0x2f, 8)
	b.put(uint32(img.Rect.Dx()-1), 14)
	b.put(uint32(img.Rect.Dy()-1), 14)
	b.put(1, 1) // has alpha
	b.put(0, 3)
	b.put(0, 1)                         // no transform
	b.put(0, 1)                         // no cache of colours
	b.put(0, 1)                         // one group of codes
	two := func(first, second uint32) { // a simple code of two symbols
		b.put(1, 1)
		b.put(1, 1)
		b.put(1, 1)
		b.put(first, 8)
		b.put(second, 8)
	}
	two(10, 250) // green
	two(10, 250) // red
	two(10, 250) // blue
	two(0, 255)  // alpha
	two(0, 1)    // distance, of which there is none
	for i := 0; i < len(img.Pix); i += 4 {
		light := uint32(img.Pix[i] >> 7)
		b.put(light, 1)
		b.put(light, 1)
		b.put(light, 1)
		b.put(uint32(img.Pix[i+3]>>7), 1)
	}
	return b.out
}

// animated is a WebP of two pictures; the first stands at a place on a canvas.
func animated(img *image.NRGBA, canvas, at image.Point, more ...[]byte) []byte {
	u24 := func(v int) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16)} }
	frame := func(pixels []byte) []byte {
		head := slices.Concat(u24(at.X/2), u24(at.Y/2), u24(img.Rect.Dx()-1), u24(img.Rect.Dy()-1), u24(100), []byte{0})
		return riffChunk("ANMF", append(head, riffChunk("VP8L", pixels)...))
	}
	head := slices.Concat([]byte{2 | 8 | 16, 0, 0, 0}, u24(canvas.X-1), u24(canvas.Y-1))
	body := slices.Concat([]byte("WEBP"), riffChunk("VP8X", head), riffChunk("ANIM", make([]byte, 6)),
		frame(vp8l(img)), frame([]byte("the second is never looked at")), slices.Concat(more...))
	return riffChunk("RIFF", body)
}

func TestAnimatedWebP(t *testing.T) {
	img := page(t)
	seesPage(t, "one picture", riffChunk("RIFF", append([]byte("WEBP"), riffChunk("VP8L", vp8l(img))...)))
	seesPage(t, "animated", animated(img, image.Pt(160, 200), image.Point{}))
	seesPage(t, "on a larger canvas", animated(img, image.Pt(400, 400), image.Pt(20, 40)))
	seesPage(t, "with a video after it", append(animated(img, image.Pt(160, 200), image.Point{}), bytes.Repeat([]byte("mp4"), 999)...))
	alone := image.NewNRGBA(img.Rect) // its ink on nothing
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i] < 128 {
			copy(alone.Pix[i:], []byte{10, 10, 10, 255})
		}
	}
	seesPage(t, "with alpha", animated(alone, image.Pt(160, 200), image.Point{}))

	p, err := picture.Decode(bytes.NewReader(animated(img, image.Pt(160, 200), image.Point{}, riffChunk("EXIF", exif(4, 8)))))
	if err != nil || p.Image().Bounds() != image.Rect(0, 0, 200, 160) {
		t.Errorf("it is not turned: %v", err)
	}
	nested := vp8l(img)
	for range 500 {
		nested = riffChunk("ANMF", append(make([]byte, 16), nested...))
	}
	if _, err := picture.Decode(bytes.NewReader(riffChunk("RIFF", append([]byte("WEBP"), nested...)))); err == nil {
		t.Error("pictures within pictures were read")
	}
}
