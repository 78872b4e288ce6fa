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
	start  func(func()) // on a goroutine; tests do it at once
}

func newBackground() *background {
	b := &background{}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	b.start = func(f func()) { b.group.Go(f) }
	return b
}

// do begins work that its context, or cancel, ends.
func (b *background) do(work func(ctx context.Context)) (cancel context.CancelFunc) {
	ctx, cancel := context.WithCancel(b.ctx)
	b.start(func() {
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
