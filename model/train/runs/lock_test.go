package runs

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestTwoProgramsAtOneFolder: while one trains, another that looks at the same runs
// sees that it does and leaves its run alone, also the files that it is writing. Once
// it has paused, the other may go on.
func TestTwoProgramsAtOneFolder(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1_000_000))
	run := s.until("some steps", past(2)).Run
	writing := run.file(".checkpoint.safetensors-1234.tmp")
	if err := os.WriteFile(writing, []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}

	other := newTrainer(filepath.Dir(s.data))
	defer other.Close()
	if !exists(writing) {
		t.Error("a file that is being written is taken away")
	}
	if all := other.Runs(); len(all) != 1 || !all[0].Elsewhere {
		t.Errorf("the other sees %+v", all)
	}
	if all := s.Runs(); len(all) != 1 || all[0].Elsewhere {
		t.Errorf("its own trainer sees %+v", all)
	}
	if found, ok := other.Unfinished(); ok {
		t.Errorf("the other would go on with %+v", found)
	}
	if err := other.Resume(run.Folder); !errors.Is(err, ErrElsewhere) {
		t.Errorf("resumed by the other: %v", err)
	}
	if err := other.Delete(run.Folder); !errors.Is(err, ErrElsewhere) {
		t.Errorf("deleted by the other: %v", err)
	}
	s.until("it to go on", past(s.until("a step", past(1)).Progress.Step+3))

	s.Pause()
	s.until("the pause", idle)
	if found, ok := other.Unfinished(); !ok || found.Folder != run.Folder {
		t.Errorf("after the pause the other finds %+v, %t", found, ok)
	}
	if err := other.Resume(run.Folder); err != nil {
		t.Fatal(err)
	}
	if err := s.Resume(run.Folder); !errors.Is(err, ErrElsewhere) {
		t.Errorf("resumed by both: %v", err)
	}
	other.Stop()
	if r := other.Wait(t.Context()).Run; r.Status != Stopped || !r.HasWeights() {
		t.Errorf("ended by the other: %+v", r)
	}
	if err := s.Resume(run.Folder); err == nil {
		t.Error("a run that the other has ended is resumed")
	}
}

// TestFollowing: a run that another program is at work on grows in the reports, and its
// end is told.
func TestFollowing(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1_000_000))
	run := s.until("some steps", past(2)).Run
	other := &stage{t: t, data: s.data}
	other.Trainer = newTrainer(filepath.Dir(s.data))
	t.Cleanup(other.Trainer.Close)
	other.reports = make(chan Report, 1000)
	other.OnReport(func(r Report) { other.reports <- r })
	first := <-other.reports
	if !first.Run.Elsewhere || first.Run.Folder != run.Folder {
		t.Fatalf("told of %+v", first.Run)
	}
	other.until("more of the curve", func(r Report) bool { return r.Run.Elsewhere && len(r.Curve) > len(first.Curve) })
	s.Stop()
	other.until("its end", func(r Report) bool { return r.Run.Status == Stopped && !r.Run.Elsewhere })
}

// TestFind: a run is meant by its folder, by that folder's name or by its checkpoint.
func TestFind(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1))
	run := s.until("the end", idle).Run
	for _, what := range []string{run.Folder, filepath.Base(run.Folder), run.Checkpoint()} {
		if found, ok := s.Find(what); !ok || found.Folder != run.Folder {
			t.Errorf("%s: %+v", what, found)
		}
	}
	for _, what := range []string{"", "none", s.data, run.Log(), s.runs} {
		if found, ok := s.Find(what); ok {
			t.Errorf("%q: %+v", what, found)
		}
	}
}
