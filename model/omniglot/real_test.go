package omniglot

import (
	"errors"
	"os"
	"runtime"
	"testing"
)

func TestOpenRealSet(t *testing.T) {
	s := realSet(t)
	if len(s.Alphabets) != 30 || s.Characters() != 964 || s.Drawings() != 19280 {
		t.Errorf("%d alphabets, %d characters, %d drawings", len(s.Alphabets), s.Characters(), s.Drawings())
	}
	seen := map[string]bool{}
	for _, split := range []string{"A", "B", "C"} {
		names, err := Holdout(split)
		if err != nil || len(names) != 5 {
			t.Fatalf("%s: %v, %v", split, names, err)
		}
		rest, heldOut, err := s.Split(names)
		if err != nil || len(rest.Alphabets) != 25 || rest.Drawings()+heldOut.Drawings() != 19280 {
			t.Errorf("split %s: %v", split, err)
		}
		for _, name := range names {
			if seen[name] {
				t.Errorf("%s is in two splits", name)
			}
			seen[name] = true
		}
		if _, err := heldOut.Trials(20, 1, 100, true, 1); err != nil {
			t.Errorf("split %s: %v", split, err)
		}
	}
}

func realSet(t *testing.T) *Set {
	t.Helper()
	s, err := Open(t.Context(), background, nil)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real data set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkOpen(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		s, err := Open(b.Context(), background, nil)
		if err != nil {
			b.Skip(err)
		}
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
		runtime.KeepAlive(s)
		b.StartTimer()
	}
}
