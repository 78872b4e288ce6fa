package page_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// TestLikesOnAPage: with one example of each character named, nearly all others of a
// scanned page are read right by the shipped network, and a few corrections mend more
// than themselves.
func TestLikesOnAPage(t *testing.T) {
	a := ownAlphabet()
	img, written := pageKind{lines: 8, columns: 14, size: 64, pen: 5, gap: 0.3, skew: 2, noise: 4, ruled: 0.6, specks: 60}.paint(a, rand.New(rand.NewPCG(2, 2)))
	glyphs, err := page.Cut(picture.NewSheet(img))
	if err != nil {
		t.Fatal(err)
	}
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	f := embedded(t, m, glyphs)
	f.Forget()
	class := func(name string) model.ClassID { return model.ClassID(1 + slices.Index(a.names, name)) }
	is := make([]model.ClassID, len(glyphs)) // by what was written there
	named := map[string]bool{}
	for _, w := range written {
		i := slices.IndexFunc(glyphs, func(g page.Glyph) bool { return alike(g.Box, w.box) })
		if i < 0 {
			continue
		}
		is[i] = class(w.name)
		if !named[w.name] {
			named[w.name] = true
			if err := f.Name(i, is[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	right := func(sure float64) (n, wrong int) {
		for i, l := range f.Labels(sure) {
			switch {
			case is[i] == 0 || l.Class == 0:
			case l.Class == is[i]:
				n++
			default:
				wrong++
			}
		}
		return n, wrong
	}
	all, wrong := right(0)
	t.Logf("%d of %d characters right, %d wrong, %d named", all, len(written), wrong, len(named))
	if 100*all < 95*len(written) {
		t.Errorf("%d of %d characters are right", all, len(written))
	}
	if sure, _ := right(1); sure != len(named) {
		t.Errorf("%d are entirely sure, %d were named", sure, len(named))
	}
	for i, l := range f.Labels(0) { // the first wrong one is corrected
		if is[i] != 0 && l.Class != is[i] {
			if err := f.Name(i, is[i]); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	if after, _ := right(0); wrong > 0 && after <= all {
		t.Errorf("a correction left %d right of %d", after, all)
	}
}
