package gallery_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

func ids(c gallery.Class) (ids []model.ExampleID) {
	for _, e := range c.Examples {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestMoveExample(t *testing.T) {
	p := gallery.New()
	a, b := add(t, p, "a", zigzag(1)), add(t, p, "b", zigzag(2))
	second, err := p.AddExample(a.ID, zigzag(3))
	if err != nil {
		t.Fatal(err)
	}
	before := p.Clone()
	if err := p.MoveExample(a.Examples[0].ID, b.ID); err != nil {
		t.Fatal(err)
	}
	// The oldest comes first wherever it comes from.
	if got, _ := p.Class(b.ID); !slices.Equal(ids(got), []model.ExampleID{a.Examples[0].ID, b.Examples[0].ID}) {
		t.Errorf("b holds %v", ids(got))
	}
	if got, _ := before.Class(b.ID); len(got.Examples) != 1 {
		t.Error("a clone changed with it")
	}
	if err := p.MoveExample(second.ID, b.ID); err != nil {
		t.Fatal(err)
	}
	if got := names(p); !slices.Equal(got, []string{"b"}) {
		t.Errorf("after its last example went, classes are %q", got)
	}
	for _, err := range []error{p.MoveExample(999, b.ID), p.MoveExample(second.ID, a.ID)} {
		if !errors.Is(err, gallery.ErrNotFound) {
			t.Errorf("on what is gone: %v", err)
		}
	}
	if err := p.MoveExample(second.ID, b.ID); err != nil {
		t.Errorf("to where it is: %v", err)
	}
	reopen(t, p)
}

func TestMerge(t *testing.T) {
	p := gallery.New()
	a, b := add(t, p, "a", zigzag(1)), add(t, p, "b", zigzag(2))
	for _, err := range []error{p.Merge(a.ID, a.ID), p.Merge(a.ID, 999), p.Merge(999, a.ID)} {
		if !errors.Is(err, gallery.ErrNotFound) {
			t.Errorf("impossible: %v", err)
		}
	}
	if err := p.Merge(b.ID, a.ID); err != nil {
		t.Fatal(err)
	}
	got, _ := p.Class(b.ID)
	if p.Len() != 1 || !slices.Equal(ids(got), []model.ExampleID{a.Examples[0].ID, b.Examples[0].ID}) {
		t.Errorf("%d classes, b holds %v", p.Len(), ids(got))
	}
}

func TestExchangeIsAllOrNothing(t *testing.T) {
	p := gallery.New()
	a, b := add(t, p, "a", zigzag(1)), add(t, p, "b", zigzag(2))
	taken := b
	taken.Name = "a"
	foreign := b
	foreign.ID = 1000
	for name, c := range map[string]struct {
		out, in []gallery.Class
		want    error
	}{
		"a name that is taken":    {[]gallery.Class{b}, []gallery.Class{taken}, gallery.ErrNameTaken},
		"a class that never was":  {nil, []gallery.Class{foreign}, gallery.ErrNotFound},
		"one that is still there": {nil, []gallery.Class{b}, gallery.ErrNotFound},
		"one out that is gone":    {[]gallery.Class{a, foreign}, nil, gallery.ErrNotFound},
	} {
		if err := p.Exchange(c.out, c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if got := names(p); !slices.Equal(got, []string{"a", "b"}) {
			t.Fatalf("%s: classes are %q", name, got)
		}
	}
	if err := p.Exchange([]gallery.Class{a}, nil); err != nil {
		t.Fatal(err)
	}
	if err := p.Exchange(nil, []gallery.Class{a}); err != nil {
		t.Fatal(err)
	}
	if got := names(p); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("put back, classes are %q", got)
	}
}
