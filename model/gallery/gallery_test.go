package gallery_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// zigzag is a drawing that differs with n.
func zigzag(n int) gallery.Example {
	return gallery.FromStrokes([]model.Stroke{
		{{X: 10, Y: 20.25}, {X: float32(30 + n), Y: 44}, {X: 12, Y: 80}},
		{{X: 0.1, Y: float32(n) / 3}},
	})
}

// blot is a picture of a dark bar on white paper.
func blot(t *testing.T) gallery.Example {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 60, 50))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := 10; y < 40; y++ {
		for x := 20; x < 28; x++ {
			img.SetGray(x, y, color.Gray{Y: uint8(x)})
		}
	}
	ink, err := model.NewScan(img)
	if err != nil {
		t.Fatal(err)
	}
	return gallery.FromPicture(ink)
}

func add(t *testing.T, p *gallery.Gallery, name string, e gallery.Example) gallery.Class {
	t.Helper()
	c, err := p.Add(name, e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func names(p *gallery.Gallery) (names []string) {
	for _, c := range p.Classes() {
		names = append(names, c.Name)
	}
	return names
}

func TestEditing(t *testing.T) {
	p := gallery.New()
	a := add(t, p, "  가 ", zigzag(1))
	b := add(t, p, "b", blot(t))
	if a.Name != "가" || a.Created.IsZero() || len(a.Examples) != 1 {
		t.Errorf("added class is %+v", a)
	}
	if _, err := p.Add("가", zigzag(2)); !errors.Is(err, gallery.ErrNameTaken) {
		t.Errorf("a second 가: %v", err)
	}
	if err := p.Rename(b.ID, "가"); !errors.Is(err, gallery.ErrNameTaken) {
		t.Errorf("renaming to a taken name: %v", err)
	}
	if err := p.Rename(b.ID, "b"); err != nil {
		t.Errorf("renaming to its own name: %v", err)
	}
	if err := p.Rename(b.ID, "beta"); err != nil {
		t.Error(err)
	}
	second, err := p.AddExample(a.ID, zigzag(3))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Class(a.ID); len(got.Examples) != 2 || got.Examples[1].ID != second.ID {
		t.Errorf("after AddExample: %+v", got)
	}
	if err := p.DeleteExample(a.Examples[0].ID); err != nil {
		t.Error(err)
	}
	if err := p.DeleteExample(second.ID); !errors.Is(err, gallery.ErrLastExample) {
		t.Errorf("deleting the last example: %v", err)
	}
	third, err := p.Replace(a.ID, zigzag(4))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := p.Find(" 가"); !ok || len(got.Examples) != 1 || got.Examples[0].ID != third.ID {
		t.Errorf("after Replace: %+v", got)
	}
	if err := p.Delete(b.ID); err != nil {
		t.Error(err)
	}
	for _, err := range []error{p.Delete(b.ID), p.Rename(b.ID, "x"), p.DeleteExample(999)} {
		if !errors.Is(err, gallery.ErrNotFound) {
			t.Errorf("on what is gone: %v", err)
		}
	}
	if got := names(p); !slices.Equal(got, []string{"가"}) || p.Len() != 1 {
		t.Errorf("classes are %q", got)
	}
}

func TestIDsAreNeverReused(t *testing.T) {
	p := gallery.New()
	seen := make(map[int64]bool)
	for round := range 4 {
		c := add(t, p, fmt.Sprint(round), zigzag(round))
		for _, id := range []int64{int64(c.ID), int64(c.Examples[0].ID)} {
			if seen[id] {
				t.Fatalf("ID %d given twice", id)
			}
			seen[id] = true
		}
		if err := p.Delete(c.ID); err != nil {
			t.Fatal(err)
		}
		p = reopen(t, p) // nor may saving forget them
	}
}

// Whatever was done before, each class is found by its ID, and none that is gone.
func TestClassesAreFoundByID(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	p := gallery.New()
	e := add(t, p, "first", zigzag(1)).Examples[0] // its thumbnail is drawn already
	gone := []model.ClassID{-1, 0, 1 << 40}
	check := func(p *gallery.Gallery) {
		t.Helper()
		for _, c := range p.Classes() {
			if got, ok := p.Class(c.ID); !ok || got.Name != c.Name {
				t.Fatalf("class %d, %q, is found as %q", c.ID, c.Name, got.Name)
			}
		}
		for _, id := range gone {
			if got, ok := p.Class(id); ok {
				t.Fatalf("class %d is found as %q", id, got.Name)
			}
		}
	}
	for i := range 300 {
		if all := p.Classes(); len(all) == 0 || r.IntN(5) < 3 {
			add(t, p, fmt.Sprint(i), e)
		} else {
			id := all[r.IntN(len(all))].ID
			before := p.Clone()
			if err := p.Delete(id); err != nil {
				t.Fatal(err)
			}
			check(before)
			gone = append(gone, id)
		}
		if i%50 == 0 {
			p = reopen(t, p)
		}
		check(p)
	}
}

func TestCloneSharesNothingThatChanges(t *testing.T) {
	p := gallery.New()
	c := add(t, p, "a", zigzag(1))
	q := p.Clone()
	if _, err := p.AddExample(c.ID, zigzag(2)); err != nil {
		t.Fatal(err)
	}
	if err := p.Rename(c.ID, "z"); err != nil {
		t.Fatal(err)
	}
	add(t, p, "b", zigzag(3))
	if got, _ := q.Class(c.ID); q.Len() != 1 || got.Name != "a" || len(got.Examples) != 1 {
		t.Errorf("the clone changed to %+v", got)
	}
}

func TestDrawingIsCopied(t *testing.T) {
	strokes := []model.Stroke{{{X: 1, Y: 1}, {X: 9, Y: 9}}}
	e := gallery.FromStrokes(strokes)
	strokes[0][0].X = 77
	if e.Strokes[0][0].X != 1 {
		t.Error("the example changed with the caller's slice")
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", " 가나 ": "가나", "👩‍🔬": "👩‍🔬", "a b": "a b", strings.Repeat("가", 64): strings.Repeat("가", 64),
		// However it is spelled by a system, typed or pasted, it is one name.
		"\u1112\u1161\u11ab\u1100\u1173\u11af":     "한글",
		"e\u0301":                                  "é",
		"\u212b":                                   "Å",
		"가\r\n":                                    "가",
		"win\r\ndows":                              "win dows",
		"a\t b\u00a0\u2003c\u2028d\u0085":          "a b c d",
		"\ufeffa\u200b":                            "a",
		"\u200b \u2060a\u00ad ":                    "a",
		strings.Repeat("\u1112\u1161\u11ab", 64):   strings.Repeat("한", 64),
		strings.Repeat(" ", 1000) + "a":            "a",
		"क्ष":                                      "क्ष",
		"\U0001f3f4\U000e0067\U000e0062\U000e007f": "\U0001f3f4\U000e0067\U000e0062\U000e007f", // a flag, whose last character is invisible
		"\u3164ㄱ":                                  "\u3164ㄱ",
		"\u25cc\u0301":                             "\u25cc\u0301",
		"\u2764\ufe0f":                             "\u2764\ufe0f",
		"\u0631\u200c\u0627":                       "\u0631\u200c\u0627",
	} {
		if got, err := gallery.CleanName(name); err != nil || got != want {
			t.Errorf("CleanName(%q) = %q, %v", name, got, err)
		}
	}
	for _, name := range []string{
		"", "  ", "\r\n", "a\x00", "a\x1bb", "a\x7f", "\u0085", "\xff", strings.Repeat("a", 65), strings.Repeat("a", 1<<20), strings.Repeat("a\u0315", 33),
		// Nothing to see.
		"\u200b", "\u3164", "\u3164 \u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u200d", "\ufeff", "\u00ad", "\u0301", "\ufe0f", "\u180e", "\U000e0020",
		"\u00a0", "\u3000", "\ue000", "\u034f", "\u2066\u2069", "\U0001d159",
	} {
		if got, err := gallery.CleanName(name); !errors.Is(err, gallery.ErrBadName) {
			t.Errorf("CleanName(%.99q) = %.99q, %v; want ErrBadName", name, got, err)
		} else if len(err.Error()) > 500 {
			t.Errorf("CleanName(%.99q): %d bytes of error", name, len(err.Error()))
		}
		p := gallery.New()
		if _, err := p.Add(name, zigzag(1)); !errors.Is(err, gallery.ErrBadName) || p.Len() != 0 {
			t.Errorf("Add(%.99q): %v, %d classes", name, err, p.Len())
		}
	}
}

// TestOneNameIsOneClass, however it is spelled.
func TestOneNameIsOneClass(t *testing.T) {
	p := gallery.New()
	c := add(t, p, "\u1112\u1161\u11ab", zigzag(1))
	if c.Name != "한" {
		t.Errorf("it is called %q", c.Name)
	}
	if _, err := p.Add(" 한\r\n", zigzag(2)); !errors.Is(err, gallery.ErrNameTaken) {
		t.Errorf("composed: %v", err)
	}
	if err := p.Put("한", zigzag(2)); err != nil {
		t.Fatal(err)
	}
	if got, ok := p.Find("\u1112\u1161\u11ab"); !ok || len(got.Examples) != 2 {
		t.Errorf("found is %+v", got)
	}
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"a", " \u200b\u0301a\u00ad\u0323 ", "\u0958\u212b\r\n", "\U0001f3f4\U000e007f", "\u1112\u1161\u11ab", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		once, err := gallery.CleanName(name)
		if err != nil {
			return
		}
		if twice, err := gallery.CleanName(once); err != nil || twice != once {
			t.Fatalf("%q becomes %q, that %q, %v", name, once, twice, err)
		}
	})
}

func TestBadExamplesAreRefused(t *testing.T) {
	nan := float32(math.NaN())
	blank := model.Scan{W: 2, H: 2, Pix: make([]uint8, 4)}
	short := model.Scan{W: 9, H: 9, Pix: []uint8{255}}
	huge := model.Scan{W: 1000, H: 1, Pix: bytes.Repeat([]byte{255}, 1000)}
	for name, c := range map[string]struct {
		e    gallery.Example
		want error
	}{
		"nothing":          {gallery.Example{}, model.ErrEmpty},
		"no strokes":       {gallery.FromStrokes(nil), model.ErrEmpty},
		"a pointless one":  {gallery.FromStrokes([]model.Stroke{{}}), model.ErrEmpty},
		"not a number":     {gallery.FromStrokes([]model.Stroke{{{X: nan}}}), gallery.ErrTooLarge},
		"far away":         {gallery.FromStrokes([]model.Stroke{{{X: 1e30}}}), gallery.ErrTooLarge},
		"endless":          {gallery.FromStrokes([]model.Stroke{make(model.Stroke, 1<<17)}), gallery.ErrTooLarge},
		"blank picture":    {gallery.Example{Picture: &blank}, model.ErrEmpty},
		"missing pixels":   {gallery.Example{Picture: &short}, model.ErrEmpty},
		"enormous picture": {gallery.Example{Picture: &huge}, gallery.ErrTooLarge},
	} {
		p := gallery.New()
		if _, err := p.Add("a", c.e); !errors.Is(err, c.want) || p.Len() != 0 {
			t.Errorf("%s: %v, %d classes; want %v", name, err, p.Len(), c.want)
		}
	}
}
