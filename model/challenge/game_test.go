package challenge

import (
	"errors"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
)

func glyph(t testing.TB, x float32) model.Glyph {
	t.Helper()
	g, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: x, Y: 1}, {X: 1, Y: x}}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// trials are of three classes each, their answers in turn.
func trials(t testing.TB, n int) []evaluate.Trial {
	var all []evaluate.Trial
	for i := range n {
		trial := evaluate.Trial{Group: "g", Answer: i % 3, Query: glyph(t, float32(i%3))}
		for c := range 3 {
			trial.Support = append(trial.Support, []model.Glyph{glyph(t, float32(c))})
		}
		all = append(all, trial)
	}
	return all
}

func order(classes ...int) Ranking {
	return Ranking{Classes: classes, Similarities: []float64{0.9, 0.5, 0.1}}
}

func TestGamePlaysTrialsOneByOne(t *testing.T) {
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	g := NewGame(trials(t, 3), at(0))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	never := func(err error) {
		t.Helper()
		if !errors.Is(err, ErrState) {
			t.Errorf("got %v", err)
		}
	}
	if g.State() != Asking || g.Number() != 1 || g.Len() != 3 {
		t.Fatalf("begins as %v, number %d of %d", g.State(), g.Number(), g.Len())
	}
	// The person first; nothing is told before the network has chosen.
	never(g.Next(at(1)))
	never(g.Choose(3, at(1)))
	never(g.Choose(-1, at(1)))
	must(g.Choose(0, at(2)))
	never(g.Choose(1, at(3)))
	never(g.Next(at(3)))
	if g.State() != Waiting || len(g.Turns()) != 0 || g.Number() != 1 {
		t.Fatalf("after the choice %v, %d turns", g.State(), len(g.Turns()))
	}
	never(g.Answer(2, order(0, 1, 2)))
	must(g.Answer(1, order(1, 0, 2)))
	if turn := g.Turn(); g.State() != Told || !turn.Right() || turn.NetworkRight() || turn.Took != 2*time.Second || turn.Network.Place(0) != 2 {
		t.Errorf("told %v, %+v", g.State(), turn)
	}
	never(g.Answer(1, order(0, 1, 2)))
	must(g.Next(at(10)))
	// The network first; the person does not see it.
	must(g.Answer(2, order(1, 0, 2)))
	never(g.Answer(2, order(1, 0, 2)))
	if g.State() != Asking || g.Turn().Network.Choice() != -1 {
		t.Errorf("before the choice %v, network %d", g.State(), g.Turn().Network.Choice())
	}
	must(g.Choose(2, at(14)))
	if turn := g.Turn(); g.State() != Told || turn.Right() || !turn.NetworkRight() || turn.Took != 4*time.Second {
		t.Errorf("told %v, %+v", g.State(), turn)
	}
	must(g.Next(at(20)))
	must(g.Choose(2, at(23)))
	must(g.Answer(3, order(2, 1, 0)))
	must(g.Next(at(30)))
	never(g.Next(at(30)))
	never(g.Choose(0, at(30)))
	if g.State() != Over || g.Number() != 3 || len(g.Turns()) != 3 {
		t.Errorf("ends as %v, number %d, %d turns", g.State(), g.Number(), len(g.Turns()))
	}
	score := g.Score()
	if score.Person != (evaluate.Tally{Correct: 2, Trials: 3}) || score.Network != (evaluate.Tally{Correct: 2, Trials: 3}) || score.Mean() != 3*time.Second {
		t.Errorf("score %+v", score)
	}
	if twice := score.Plus(score); twice.Person.Trials != 6 || twice.Mean() != 3*time.Second {
		t.Errorf("twice %+v", twice)
	}
	if none := NewGame(nil, start); none.State() != Over || none.Score().Mean() != 0 {
		t.Errorf("no trials: %v", none.State())
	}
}

func TestLessonTeachesThenAsks(t *testing.T) {
	for _, copied := range []bool{false, true} {
		l := NewLesson(7)
		if copied {
			l = NewCopy([]model.Glyph{glyph(t, 0), glyph(t, 1), glyph(t, 2), glyph(t, 3), glyph(t, 4)}, 7)
		}
		if _, asks := l.Asks(); asks == !copied || l.Copied() != copied || l.Teaching() == copied {
			t.Fatalf("copied %v: begins with a question %v", copied, asks)
		}
		for i := 0; l.Teaching(); i++ {
			if i == 2 { // one is drawn again
				if err := l.Forget(); err != nil || len(l.Taught()) != 1 {
					t.Fatal(err, len(l.Taught()))
				}
			}
			if err := l.Teach(glyph(t, float32(i))); err != nil {
				t.Fatal(err)
			}
		}
		if len(l.Taught()) != Characters {
			t.Fatalf("%d taught", len(l.Taught()))
		}
		if err := l.Teach(glyph(t, 9)); !errors.Is(err, ErrState) {
			t.Errorf("a sixth: %v", err)
		}
		times, last := map[int]int{}, -1
		for !l.Over() {
			character, asks := l.Asks()
			if !asks || character == last {
				t.Fatalf("asks for %d after %d", character, last)
			}
			last = character
			drawing := glyph(t, float32(character))
			trial := l.Trial(drawing)
			if trial.Answer != character || len(trial.Support) != Characters || trial.Support[2][0] != l.Taught()[2] {
				t.Fatalf("the trial %+v", trial)
			}
			times[character]++
			right := character
			if times[character] == Times && character < 2 { // two mistakes
				right = (character + 1) % Characters
			}
			reply, err := l.Answer(drawing, order(right, character, 4-character))
			if err != nil || reply.Right() != (right == character) {
				t.Fatal(err, reply.Right())
			}
		}
		if len(times) != Characters || times[0] != Times || times[4] != Times || l.Done() != l.Len() {
			t.Errorf("asked %v", times)
		}
		if got := l.Score(); got != (evaluate.Tally{Correct: 13, Trials: 15}) {
			t.Errorf("score %v", got)
		}
		if _, err := l.Answer(glyph(t, 1), order(1)); !errors.Is(err, ErrState) {
			t.Errorf("after the end: %v", err)
		}
		if err := l.Forget(); !errors.Is(err, ErrState) {
			t.Errorf("forgotten after the end: %v", err)
		}
	}
	for seed := range uint64(100) {
		order := asked(Characters, seed)
		for i := range order[1:] {
			if order[i] == order[i+1] {
				t.Fatalf("seed %d asks for one twice: %v", seed, order)
			}
		}
	}
	if a, b := asked(5, 1), asked(5, 2); equal(a, b) || !equal(a, asked(5, 1)) {
		t.Errorf("orders %v and %v", a, b)
	}
}

func equal(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
