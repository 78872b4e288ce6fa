package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
)

// Window managers that tile give a window whatever size they like.
func TestAnySizeLives(t *testing.T) {
	many := make([]string, 40)
	for i := range many {
		many[i] = fmt.Sprint("class ", i)
	}
	for _, names := range [][]string{nil, many} {
		s := newStage(t, names...)
		for _, drawn := range []bool{false, true} {
			if drawn {
				s.draw()
			}
			for page := range s.w.tabs.all {
				s.w.tabs.choose(page)
				for _, width := range []float32{1, 400, 3840} {
					for _, height := range []float32{1, 60, 150, 200, 480, 2160} {
						s.window.Resize(fyne.NewSize(width, height))
					}
				}
			}
		}
	}
}
