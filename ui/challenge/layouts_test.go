package challenge

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestWidthIsUsed: what a game shows takes the window's width, or stands in its middle,
// and never leaves one side empty.
func TestWidthIsUsed(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	for _, size := range []fyne.Size{{Width: 640, Height: 480}, {Width: 1080, Height: 720}, {Width: 1600, Height: 1000}, {Width: 2400, Height: 900}} {
		s.session.Window.Resize(size)
		for i, m := range s.page.modes {
			s.show(i)
			parts := m.content().(*fyne.Container).Objects
			left, right := size.Width, float32(0)
			for _, part := range parts {
				left = min(left, part.Position().X)
				right = max(right, part.Position().X+part.Size().Width)
			}
			width := m.content().Size().Width
			if d := left - (width - right); d > 1 || d < -1 {
				t.Errorf("%v, game %d: %g empty at the left, %g at the right", size, i, left, width-right)
			}
			if left < 0 || right > width || i < 3 && size.Width <= 1600 && left > width/8 {
				t.Errorf("%v, game %d: from %g to %g of %g", size, i, left, right, width)
			}
		}
	}
}
