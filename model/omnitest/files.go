package omnitest

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// Files is what a data set or a task is distributed as: paths and contents.
type Files map[string][]byte

// Zip packs the files, always in the same order.
func (fs Files) Zip() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(fs)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(fs[name])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// ZipFile returns a zip file that lasts as long as the test.
func (fs Files) ZipFile(t testing.TB) string {
	t.Helper()
	return Write(t, filepath.Join(t.TempDir(), "set.zip"), fs.Zip())
}

// Folder returns a folder that lasts as long as the test.
func (fs Files) Folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range fs {
		Write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	return dir
}

// Write writes a file, with the folders that lead to it, and returns its path.
func Write(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// PNG encodes a picture.
func PNG(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Paper is a white picture of Omniglot's size.
func Paper() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, model.Side, model.Side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return img
}
