package model

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
)

// FuzzPicture reads whatever image's decoders make of a file.
func FuzzPicture(f *testing.F) {
	g := glyphOf(f, drawings["curve"])
	for _, img := range []image.Image{
		g.Image(), filled(1, 1, 3), filled(3, 200, 255), box(filled(500, 9, 255), image.Rect(3, 4, 300, 6)),
		picture(g, place{60, 50, 3, 2, 0.4, color.NRGBA{}, color.NRGBA{200, 0, 0, 255}}),
	} {
		var p, j, i bytes.Buffer
		_ = png.Encode(&p, img)
		_ = jpeg.Encode(&j, img, nil)
		_ = gif.Encode(&i, img, nil)
		f.Add(p.Bytes())
		f.Add(j.Bytes())
		f.Add(i.Bytes())
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		c, _, err := image.DecodeConfig(bytes.NewReader(file))
		if err != nil || c.Width > 3000 || c.Height > 3000 || c.Width*c.Height > 1<<16 {
			return
		}
		img, _, err := image.Decode(bytes.NewReader(file))
		if err != nil {
			return
		}
		s, err := NewScan(img)
		if err != nil {
			if err != ErrEmpty {
				t.Fatal(err)
			}
			return
		}
		if s.W < 1 || s.H < 1 || s.W > maxScan || s.H > maxScan || len(s.Pix) != s.W*s.H {
			t.Fatalf("a scan of %d×%d with %d pixels", s.W, s.H, len(s.Pix))
		}
		for _, v := range s.Glyph(nil).Pix() {
			if v > 0 {
				return
			}
		}
		t.Fatal("a scan with ink gives a blank glyph")
	})
}

// FuzzRender bends scans of any ink and shape by any numbers.
func FuzzRender(f *testing.F) {
	wild := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(math.NaN())))
	for _, v := range []float32{float32(math.Inf(1)), math.MaxFloat32, -1e9, 1, 1e-45} {
		wild = binary.LittleEndian.AppendUint32(wild, math.Float32bits(v))
	}
	f.Add(uint16(5), uint16(9), []byte{255, 0, 3}, wild)
	f.Add(uint16(1), uint16(1), []byte{255}, wild[4:])
	f.Add(uint16(419), uint16(2), []byte{200, 100}, wild[8:])
	f.Fuzz(func(t *testing.T, w, h uint16, ink, numbers []byte) {
		s := Scan{W: 1 + int(w)%500, H: 1 + int(h)%500}
		s.Pix = make([]uint8, s.W*s.H)
		for i := range s.Pix {
			if len(ink) > 0 {
				s.Pix[i] = ink[i%len(ink)]
			}
		}
		next := 0
		number := func() float32 {
			if len(numbers) < 4 {
				return 0
			}
			v := math.Float32frombits(binary.LittleEndian.Uint32(numbers[next%(len(numbers)/4)*4:]))
			next++
			return v
		}
		warp := Identity()
		for i := range warp.A {
			warp.A[i] = number()
		}
		dst := make([]uint8, Side*Side)
		s.Render(dst, &warp)
		warp.Grid = make([][2]float32, GridSide*GridSide)
		for i := range warp.Grid {
			warp.Grid[i] = [2]float32{number(), number()}
		}
		s.Render(dst, &warp)
	})
}

// FuzzStrokes draws points of any numbers.
func FuzzStrokes(f *testing.F) {
	f.Add([]byte{0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 192, 127, 1, 0, 0, 0}, 1)
	f.Fuzz(func(t *testing.T, numbers []byte, length int) {
		var strokes []Stroke
		var s Stroke
		for ; len(numbers) >= 8 && len(numbers) < 4096; numbers = numbers[8:] {
			s = append(s, Point{math.Float32frombits(binary.LittleEndian.Uint32(numbers)), math.Float32frombits(binary.LittleEndian.Uint32(numbers[4:]))})
			if len(s) == length {
				strokes, s = append(strokes, s), nil
			}
		}
		g, err := FromStrokes(append(strokes, s))
		if err != nil {
			return
		}
		for _, v := range g.Pix() {
			if v == 255 {
				return
			}
		}
		t.Fatal("a drawing with points gives a glyph without ink")
	})
}
