package challenge

import (
	"context"
	"sync"

	"github.com/oneglyph/oneglyph/model/quiz"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// saver writes a quiz's schedule on another goroutine, the latest one only.
type saver struct {
	mu      sync.Mutex
	pending *quiz.Deck
	file    string
	writing sync.Mutex
}

// keep has a deck written; what goes wrong is told on Fyne's goroutine. The window
// waits for it when it closes.
func (s *saver) keep(work *shell.Background, d *quiz.Deck, file string, failed func(error)) {
	s.mu.Lock()
	s.pending, s.file = d, file
	s.mu.Unlock()
	work.Do(func(context.Context) {
		s.writing.Lock()
		defer s.writing.Unlock()
		s.mu.Lock()
		deck, file := s.pending, s.file
		s.pending = nil
		s.mu.Unlock()
		if deck == nil { // another has written it, or a later one
			return
		}
		if err := deck.Save(file); err != nil {
			work.Show(func() { failed(err) })
		}
	})
}
