package runs

import (
	"context"
	"testing"
	"time"
)

// TestStopAfterPause: the step under way takes its time, and Stop stays at hand
// meanwhile. Whichever was pressed first, the run is ended for good.
func TestStopAfterPause(t *testing.T) {
	s := newStage(t)
	for _, press := range [][]func(){{s.Pause, s.Stop}, {s.Stop, s.Pause}} {
		s.start(small(s.data, 1_000_000))
		s.until("some steps", past(3))
		for _, one := range press {
			one()
		}
		r := s.until("the end", idle).Run
		if r.Status != Stopped || !r.HasWeights() || exists(r.Checkpoint()) {
			t.Errorf("%+v", r)
		}
		if found, ok := s.Unfinished(); ok {
			t.Errorf("unfinished: %+v", found)
		}
	}
}

// TestStopOfARunBeingRead: a run that is resumed, and stopped before it goes on,
// is ended, not paused.
func TestStopOfARunBeingRead(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1_000_000))
	s.until("some steps", past(3))
	s.Pause()
	r := s.until("the pause", idle).Run
	s.again()
	if err := s.Resume(r.Folder); err != nil {
		t.Fatal(err)
	}
	s.Stop()
	if r = s.until("the end", idle).Run; r.Status != Stopped || !r.HasWeights() {
		t.Errorf("%+v", r)
	}
}

// TestReportsComeInOrder: while the end of one run is being told, another begins.
// What it reports waits its turn; otherwise the page would hear of its beginning
// first, and then that nothing is under way.
func TestReportsComeInOrder(t *testing.T) {
	s := newStage(t)
	telling, begun := make(chan struct{}), make(chan struct{})
	s.OnReport(func(r Report) {
		switch {
		case r.Run.Folder == "first" && r.Phase == Idle:
			close(telling)
			select {
			case <-begun:
				t.Error("the second one's beginning is told before the first one's end has been")
			case <-time.After(200 * time.Millisecond):
			}
		case r.Run.Folder == "second" && r.Phase == Loading:
			close(begun)
		}
	})
	work := func(name string) func(context.Context) (Run, error) {
		return func(context.Context) (Run, error) {
			s.change(func(r *Report) { r.Phase, r.Run = Loading, Run{Folder: name} })
			return Run{Folder: name}, nil
		}
	}
	if err := s.begin(nil, work("first")); err != nil {
		t.Fatal(err)
	}
	<-telling
	if err := s.begin(nil, work("second")); err != nil {
		t.Fatalf("while the end of the first is told: %v", err)
	}
	<-begun
}

// TestDeletedRunsAreNoMoreSpokenOf: the report is about what is left.
func TestDeletedRunsAreNoMoreSpokenOf(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1))
	older := s.until("the end", idle).Run
	s.start(small(s.data, 1))
	newer := s.until("the end", idle).Run
	if err := s.Delete(newer.Folder); err != nil {
		t.Fatal(err)
	}
	if r := s.until("what is left", func(Report) bool { return true }); r.Run.Folder != older.Folder || len(r.Curve) == 0 {
		t.Errorf("told of %+v", r.Run)
	}
	if err := s.Delete(older.Folder); err != nil {
		t.Fatal(err)
	}
	if r := s.until("nothing", func(Report) bool { return true }); r.Run.Folder != "" || r.Curve != nil {
		t.Errorf("told of %+v", r.Run)
	}
}
