package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/omnitest"
)

// TestInterruptedInARealWindow ends the program by signals while the Retrain page reads
// data and tries the machine. SIGINT ends it in order: nothing that was on its way to the
// window is shown on the wrong goroutine. SIGKILL leaves the window's size and page as
// they were last.
func TestInterruptedInARealWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("a real window takes seconds: not with -short")
	}
	s, binary, data := newScreen(t), buildProgram(t), t.TempDir()
	set := filepath.Join(t.TempDir(), "set.zip")
	if err := omnitest.WriteZip(set, 20, 40, "Alpha", "Beta", "Gamma"); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(data, "settings.json")
	text, err := json.Marshal(map[string]string{"training data": set})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, text, 0o666); err != nil {
		t.Fatal(err)
	}
	remembered := func(key string, want any) func() bool {
		return func() bool {
			var values map[string]any
			text, err := os.ReadFile(settings)
			return err == nil && json.Unmarshal(text, &values) == nil && values[key] == want
		}
	}

	for _, wait := range []time.Duration{50 * time.Millisecond, 150 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond, time.Second} {
		p := start(t, s, binary, data)
		s.press(t, "alt+7") // where a window that is interrupted later begins
		eventually(t, "the page to be kept", remembered("page", "retrain"))
		time.Sleep(wait)
		if err := p.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-p.ended:
			if err != nil {
				t.Errorf("interrupted after %v: %v", wait, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("interrupted after %v, it does not end", wait)
		}
		if said := p.stderr.String(); strings.Contains(said, "Fyne call thread") {
			t.Errorf("interrupted after %v: %s", wait, said)
		}
	}

	p := start(t, s, binary, data)
	s.press(t, "alt+6")
	s.do(t, "windowsize", id(p.window), "777", "555")
	eventually(t, "the page to be kept", remembered("page", "challenge"))
	eventually(t, "the window's size to be kept", remembered("width", 777.0))
	_ = p.Process.Kill()
	<-p.ended
}
