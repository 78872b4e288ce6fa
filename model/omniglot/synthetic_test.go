package omniglot

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"testing"

	"github.com/oneglyph/oneglyph/model/omnitest"
)

// picture is black ink on white: a box whose place and size tell the drawing
// apart, with a notch in a corner so that no two corners are alike.
func picture(x, y, w, h int) *image.Gray {
	img := omnitest.Paper()
	for j := range h {
		for i := range w {
			if i+j > 2 {
				img.SetGray(x+i, y+j, color.Gray{})
			}
		}
	}
	return img
}

// oneBit turns a picture into the kind of PNG that Omniglot is kept in.
func oneBit(img *image.Gray) image.Image {
	p := image.NewPaletted(img.Rect, color.Palette{color.Black, color.White})
	for i, v := range img.Pix {
		p.Pix[i] = v >> 7
	}
	return p
}

// synthetic returns a data set of alphabets A, B, ... with those numbers of
// characters, each drawn by the drawers 1 to drawers.
func synthetic(root string, drawers int, characters ...int) omnitest.Files {
	fs := omnitest.Files{}
	for a, n := range characters {
		for c := range n {
			for d := range drawers {
				name := fmt.Sprintf("%s%c/character%02d/%04d_%02d.png", root, 'A'+a, c+1, 100*a+c+1, d+1)
				fs[name] = omnitest.PNG(picture(d, c, 6+a, 6+d))
			}
		}
	}
	return fs
}

// set opens a synthetic data set.
func set(t testing.TB, drawers int, characters ...int) *Set {
	t.Helper()
	data := synthetic("", drawers, characters...).Zip()
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
