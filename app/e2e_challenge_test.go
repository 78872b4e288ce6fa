package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// TestChallengeInARealWindow plays twenty trials by the pointer and twenty by keys,
// of the starter sets, for there are no other data. A hand that always chooses the
// same characters is right now and then; the network nearly always.
func TestChallengeInARealWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("a real window takes a minute: not with -short")
	}
	s, binary, data := newScreen(t), buildProgram(t), t.TempDir()
	p := start(t, s, binary, data)
	s.press(t, "alt+6")
	// Places at the first window's size, 1080×720: the grid's cells and the button below.
	click := func(x, y int) {
		t.Helper()
		if _, ok := s.do(t, "mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "1"); !ok {
			t.Fatal("xdotool could not click")
		}
	}
	clicks := 0
	within(t, 4*time.Minute, "a game by the pointer", func() bool {
		cell := clicks % 10 // as many as every starter set has
		clicks++
		click(344+138*(cell%5)+65, 108+138*(cell/5)+65)
		time.Sleep(100 * time.Millisecond) // the network looks
		click(47, 662)                     // Next, or nothing
		return len(games(data)) == 1
	})
	s.press(t, "F6") // another game
	within(t, 4*time.Minute, "a game by keys", func() bool {
		s.press(t, "Right", "Down", "Return")
		time.Sleep(100 * time.Millisecond)
		s.press(t, "space", "c")
		time.Sleep(100 * time.Millisecond)
		s.press(t, "space")
		return len(games(data)) == 2
	})
	p.quit(t, s)
	for i, g := range games(data) {
		if g.Trials != 20 || g.Network < 15 || g.You >= g.Network || g.Seconds <= 0 {
			t.Errorf("game %d: %+v", i+1, g)
		}
		t.Logf("game %d: %+v", i+1, g)
	}
}

// playedGame is a game as the settings keep it.
type playedGame struct {
	Kind, Trials, You, Network int
	Seconds                    float64
}

func games(data string) (all []playedGame) {
	text, err := os.ReadFile(filepath.Join(data, "settings.json"))
	if err != nil {
		return nil
	}
	var settings map[string]any
	if json.Unmarshal(text, &settings) != nil {
		return nil
	}
	kept, _ := settings["challenge games"].(string)
	_ = json.Unmarshal([]byte(kept), &all) // of nothing there are none
	return all
}
