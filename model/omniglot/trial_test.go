package omniglot

import (
	"errors"
	"reflect"
	"testing"
)

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

func TestOpenTrialsHoldOneUnknownClass(t *testing.T) {
	s := set(t, 6, 8, 9)
	const ways, shots, queries, episodes = 5, 2, 3, 60
	for _, within := range []bool{true, false} {
		trials, err := s.OpenTrials(ways, shots, queries, episodes, within, 4)
		if err != nil || len(trials) != episodes*(ways+1)*queries {
			t.Fatal(len(trials), err)
		}
		if again, _ := s.OpenTrials(ways, shots, queries, episodes, within, 4); !reflect.DeepEqual(trials, again) {
			t.Fatal("differs when drawn again")
		}
		unknown := 0
		for i, trial := range trials {
			known := map[class]int{}
			support := map[Ref]bool{}
			for j, row := range trial.Support {
				if len(row) != shots {
					t.Fatalf("%d shots", len(row))
				}
				for _, ref := range row {
					known[class{ref.Alphabet, ref.Character}] = j
					support[ref] = true
					if within && ref.Alphabet != trial.Query.Alphabet {
						t.Fatal("two alphabets in one trial")
					}
				}
			}
			if len(known) != ways || support[trial.Query] {
				t.Fatalf("trial %d: %d classes, query among them %v", i, len(known), support[trial.Query])
			}
			answer, isKnown := known[class{trial.Query.Alphabet, trial.Query.Character}]
			if !isKnown {
				answer = Unknown
				unknown++
			}
			if answer != trial.Answer {
				t.Fatalf("trial %d: answer %d, want %d", i, trial.Answer, answer)
			}
		}
		if unknown != episodes*queries {
			t.Errorf("%d unknown", unknown)
		}
	}
	for _, c := range [][4]int{{17, 1, 1, 1}, {5, 4, 3, 1}, {0, 1, 1, 1}, {5, 1, 0, 1}} {
		if _, err := s.OpenTrials(c[0], c[1], c[2], c[3], false, 1); err == nil {
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
	if again, _ := s.LakeTrials(3, 4); !reflect.DeepEqual(trials, again) {
		t.Fatal("differs when drawn again")
	}
	for run, n := range []int{6, 20, 6} {
		supportDrawer, queries := trials[0].Support[0][0].Drawer, map[Ref]bool{}
		queryDrawer := trials[0].Query.Drawer
		answers := map[int]bool{}
		for _, trial := range trials[:n] {
			check(t, s, trial, n, 1)
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
	}
	if len(trials) != 0 {
		t.Errorf("%d trials too many", len(trials))
	}
	if _, err := set(t, 1, 6).LakeTrials(1, 1); !errors.Is(err, ErrTooFew) {
		t.Errorf("one drawer: %v", err)
	}
}

// TestBackgroundNames: those that splits hold out are among them, and no other.
func TestBackgroundNames(t *testing.T) {
	for _, split := range []string{"A", "B", "C"} {
		names, err := Holdout(split)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if !IsBackground(name) {
				t.Errorf("%s is not in the background set", name)
			}
		}
	}
	if IsBackground("Angelic") || IsBackground("") { // of the evaluation set
		t.Error("what is not in the background set is")
	}
}
