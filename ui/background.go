package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
)

// background runs what would hold up Fyne's goroutine, until its page goes.
type background struct {
	ctx    context.Context
	cancel context.CancelFunc
	group  *sync.WaitGroup // of all pages; the window waits for it once it is closed
	beside func(func())
}

// newBackground runs its work by a session's beside.
func newBackground(s *session) *background {
	b := &background{group: &s.working, beside: s.beside}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	return b
}

// do begins work that its context, or cancel, ends.
func (b *background) do(work func(ctx context.Context)) (cancel context.CancelFunc) {
	ctx, cancel := context.WithCancel(b.ctx)
	b.group.Add(1)
	b.beside(func() {
		defer b.group.Done()
		defer cancel()
		work(ctx)
	})
	return cancel
}

// show runs a function on Fyne's goroutine, unless its page has gone by then.
func (b *background) show(f func()) {
	fyne.Do(func() {
		if b.ctx.Err() == nil {
			f()
		}
	})
}

// close ends all work. It does not wait for that, which can take as long as a step
// of a large network; nothing is shown of it any more.
func (b *background) close() { b.cancel() }
