package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// TestAWholeSessionBeside does most of what a window does, for the race detector.
func TestAWholeSessionBeside(t *testing.T) {
	s := newLiveStage(t, "가", "나")
	s.Trainer.Set = uitest.SomeSet()
	s.Downloads.Fetched = "images_background.zip"
	s.Trainer.Made = uitest.Network(t, siamese.Compact(), 2)
	s.Keeper.Files["/x/letters.oneglyph"] = s.Keeper.Opened.Clone()
	idle := func() bool { return !s.w.session.Occupied() && !s.w.session.ChoosingFile() }
	s.w.tabs.choose(trainingPage)
	s.Until("the data", func() bool { return s.says("alphabets, ") })
	s.Until("the machine to be tried", func() bool { return s.says("pictures a second") })
	run := runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick", Best: 0.9}
	go func() {
		for step := range 20 {
			s.Trainer.Report(uitest.TrainingReport(run, step+1))
		}
	}()
	s.Until("the steps", func() bool { return slices.Contains(s.Texts(), "20") })
	s.Tool("Use these weights").OnTapped()
	s.Until("other weights", func() bool { return s.Weights.Used == s.Trainer.Made })
	go func() {
		for done := range 5 {
			s.Weights.Embedded(done, 4)
		}
	}()
	s.w.tabs.choose(drawPage)
	s.Draw()
	generation := s.Ranker.Latest()
	go s.Ranker.Answer(model.Answer{Generation: generation})
	s.Register("다")
	s.w.session.OpenFile("/x/letters.oneglyph")
	s.Until("the gallery", idle)
	s.Dialogs.Path = "/x/other.oneglyph"
	s.w.session.SaveAs()
	s.Until("the save", func() bool { return idle() && s.Keeper.File.Path == "/x/other.oneglyph" })
	s.w.setLanguage("ko")
	s.w.setLanguage("en")
	s.w.session.Leave()
	s.Until("the end", func() bool { return s.closed })
	if got := s.Keeper.Files["/x/other.oneglyph"]; got == nil || got.Len() != 2 {
		t.Error("not saved")
	}
}

func TestWeightsThatCannotBeReadAreToldOf(t *testing.T) {
	s := newStage(t)
	if s.w.session.Notice.Line.Visible() {
		t.Errorf("with nothing to tell: %q", s.w.session.Notice.Label.Text)
	}
	s.Weights.Fails = errors.New("weights.safetensors: cut off")
	s.open()
	if got := s.w.session.Notice.Label.Text; !s.w.session.Notice.Line.Visible() || !strings.Contains(got, "built-in") || !strings.Contains(got, "cut off") {
		t.Errorf("told: %q", got)
	}
}
