package omniglot

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"oneglyph/model"
)

// files is what a data set is distributed as: paths and contents.
type files map[string][]byte

// picture is black ink on white: a box whose place and size tell the drawing
// apart, with a notch in a corner so that no two corners are alike.
func picture(x, y, w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, model.Side, model.Side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for j := range h {
		for i := range w {
			if i+j > 2 {
				img.SetGray(x+i, y+j, color.Gray{})
			}
		}
	}
	return img
}

func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// oneBit turns a picture into the kind of PNG that Omniglot is kept in.
func oneBit(img *image.Gray) image.Image {
	p := image.NewPaletted(img.Rect, color.Palette{color.Black, color.White})
	for i, v := range img.Pix {
		p.Pix[i] = v >> 7
	}
	return p
}

// synthetic gives a data set of alphabets A, B, ... with those numbers of
// characters, each drawn by the drawers 1 to drawers.
func synthetic(root string, drawers int, characters ...int) files {
	fs := files{}
	for a, n := range characters {
		for c := range n {
			for d := range drawers {
				name := fmt.Sprintf("%s%c/character%02d/%04d_%02d.png", root, 'A'+a, c+1, 100*a+c+1, d+1)
				fs[name] = encode(picture(d, c, 6+a, 6+d))
			}
		}
	}
	return fs
}

func (fs files) zip() []byte {
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

func (fs files) zipFile(t *testing.T) string {
	t.Helper()
	return write(t, filepath.Join(t.TempDir(), "set.zip"), fs.zip())
}

func (fs files) folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range fs {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	return dir
}

func write(t *testing.T, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// set opens a synthetic data set.
func set(t testing.TB, drawers int, characters ...int) *Set {
	t.Helper()
	data := synthetic("", drawers, characters...).zip()
	a, err := newZip("set.zip", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := open(context.Background(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
