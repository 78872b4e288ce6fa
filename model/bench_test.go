package model

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func BenchmarkFromStrokes(b *testing.B) {
	for b.Loop() {
		if _, err := FromStrokes(drawings["curve"]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	s := scanOf(b, drawings["curve"])
	dst := make([]uint8, Side*Side)
	w := Identity()
	b.Run("affine", func(b *testing.B) {
		for b.Loop() {
			s.Render(dst, &w)
		}
	})
	w.Grid = make([][2]float32, GridSide*GridSide)
	for i := range w.Grid {
		w.Grid[i] = [2]float32{float32(i%3) / 100, float32(i%5) / 100}
	}
	b.Run("elastic", func(b *testing.B) {
		for b.Loop() {
			s.Render(dst, &w)
		}
	})
}

func BenchmarkResample(b *testing.B) {
	g := glyphOf(b, drawings["curve"])
	dst := make([]float32, 40*40)
	for b.Loop() {
		g.Resample(dst, 40)
	}
}

// BenchmarkNewScan reads a megapixel of each common kind.
func BenchmarkNewScan(b *testing.B) {
	img := opaque(picture(glyphOf(b, drawings["curve"]), place{1000, 1000, 0, 0, 9.5, color.White, color.Black}))
	r := img.Bounds()
	ycc := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	for i := range ycc.Cb {
		ycc.Cb[i], ycc.Cr[i] = 128, 128
	}
	gray := image.NewGray(r)
	draw.Draw(gray, r, img, image.Point{}, draw.Src)
	copy(ycc.Y, gray.Pix)
	nrgba, paletted := image.NewNRGBA(r), image.NewPaletted(r, color.Palette{color.Black, color.White})
	draw.Draw(nrgba, r, img, image.Point{}, draw.Src)
	draw.Draw(paletted, r, img, image.Point{}, draw.Src)
	for name, img := range map[string]image.Image{"Gray": gray, "RGBA": img, "NRGBA": nrgba, "YCbCr": ycc, "Paletted": paletted} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := NewScan(img); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
