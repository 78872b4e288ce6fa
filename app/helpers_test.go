package app

import (
	"context"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// bar writes a picture of a bar, a character like any.
func bar(t *testing.T, path string) {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 40))
	for i := range img.Pix {
		img.Pix[i] = uint8(255 * min(1, i%40/4))
	}
	omnitest.Write(t, path, omnitest.PNG(img))
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

// tree is everything below a folder, to see that nothing of it changed.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			files[path] = "folder"
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
