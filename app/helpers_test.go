package app

import (
	"archive/zip"
	"context"
	"image"
	"image/png"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
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

func drawing(n int) gallery.Example {
	return gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: float32(n) + 3, Y: 4}}})
}

// eventually waits for a condition that a goroutine brings about.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	within(t, 30*time.Second, what, condition)
}

// within is eventually for what takes its time.
func within(t *testing.T, patience time.Duration, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s never happened", what)
		}
	}
}

func holds(path string, classes int) func() bool {
	return func() bool {
		p, err := gallery.Open(context.Background(), path)
		return err == nil && p.Len() == classes
	}
}
