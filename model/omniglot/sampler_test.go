package omniglot

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
)

func TestSplitKeepsEveryAlphabetOnce(t *testing.T) {
	s := set(t, 2, 1, 2, 3, 4)
	rest, heldOut, err := s.Split([]string{"D", "B"})
	if err != nil {
		t.Fatal(err)
	}
	if got := names(rest); !slices.Equal(got, []string{"A", "C"}) {
		t.Errorf("rest %v", got)
	}
	if got := names(heldOut); !slices.Equal(got, []string{"B", "D"}) {
		t.Errorf("held out %v", got)
	}
	if _, _, err := s.Split([]string{"A", "Z"}); !errors.Is(err, ErrNoAlphabet) {
		t.Errorf("unknown alphabet: %v", err)
	}
	if _, err := Holdout("D"); err == nil {
		t.Error("split D exists")
	}
}

func names(s *Set) (names []string) {
	for _, a := range s.Alphabets {
		names = append(names, a.Name)
	}
	return names
}

func TestEpisodesAreEvenDistinctAndRepeatable(t *testing.T) {
	s := set(t, 4, 3, 9, 9, 9, 9)
	for _, c := range []struct {
		classes, alphabets int
		atMost, atLeast    int // alphabets used
	}{
		{12, 3, 4, 3}, // three alphabets, or a fourth when A is one of them
		{4, 2, 2, 2},
		{39, 1, 5, 5},
		{9, 1, 2, 1},
		{5, 9, 5, 5},
	} {
		e := EpisodeSampler{s, c.classes, c.alphabets, 3}
		if err := e.Check(); err != nil {
			t.Fatal(err)
		}
		seen := map[Ref]bool{}
		for step := range 200 {
			episode := e.Sample(7, step)
			if again := e.Sample(7, step); !reflect.DeepEqual(again, episode) {
				t.Fatalf("step %d differs when drawn again", step)
			}
			used := map[int]int{}
			classes := map[class]bool{}
			for _, drawings := range episode {
				first := drawings[0]
				used[first.Alphabet]++
				classes[class{first.Alphabet, first.Character}] = true
				drawers := map[int]bool{}
				for _, ref := range drawings {
					if ref.Alphabet != first.Alphabet || ref.Character != first.Character {
						t.Fatalf("%v mixes characters", drawings)
					}
					drawers[ref.Drawer] = true
					seen[ref] = true
				}
				if len(drawers) != 3 {
					t.Fatalf("%v repeats a drawer", drawings)
				}
			}
			if len(episode) != c.classes || len(classes) != c.classes {
				t.Fatalf("%d rows, %d classes, want %d", len(episode), len(classes), c.classes)
			}
			if n := len(used); n > c.atMost || n < c.atLeast {
				t.Fatalf("classes from %d alphabets, want %d to %d", n, c.atLeast, c.atMost)
			}
		}
		if len(seen) != s.Drawings() {
			t.Errorf("%+v: 200 episodes reach %d of %d drawings", c, len(seen), s.Drawings())
		}
	}
	e := EpisodeSampler{s, 12, 3, 3}
	if reflect.DeepEqual(e.Sample(7, 1), e.Sample(7, 2)) || reflect.DeepEqual(e.Sample(7, 1), e.Sample(8, 1)) {
		t.Error("another step or seed draws the same")
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		sizes        []int
		classes, few int
		want         []int
	}{
		{[]int{9, 9, 9, 9}, 6, 3, []int{2, 2, 2, 0}},
		{[]int{9, 9, 9, 9}, 7, 3, []int{3, 2, 2, 0}},
		{[]int{2, 9, 4, 9}, 12, 3, []int{2, 6, 4, 0}},
		{[]int{2, 3, 4, 9}, 12, 3, []int{2, 3, 4, 3}},
		{[]int{2, 3}, 12, 3, []int{2, 3}},
	} {
		pools := make([][]class, len(c.sizes))
		for i, n := range c.sizes {
			pools[i] = make([]class, n)
		}
		if got := share(pools, c.classes, c.few); !slices.Equal(got, c.want) {
			t.Errorf("%d classes from %v, %d at a time: %v, want %v", c.classes, c.sizes, c.few, got, c.want)
		}
	}
}

func TestPairsAreHalfTheSame(t *testing.T) {
	p := PairSampler{set(t, 3, 1, 4, 6), 64}
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	const steps = 300
	var same, within, across int
	alphabets, seen := map[int]int{}, map[Ref]bool{}
	for step := range steps {
		pairs := p.Sample(3, step)
		if !reflect.DeepEqual(pairs, p.Sample(3, step)) {
			t.Fatalf("step %d differs when drawn again", step)
		}
		for _, pair := range pairs {
			a, b := pair.A, pair.B
			if pair.Same {
				seen[a] = true
			}
			if pair.Same != (a.Alphabet == b.Alphabet && a.Character == b.Character) {
				t.Fatalf("%+v", pair)
			}
			switch {
			case pair.Same && a.Drawer == b.Drawer:
				t.Fatalf("%+v is one drawing", pair)
			case pair.Same:
				same++
				alphabets[a.Alphabet]++
			case a.Alphabet == b.Alphabet:
				within++
			default:
				across++
			}
		}
	}
	n := steps * 64
	// A third of the pairs meant to be within one alphabet meet the alphabet
	// of one character.
	if same != n/2 || near(within, n/4*2/3) || near(across, n/4*4/3) {
		t.Errorf("%d same, %d within, %d across of %d", same, within, across, n)
	}
	for a, k := range alphabets {
		if near(k, n/2/3) {
			t.Errorf("alphabet %d in %d of %d pairs: not uniform", a, k, n/2)
		}
	}
	if len(seen) != p.Set.Drawings() {
		t.Errorf("same pairs of %d of %d drawings", len(seen), p.Set.Drawings())
	}
	alone := PairSampler{set(t, 3, 5), 8}
	for _, pair := range alone.Sample(1, 1) {
		if pair.A.Alphabet != 0 || pair.B.Alphabet != 0 {
			t.Errorf("%+v", pair)
		}
	}
}

// Sets with gaps are drawn from as far as they go.
func TestSamplersOnARaggedSet(t *testing.T) {
	fs := synthetic("", 3, 4, 4)
	delete(fs, "A/character01/0001_01.png")
	delete(fs, "A/character01/0001_02.png")
	delete(fs, "B/character03/0103_02.png")
	data := fs.Zip()
	a, err := newZip("ragged.zip", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := open(context.Background(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := EpisodeSampler{s, 6, 2, 3}
	if err := e.Check(); err != nil || len(e.Sample(1, 1)) != 6 {
		t.Errorf("six complete characters: %v, %v", e.Sample(1, 1), err)
	}
	e.Classes = 7
	if err := e.Check(); !errors.Is(err, ErrTooFew) || len(e.Sample(1, 1)) != 6 {
		t.Errorf("a seventh: %v", err)
	}
	trials, err := s.Trials(3, 1, 500, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, trial := range trials {
		check(t, s, trial, 3, 1)
	}
	trials, err = s.LakeTrials(20, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, trial := range trials {
		check(t, s, trial, len(trial.Support), 1)
	}
	one := PairSampler{set(t, 2, 1), 4}
	if err := one.Check(); !errors.Is(err, ErrTooFew) || one.Sample(1, 1) != nil {
		t.Errorf("pairs of one character: %v", err)
	}
}
