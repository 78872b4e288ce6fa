package ui

import (
	"context"
	"sync"
)

// background runs what would hold up Fyne's goroutine, until the window closes.
type background struct {
	ctx    context.Context
	cancel context.CancelFunc
	group  sync.WaitGroup
	beside func(func())
}

// newBackground runs its work by a session's beside.
func newBackground(beside func(func())) *background {
	b := &background{beside: beside}
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

// close ends all work and waits for it.
func (b *background) close() {
	b.cancel()
	b.group.Wait()
}
