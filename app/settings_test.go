package app

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/ui"
	"github.com/oneglyph/oneglyph/ui/shell"
)

var (
	_ shell.Keeper   = (*store.Keeper)(nil)
	_ ui.Ranker      = (*inference.Recognizer)(nil)
	_ shell.Settings = (*Settings)(nil)
)

func TestSettingsSurvive(t *testing.T) {
	dir := t.TempDir()
	s := OpenSettings(dir)
	s.SetFloat("pen", 0.25)
	s.SetString("theme", "dark")
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	s = OpenSettings(dir)
	if s.FloatWithFallback("pen", 9) != 0.25 || s.FloatWithFallback("other", 9) != 9 ||
		s.StringWithFallback("theme", "") != "dark" || s.StringWithFallback("pen", "none") != "none" {
		t.Errorf("read %v", s.values)
	}
	if err := os.WriteFile(s.path, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := OpenSettings(dir).FloatWithFallback("pen", 9); got != 9 {
		t.Errorf("from junk: %g", got)
	}
}

// TestSettingsSurviveAKill: they are on the disk soon after a change, without Save,
// and what a disk refused once comes with the next change.
func TestSettingsSurviveAKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := OpenSettings(dir)
	s.SetFloat("pen", 0.25) // there is no such folder yet
	time.Sleep(2 * settingsDelay)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	s.SetString("theme", "dark")
	for i := range 100 {
		s.SetFloat("order", float64(i))
	}
	eventually(t, "the save", func() bool {
		now := OpenSettings(dir)
		return now.FloatWithFallback("pen", 0) == 0.25 && now.StringWithFallback("theme", "") == "dark" && now.FloatWithFallback("order", 0) == 99
	})
	if err := s.Save(); err != nil {
		t.Error(err)
	}
}
