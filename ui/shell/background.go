package shell

import (
	"context"
	"sync"
)

// Background runs what would hold up Fyne's goroutine on others, until its page or the
// window goes.
// Show may be called on any goroutine, the rest belongs to Fyne's.
type Background struct {
	ctx    context.Context
	cancel context.CancelFunc
	group  *sync.WaitGroup // of all pages; the window waits for it once it is closed
	beside func(func())
	do     func(func()) // on Fyne's goroutine
}

// NewBackground returns one for a page, to be closed with it.
func NewBackground(s *Session) *Background {
	b := &Background{group: &s.working, beside: s.beside, do: s.Do}
	b.ctx, b.cancel = context.WithCancel(s.ctx)
	return b
}

// Do begins work, on a goroutine of its own, that its context or cancel ends.
func (b *Background) Do(work func(ctx context.Context)) (cancel context.CancelFunc) {
	ctx, cancel := context.WithCancel(b.ctx)
	b.group.Add(1)
	b.beside(func() {
		defer b.group.Done()
		defer cancel()
		work(ctx)
	})
	return cancel
}

// Show runs a function on Fyne's goroutine, unless its page has gone by then.
func (b *Background) Show(f func()) {
	b.do(func() {
		if b.ctx.Err() == nil {
			f()
		}
	})
}

// Close ends all work. It does not wait for that, which can take as long as a step
// of a large network; nothing is shown of it any more.
func (b *Background) Close() { b.cancel() }
