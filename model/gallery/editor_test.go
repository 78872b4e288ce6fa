package gallery_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// drawing is an example whose thumbnail is drawn already.
func drawing(t *testing.T) gallery.Example {
	t.Helper()
	c, err := gallery.New().Add("a", gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: 3, Y: 4}}}))
	if err != nil {
		t.Fatal(err)
	}
	return c.Examples[0]
}

// follower keeps what a gallery of embeddings would, from the changes alone.
type follower map[model.ExampleID]model.ClassID

func (f follower) follow(t *testing.T, c gallery.Change) {
	t.Helper()
	gone, moved, added := c.Examples()
	for _, id := range gone {
		if _, known := f[id]; !known {
			t.Fatalf("example %d goes, which was not there", id)
		}
		delete(f, id)
	}
	for _, p := range moved {
		if from, known := f[p.Example.ID]; !known || from == p.Class {
			t.Fatalf("example %d moves from %d to %d", p.Example.ID, from, p.Class)
		}
		f[p.Example.ID] = p.Class
	}
	for _, p := range added {
		if _, known := f[p.Example.ID]; known {
			t.Fatalf("example %d is added twice", p.Example.ID)
		}
		f[p.Example.ID] = p.Class
	}
}

func placesIn(p *gallery.Gallery) follower {
	places := make(follower)
	for _, c := range p.Classes() {
		for _, e := range c.Examples {
			places[e.ID] = c.ID
		}
	}
	return places
}

// anyEdit makes one of all the changes there are; some are refused.
func anyEdit(e *gallery.Editor, r *rand.Rand, drawn gallery.Example) error {
	all := e.Gallery().Classes()
	some := func() gallery.Class {
		if len(all) == 0 {
			return gallery.Class{ID: 1 << 40, Examples: []gallery.Example{{ID: 1 << 40}}}
		}
		return all[r.IntN(len(all))]
	}
	a, b := some(), some()
	example := a.Examples[r.IntN(len(a.Examples))]
	kind := gallery.Kind(r.IntN(int(gallery.KindImport) + 1))
	return e.Do(kind, a.Name, func(p *gallery.Gallery) (err error) {
		switch kind {
		case gallery.KindRegister:
			_, err = p.Add(fmt.Sprint("class ", r.IntN(60)), drawn)
		case gallery.KindAdd:
			_, err = p.AddExample(a.ID, drawn)
		case gallery.KindReplace:
			_, err = p.Replace(a.ID, drawn)
		case gallery.KindRename:
			err = p.Rename(a.ID, fmt.Sprint("class ", r.IntN(60)))
		case gallery.KindText:
			err = p.SetText(a.ID, fmt.Sprint("text\n", r.IntN(3)))
		case gallery.KindDelete:
			err = p.Delete(a.ID)
		case gallery.KindDeleteExample:
			err = p.DeleteExample(example.ID)
		case gallery.KindMoveExample:
			err = p.MoveExample(example.ID, b.ID)
		case gallery.KindMerge:
			err = p.Merge(a.ID, b.ID)
		case gallery.KindImport: // which may break off half way
			for range 5 {
				if _, err = p.Add(fmt.Sprint("class ", r.IntN(60)), drawn); err != nil {
					break
				}
			}
		}
		return err
	})
}

// Whatever was done, every state on the way comes back, and again, and what only
// hears of the changes knows the same.
func TestEveryStepCanBeUndoneAndRedone(t *testing.T) {
	drawn := drawing(t)
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := gallery.New()
		places := make(follower)
		e := gallery.NewEditor(p, func(c gallery.Change) { places.follow(t, c) })
		states := [][]gallery.Class{p.Classes()}
		check := func(what string) {
			t.Helper()
			want := states[len(states)-1]
			if got := p.Classes(); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, %s: %d classes, want %d\n%v\n%v", seed, what, len(got), len(want), got, want)
			}
			if !maps.Equal(places, placesIn(p)) {
				t.Fatalf("seed %d, %s: the changes lead to other examples", seed, what)
			}
		}
		for range 150 {
			last, _ := e.Last()
			if err := anyEdit(e, r, drawn); err != nil {
				check(fmt.Sprint("refused: ", err))
				continue
			}
			if c, _ := e.Last(); !reflect.DeepEqual(c, last) {
				states = append(states, p.Classes())
			}
			check("done")
		}
		all := states
		for len(states) > 1 {
			if err := e.Undo(); err != nil {
				t.Fatal(err)
			}
			states = states[:len(states)-1]
			check("undone")
		}
		if err := e.Undo(); !errors.Is(err, gallery.ErrNothing) {
			t.Errorf("undone too far: %v", err)
		}
		for len(states) < len(all) {
			if err := e.Redo(); err != nil {
				t.Fatal(err)
			}
			states = all[:len(states)+1]
			check("redone")
		}
		if err := e.Redo(); !errors.Is(err, gallery.ErrNothing) {
			t.Errorf("redone too far: %v", err)
		}
	}
}

func TestANewStepForgetsWhatWasUndone(t *testing.T) {
	p := gallery.New()
	e := gallery.NewEditor(p, func(gallery.Change) {})
	add := func(name string) {
		t.Helper()
		if err := e.Do(gallery.KindRegister, name, func(p *gallery.Gallery) error { _, err := p.Add(name, drawing(t)); return err }); err != nil {
			t.Fatal(err)
		}
	}
	add("a")
	if err := e.Undo(); err != nil {
		t.Fatal(err)
	}
	if next, ok := e.Next(); !ok || next.Name != "a" {
		t.Errorf("next is %+v", next)
	}
	add("b")
	if _, ok := e.Next(); ok {
		t.Error("there is still something to redo")
	}
	if last, ok := e.Last(); !ok || last.Kind != gallery.KindRegister || last.Name != "b" {
		t.Errorf("last is %+v", last)
	}
}

// What fails half way leaves nothing behind, not even when it panics.
func TestAllOrNothing(t *testing.T) {
	p := gallery.New()
	e := gallery.NewEditor(p, func(gallery.Change) { t.Error("a change was told of") })
	half := func(p *gallery.Gallery) error {
		_, err := p.Add("a", drawing(t))
		if err != nil {
			t.Fatal(err)
		}
		return errors.New("half way")
	}
	if err := e.Do(gallery.KindImport, "", half); err == nil || p.Len() != 0 {
		t.Errorf("%d classes after %v", p.Len(), err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = e.Do(gallery.KindImport, "", func(p *gallery.Gallery) error { panic(half(p)) })
	}()
	if p.Len() != 0 {
		t.Errorf("%d classes after a panic", p.Len())
	}
	if err := e.Do(gallery.KindRename, "", func(*gallery.Gallery) error { return nil }); err != nil {
		t.Error(err)
	}
	if _, ok := e.Last(); ok {
		t.Error("nothing done is a step")
	}
}

func TestHistoryIsBounded(t *testing.T) {
	p := gallery.New()
	e := gallery.NewEditor(p, func(gallery.Change) {})
	c, err := p.Add("a", drawing(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 700 {
		if err := e.Do(gallery.KindRename, "a", func(p *gallery.Gallery) error { return p.Rename(c.ID, fmt.Sprint(i)) }); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for e.Undo() == nil {
		n++
	}
	if got, _ := p.Class(c.ID); n != 500 || got.Name != "199" {
		t.Errorf("%d steps back it is named %q", n, got.Name)
	}
}
