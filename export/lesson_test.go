package export_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/challenge"
)

// lesson is one in which the last character was never known.
func lesson(t *testing.T) *challenge.Lesson {
	t.Helper()
	var taught []model.Glyph
	for i := range challenge.Characters {
		x := float32(i) / 4
		g, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: x}, {X: 1, Y: 1 - x}, {X: x, Y: 1}}, {{X: x, Y: 0}, {X: x, Y: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		taught = append(taught, g)
	}
	l := challenge.NewCopy(taught, 3)
	for !l.Over() {
		c, _ := l.Asks()
		known := c
		if c == 4 {
			known = 1
		}
		if _, err := l.Answer(taught[c], challenge.Ranking{Classes: []int{known}}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// TestLesson: the picture shows each drawing, and right and wrong differ.
func TestLesson(t *testing.T) {
	font := assets.Font
	var file bytes.Buffer
	texts := export.LessonTexts{Title: "12 of 15 known", Line: "Hangul 한글, one drawing each", Taught: "Taught", Asked: "Drawn again", Foot: "Oneglyph"}
	if err := export.Lesson(&file, lesson(t), texts, font); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("LESSON_PICTURE"); path != "" {
		if err := os.WriteFile(path, file.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	count := func(place image.Rectangle, what func(r, g, b uint32) bool) (n int) {
		for y := place.Min.Y; y < place.Max.Y; y++ {
			for x := place.Min.X; x < place.Max.X; x++ {
				if r, g, b, _ := img.At(x, y).RGBA(); what(r>>8, g>>8, b>>8) {
					n++
				}
			}
		}
		return n
	}
	blue := func(r, g, b uint32) bool { return b > r+80 }
	red := func(r, g, b uint32) bool { return r > b+80 }
	dark := func(r, g, b uint32) bool { return r < 80 && g < 80 && b < 80 }
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	column := func(i int) image.Rectangle { return image.Rect(48+184*i, 0, 48+184*i+160, h) }
	for i := range challenge.Characters {
		b, r := count(column(i), blue), count(column(i), red)
		if known := i < 4; known != (b > 3*160*5) || known == (r > 0) {
			t.Errorf("character %d: %d blue pixels, %d red", i, b, r)
		}
		if count(column(i).Intersect(image.Rect(0, 180, w, h)), dark) < 4*500 {
			t.Errorf("character %d is hardly drawn", i)
		}
	}
	if count(image.Rect(0, 0, w, 100), dark) < 300 {
		t.Error("there is no title")
	}
}
