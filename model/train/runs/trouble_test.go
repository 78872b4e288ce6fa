package runs

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/train"
)

// writeSet makes a data set: for each alphabet, the number of drawings of each
// of its characters.
func writeSet(t *testing.T, path string, alphabets map[string][]int) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	rng := rand.New(rand.NewPCG(1, 2))
	for alphabet, characters := range alphabets {
		for c, drawings := range characters {
			for d := range drawings {
				w, err := z.Create(fmt.Sprintf("%s/character%02d/%04d_%02d.png", alphabet, c+1, c+1, d+1))
				if err == nil {
					err = png.Encode(w, scribble(t, rng).Image())
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func scribble(t *testing.T, rng *rand.Rand) model.Glyph {
	t.Helper()
	var s model.Stroke
	for range 4 {
		s = append(s, model.Point{X: rng.Float32(), Y: rng.Float32()})
	}
	g, err := model.FromStrokes([]model.Stroke{s})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// each is so many characters of n drawings.
func each(characters, n int) []int {
	all := make([]int, characters)
	for i := range all {
		all[i] = n
	}
	return all
}

// TestClosedWhileEnding: the window closes while a stopped run is being ended, on
// a set too small to calibrate by. The run can still be resumed.
func TestClosedWhileEnding(t *testing.T) {
	folder := t.TempDir()
	data := writeSet(t, filepath.Join(folder, "set.zip"), map[string][]int{"Small": each(12, 3)})
	trainer := newTrainer(folder)
	var once sync.Once
	closed := make(chan struct{})
	trainer.OnReport(func(r Report) { // on the run's own goroutine
		if r.Phase == Training && r.Progress.Step >= 2 {
			once.Do(func() {
				trainer.Stop()
				go func() { trainer.Close(); close(closed) }()
				<-trainer.closing.Done()
			})
		}
	})
	if err := trainer.Start(small(data, 1_000_000)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-closed:
	case <-time.After(time.Minute):
		t.Fatal("it does not close")
	}
	if r, ok := newTrainer(folder).Unfinished(); !ok || r.Problem != "" {
		t.Errorf("after closing: %+v, %t", r, ok)
	}
}

// TestSetsThatHoldLittle: what cannot be learnt from or measured by is left out
// of what a run needs, and the rest is trained on.
func TestSetsThatHoldLittle(t *testing.T) {
	splitA := func(characters, drawings int) map[string][]int {
		all := map[string][]int{"One": each(12, 3), "Two": each(12, 3)}
		for _, name := range omniglot.HeldOut {
			all[name] = each(characters, drawings)
		}
		return all
	}
	onlyA := map[string][]int{}
	for _, name := range omniglot.HeldOut {
		onlyA[name] = each(21, 2)
	}
	for name, c := range map[string]struct {
		alphabets map[string][]int
		classes   int
		held      bool
	}{
		"characters drawn once":                {map[string][]int{"A": append(each(20, 3), each(10, 1)...), "B": append(each(20, 3), each(10, 1)...)}, 90, true},
		"a second alphabet drawn once":         {map[string][]int{"A": each(21, 2), "B": each(21, 1), "C": each(5, 3)}, 30, false},
		"split A by few characters":            {splitA(10, 3), 10, false},
		"split A drawn once":                   {splitA(21, 1), 10, false},
		"split A by few characters, two large": {map[string][]int{"Armenian": each(3, 2), "Braille": each(3, 2), "Gujarati": each(3, 2), "Latin": each(3, 2), "Syriac_(Estrangelo)": each(3, 2), "A": each(21, 2), "B": each(21, 2)}, 10, true},
		"nothing but split A":                  {onlyA, 10, true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			s := &stage{t: t, data: writeSet(t, filepath.Join(folder, "set.zip"), c.alphabets)}
			s.open(folder)
			choice := small(s.data, 2)
			choice.Recipe.Classes = c.classes
			s.start(choice)
			report := s.until("the end", idle)
			if report.Err != nil {
				t.Fatal(report.Err)
			}
			r := report.Run
			if m := weights(t, r); r.Status != Done || (m.Info(train.HeldOutKey) != "") != c.held {
				t.Errorf("%s, held out %q", r.Status, m.Info(train.HeldOutKey))
			}
		})
	}
}

// TestTooLittleToLearnFrom: one character is none to tell from another.
func TestTooLittleToLearnFrom(t *testing.T) {
	folder := t.TempDir()
	s := &stage{t: t, data: writeSet(t, filepath.Join(folder, "set.zip"), map[string][]int{"A": {3, 1, 1}})}
	s.open(folder)
	s.start(small(s.data, 2))
	r := s.until("the failure", func(r Report) bool { return r.Err != nil })
	if !errors.Is(r.Err, omniglot.ErrTooFew) {
		t.Errorf("%v", r.Err)
	}
}

// TestChangedDataIsReadAgain: drawings added, replaced or taken away anywhere in a
// folder are seen.
func TestChangedDataIsReadAgain(t *testing.T) {
	root := t.TempDir()
	put := func(name string) {
		omnitest.Write(t, filepath.Join(root, name), omnitest.PNG(scribble(t, rand.New(rand.NewPCG(3, uint64(len(name))))).Image()))
	}
	put("A/character01/0001_01.png")
	put("A/character01/0001_02.png")
	l := newDataCache()
	read := func() *omniglot.Set {
		t.Helper()
		set, err := l.open(t.Context(), root, nil)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	first := read()
	if read() != first {
		t.Error("read anew for no reason")
	}
	put("A/character01/0001_03.png")
	if n := read().Drawings(); n != 3 {
		t.Errorf("a third drawing is not seen: %d", n)
	}
	put("A/character02/0002_01.png")
	if n := read().Characters(); n != 2 {
		t.Errorf("a second character is not seen: %d", n)
	}
	before := read()
	file := filepath.Join(root, "A/character01/0001_01.png")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Clone(data), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if read() == before {
		t.Error("a drawing that was replaced is not seen")
	}
}

// TestWaitingForDataCanBeCancelled: while somebody else reads.
func TestWaitingForDataCanBeCancelled(t *testing.T) {
	s := newStage(t)
	l := newDataCache()
	reading, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	go func() {
		_, _ = l.open(context.Background(), s.data, func(int, int) {
			once.Do(func() { close(reading); <-release })
		})
	}()
	<-reading
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := l.open(ctx, s.data, nil)
		ended <- err
	}()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it waits")
	}
	close(release)
}
