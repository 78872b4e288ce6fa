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
	alphabets := map[int]int{}
	for step := range steps {
		pairs := p.Sample(3, step)
		if !reflect.DeepEqual(pairs, p.Sample(3, step)) {
			t.Fatalf("step %d differs when drawn again", step)
		}
		for _, pair := range pairs {
			a, b := pair.A, pair.B
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
	alone := PairSampler{set(t, 3, 5), 8}
	for _, pair := range alone.Sample(1, 1) {
		if pair.A.Alphabet != 0 || pair.B.Alphabet != 0 {
			t.Errorf("%+v", pair)
		}
	}
}

// near says that a count is suspiciously far from what is expected.
func near(got, want int) bool { return got < want*93/100 || got > want*107/100 }

func TestTrialsAskFairQuestions(t *testing.T) {
	s := set(t, 5, 3, 7, 8)
	const ways, episodes = 5, 5000
	for _, shots := range []int{1, 4} {
		for _, within := range []bool{true, false} {
			trials, err := s.Trials(ways, shots, episodes, within, 9)
			if err != nil || len(trials) != episodes {
				t.Fatal(len(trials), err)
			}
			again, _ := s.Trials(ways, shots, episodes, within, 9)
			if !reflect.DeepEqual(trials, again) {
				t.Fatal("differs when drawn again")
			}
			answers, mixed := make([]int, ways), 0
			for _, trial := range trials {
				check(t, s, trial, ways, shots)
				answers[trial.Answer]++
				for _, row := range trial.Support {
					if row[0].Alphabet != trial.Query.Alphabet {
						mixed++
						break
					}
				}
			}
			for i, n := range answers {
				if n < episodes/ways*85/100 || n > episodes/ways*115/100 {
					t.Errorf("answer %d in %d of %d trials: not uniform", i, n, episodes)
				}
			}
			if within && mixed > 0 || !within && mixed < episodes*9/10 {
				t.Errorf("within %v, but %d of %d mix alphabets", within, mixed, episodes)
			}
		}
	}
	for _, c := range [][3]int{{9, 1, 1}, {5, 5, 1}, {1, 1, 1}, {5, 0, 1}, {5, 1, 0}} {
		if _, err := s.Trials(c[0], c[1], c[2], true, 1); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}

func check(t *testing.T, s *Set, trial Trial, ways, shots int) {
	t.Helper()
	if len(trial.Support) != ways {
		t.Fatalf("%d ways", len(trial.Support))
	}
	classes := map[class]bool{}
	for i, row := range trial.Support {
		drawers := map[int]bool{}
		c := class{row[0].Alphabet, row[0].Character}
		for _, ref := range row {
			if (class{ref.Alphabet, ref.Character}) != c {
				t.Fatalf("%v mixes characters", row)
			}
			drawers[s.At(ref).Drawer] = true
		}
		if len(row) != shots || len(drawers) != shots || drawers[s.At(trial.Query).Drawer] {
			t.Fatalf("drawers of %v, query %v", row, trial.Query)
		}
		if (i == trial.Answer) != (c == class{trial.Query.Alphabet, trial.Query.Character}) {
			t.Fatalf("answer %d, query %v, row %d %v", trial.Answer, trial.Query, i, row)
		}
		classes[c] = true
	}
	if len(classes) != ways {
		t.Fatalf("%d classes for %d ways", len(classes), ways)
	}
}

func TestLakeTrialsHaveTheTasksStructure(t *testing.T) {
	s := set(t, 4, 6, 25)
	trials, err := s.LakeTrials(3, 4)
	if err != nil {
		t.Fatal(err)
	}
	for run, n := range []int{6, 20, 6} {
		ways := n
		supportDrawer, queries := trials[0].Support[0][0].Drawer, map[Ref]bool{}
		queryDrawer := trials[0].Query.Drawer
		answers := map[int]bool{}
		for _, trial := range trials[:n] {
			check(t, s, trial, ways, 1)
			for _, row := range trial.Support {
				if row[0].Drawer != supportDrawer {
					t.Fatalf("run %d: support by several drawers", run)
				}
			}
			if trial.Query.Drawer != queryDrawer || trial.Query.Alphabet != run%2 {
				t.Fatalf("run %d: query %v", run, trial.Query)
			}
			queries[trial.Query] = true
			answers[trial.Answer] = true
		}
		if len(queries) != n || len(answers) != n {
			t.Errorf("run %d: %d queries, %d answers", run, len(queries), len(answers))
		}
		trials = trials[n:]
		if len(trials) > 0 {
			continue
		}
	}
	if len(trials) != 0 {
		t.Errorf("%d trials too many", len(trials))
	}
	if _, err := set(t, 1, 6).LakeTrials(1, 1); !errors.Is(err, ErrTooFew) {
		t.Errorf("one drawer: %v", err)
	}
}

// Sets with gaps are drawn from as far as they go.
func TestSamplersOnARaggedSet(t *testing.T) {
	fs := synthetic("", 3, 4, 4)
	delete(fs, "A/character01/0001_01.png")
	delete(fs, "A/character01/0001_02.png")
	delete(fs, "B/character03/0103_02.png")
	data := fs.zip()
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
