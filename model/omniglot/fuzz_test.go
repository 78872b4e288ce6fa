package omniglot

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// FuzzZip opens any bytes as a data set; what opens must be whole.
func FuzzZip(f *testing.F) {
	f.Add(synthetic("", 2, 1, 2).Zip())
	f.Add(synthetic("images_background/", 1, 1).Zip())
	f.Add(omnitest.Files{"../A/c/1_1.png": omnitest.PNG(oneBit(picture(1, 2, 9, 9)))}.Zip())
	f.Add(omnitest.Files{}.Zip())
	f.Fuzz(openBytes)
}

// FuzzEntry opens a sound zip file with any entry in it.
func FuzzEntry(f *testing.F) {
	f.Add("A/character01/0001_01.png", omnitest.PNG(picture(1, 2, 9, 9)))
	f.Add("r/A/character01/0001_01.png", omnitest.PNG(oneBit(picture(1, 2, 9, 9))))
	f.Add("../../A/c/1_1.png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("A/c/_1.png/", []byte{})
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(name) < 1<<16 && !strings.HasSuffix(name, "/") { // what the writer takes
			openBytes(t, omnitest.Files{name: data}.Zip())
		}
	})
}

func openBytes(t *testing.T, data []byte) {
	a, err := newZip("fuzz.zip", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return
	}
	s, err := open(context.Background(), a, nil)
	if err != nil {
		if !strings.Contains(err.Error(), "fuzz.zip") {
			t.Errorf("the error does not name the file: %v", err)
		}
		return
	}
	for i := range s.Alphabets {
		for j := range s.Alphabets[i].Characters {
			for k := range s.Alphabets[i].Characters[j].Drawings {
				d := s.At(Ref{i, j, k})
				if scan := d.Scan(); d.Drawer < 1 || scan.W < 1 || scan.H < 1 || scan.W > model.Side ||
					scan.H > model.Side || bytes.IndexByte(scan.Pix, 255) < 0 {
					t.Errorf("drawing %d of %d×%d", d.Drawer, scan.W, scan.H)
				}
			}
		}
	}
}

func FuzzStrokes(f *testing.F) {
	f.Add(drawnStrokes)
	f.Add("START\r\n1,2,3\r\nBREAK\r\n")
	f.Add("START\n1e38,NaN,0x1p-2\nBREAK")
	f.Fuzz(func(t *testing.T, text string) {
		strokes, err := parseStrokes(text)
		if err != nil {
			return
		}
		if _, err := model.FromStrokes(strokes); err != nil {
			t.Errorf("read strokes that draw nothing: %v", err)
		}
	})
}
