package picture_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"testing"

	"github.com/oneglyph/oneglyph/model/picture"
)

// bmpOf writes a BMP with a header of some size, 16, 24 or 32 bits a pixel.
func bmpOf(img *image.NRGBA, header, bits int, masks [4]uint32, topDown bool) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	le := binary.LittleEndian
	info := make([]byte, max(header, 12))
	le.PutUint32(info, uint32(header))
	compression := uint32(0)
	if masks != [4]uint32{} {
		compression = 3
	}
	height := int32(h)
	if topDown {
		height = -height
	}
	if header == 12 {
		le.PutUint16(info[4:], uint16(w))
		le.PutUint16(info[6:], uint16(h))
		le.PutUint16(info[8:], 1)
		le.PutUint16(info[10:], uint16(bits))
	} else {
		le.PutUint32(info[4:], uint32(w))
		le.PutUint32(info[8:], uint32(height))
		le.PutUint16(info[12:], 1)
		le.PutUint16(info[14:], uint16(bits))
		le.PutUint32(info[16:], compression)
	}
	for i, m := range masks {
		switch {
		case 40+4*i+4 <= len(info):
			le.PutUint32(info[40+4*i:], m)
		case header == 40 && compression == 3 && i < 3:
			info = le.AppendUint32(info, m)
		}
	}
	file := append([]byte("BM"), make([]byte, 12)...)
	le.PutUint32(file[10:], uint32(14+len(info)))
	file = append(file, info...)
	for i := range h {
		y := h - 1 - i
		if topDown {
			y = i
		}
		row := []byte{}
		for x := range w {
			c := img.NRGBAAt(x, y)
			if masks == [4]uint32{} {
				row = append(row, []byte{c.B, c.G, c.R, c.A}[:bits/8]...)
				continue
			}
			var v uint32
			for i, channel := range []uint8{c.R, c.G, c.B, c.A} {
				if m := masks[i]; m != 0 {
					unit := m & -m // the lowest of its bits
					v |= uint32(channel) * (m / unit) / 255 * unit
				}
			}
			row = append(row, binary.LittleEndian.AppendUint32(nil, v)[:bits/8]...)
		}
		file = append(file, append(row, make([]byte, (4-len(row)%4)%4)...)...)
	}
	return file
}

// Every kind of Windows' headers is read, and what is transparent all over is
// shown: programs that know no alpha left it at 0.
func TestBMPHeaders(t *testing.T) {
	img, hidden := page(t), page(t)
	for i := 3; i < len(hidden.Pix); i += 4 {
		hidden.Pix[i] = 0
	}
	bgra, rgba := [4]uint32{0xff0000, 0xff00, 0xff, 0xff000000}, [4]uint32{0xff000000, 0xff0000, 0xff00, 0xff}
	for _, header := range []int{40, 52, 56, 64, 108, 124} {
		for _, topDown := range []bool{false, true} {
			name := fmt.Sprintf("a header of %d bytes", header)
			for what, shown := range map[string]*image.NRGBA{"": img, ", alpha 0": hidden} {
				seesPage(t, name+what, bmpOf(shown, header, 32, [4]uint32{}, topDown))
				seesPage(t, name+", masks"+what, bmpOf(shown, header, 32, bgra, topDown))
				seesPage(t, name+", other masks"+what, bmpOf(shown, header, 32, rgba, topDown))
			}
			seesPage(t, name+", 24 bits", bmpOf(img, header, 24, [4]uint32{}, topDown))
			seesPage(t, name+", 565", bmpOf(img, header, 16, [4]uint32{0xf800, 0x07e0, 0x1f, 0}, topDown))
		}
	}
	seesPage(t, "OS/2's header", bmpOf(img, 12, 24, [4]uint32{}, false))
}

func TestCutBMP(t *testing.T) {
	img := page(t)
	for _, topDown := range []bool{false, true} {
		file := bmpOf(img, 40, 24, [4]uint32{}, topDown)
		p, err := picture.Decode(bytes.NewReader(file[:len(file)*9/10]))
		if err != nil || p.Image().Bounds().Dy() != 179 && p.Image().Bounds().Dy() != 180 {
			t.Fatalf("%v: %v", p.Image().Bounds(), err)
		}
		seesPage(t, "a tenth is missing", file[:len(file)*9/10])
		p, err = picture.Decode(bytes.NewReader(file[:len(file)/2]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Ink(picture.DefaultThreshold); err == nil {
			t.Error("half of a letter was taken for it")
		}
	}
}

// A picture of numbered colours that are all transparent, but differ, is shown too.
func TestHiddenPalette(t *testing.T) {
	img := image.NewPaletted(page(t).Rect, color.Palette{color.NRGBA{250, 250, 250, 0}, color.NRGBA{10, 20, 30, 0}})
	for i, from := 0, page(t).Pix; i < len(img.Pix); i++ {
		if from[4*i] < 128 {
			img.Pix[i] = 1
		}
	}
	seesPage(t, "palette", encoded(t, img)["png"])
}
