package omniglot

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

const drawnStrokes = "START\n1.5,-2.25,0\n3,-4,17\nBREAK\n5,0,30\nBREAK\n"

func TestOpenStrokesTurnsThemTheRightWayUp(t *testing.T) {
	fs := omnitest.Files{
		"s/A/character01/0001_07.txt":            []byte(drawnStrokes),
		"s/A/character01/.DS_Store":              []byte("x"),
		"__MACOSX/s/A/character01/._0001_07.txt": []byte("x"),
	}
	want := map[Name][]model.Stroke{
		{"A", "character01", 7}: {{{X: 1.5, Y: 2.25}, {X: 3, Y: 4}}, {{X: 5}}},
	}
	for _, path := range []string{fs.ZipFile(t), fs.Folder(t)} {
		got, err := OpenStrokes(path)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v, %v, want %v", got, err, want)
		}
	}
}

func TestOpenStrokesRefusesWithAClearError(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"empty":      {"", model.ErrEmpty},
		"no strokes": {"START\nBREAK\n", model.ErrEmpty},
		"words":      {"START\nhello\n", ErrNotOmniglot},
		"two fields": {"START\n1,2\nBREAK\n", ErrNotOmniglot},
		"NaN":        {"START\nNaN,2,0\nBREAK\n", ErrNotOmniglot},
		"infinite":   {"START\n1,-Inf,0\nBREAK\n", ErrNotOmniglot},
		"far away":   {"START\n1,1e30,0\nBREAK\n", ErrNotOmniglot},
		"cut off":    {drawnStrokes[:len(drawnStrokes)-6], nil},
	} {
		path := omnitest.Files{"A/c/1_1.txt": []byte(c.text)}.ZipFile(t)
		_, err := OpenStrokes(path)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), path+": A/c/1_1.txt: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Strokes and pictures of one name show the same drawing.
func TestRealStrokesMatchTheirPictures(t *testing.T) {
	s := realSet(t)
	strokes, err := OpenStrokes("../../../shared/omniglot/strokes_background_small1.zip")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real strokes are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(strokes) != 2720 {
		t.Errorf("%d drawings", len(strokes))
	}
	compared, alike := 0, 0
	for a := range s.Alphabets {
		for c := range s.Alphabets[a].Characters {
			drawn, ok := strokes[s.Name(Ref{a, c, 0})]
			if !ok {
				continue
			}
			fromPen, err := model.FromStrokes(drawn)
			if err != nil {
				t.Fatal(err)
			}
			own := omnitest.SharedInk(fromPen, s.At(Ref{a, c, 0}).Glyph())
			other := omnitest.SharedInk(fromPen, s.At(Ref{a, (c + 1) % len(s.Alphabets[a].Characters), 0}).Glyph())
			compared++
			if own > other && own > 0.5 {
				alike++
			}
		}
	}
	if compared != 136 || alike < compared*95/100 {
		t.Errorf("%d of %d drawings show their strokes", alike, compared)
	}
}
