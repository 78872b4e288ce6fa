package cli

import (
	"fmt"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

func TestMatchPassesTheThreshold(t *testing.T) {
	p := gallery.New()
	var matches []model.Match
	for i, similarity := range []float64{0.75, 0.5} {
		c, err := p.Add(fmt.Sprint("class ", i), drawing(i))
		if err != nil {
			t.Fatal(err)
		}
		matches = append(matches, model.Match{Class: c.ID, Similarity: similarity})
	}
	for _, c := range []struct {
		threshold float64
		match     string
		line      string
	}{
		{0.6, "class 0", "x.png: class 0 75 %, then class 1 50 %"},
		{0.75, "class 0", "x.png: class 0 75 %, then class 1 50 %"},
		{0.8, "", "x.png: no match, nearest is class 0 75 %"},
	} {
		got := named(p, "x.png", matches, c.threshold)
		if (got.Match == nil) != (c.match == "") || got.Match != nil && *got.Match != c.match {
			t.Errorf("threshold %g: match %v", c.threshold, got.Match)
		}
		if got.String() != c.line {
			t.Errorf("threshold %g: %s", c.threshold, got)
		}
		if len(got.Matches) != 2 || got.Matches[1] != (namedMatch{"class 1", 0.5}) {
			t.Errorf("threshold %g: matches %v", c.threshold, got.Matches)
		}
	}
}
