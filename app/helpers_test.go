package app

import (
	"archive/zip"
	"image"
	"image/png"
	"os"
	"strconv"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// toStrokes takes lists x, y, x, y, …
func toStrokes(lists [][]int) (strokes []model.Stroke) {
	for _, list := range lists {
		var s model.Stroke
		for i := 0; i < len(list); i += 2 {
			s = append(s, model.Point{X: float32(list[i]), Y: float32(list[i+1])})
		}
		strokes = append(strokes, s)
	}
	return strokes
}

func id(window uint32) string { return strconv.FormatUint(uint64(window), 10) }

func writeZip(t *testing.T, path string, entries map[string]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, data := range entries {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
