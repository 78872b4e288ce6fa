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
	for _, names := range [][]string{nil, {"가"}, many} {
		s := newStage(t, names...)
		for _, drawn := range []bool{false, true} {
			if drawn {
				s.draw()
			}
			for page := range s.w.tabs.all {
				s.w.tabs.choose(page)
				for _, width := range []float32{1, 40, 120, 240, 400, 640, 1080, 3840} {
					for _, height := range []float32{1, 30, 60, 100, 150, 199, 200, 300, 480, 2160} {
						s.window.Resize(fyne.NewSize(width, height))
						if height < 100 || width < 300 {
							s.window.Canvas().Capture()
						}
					}
				}
			}
		}
	}
}
