package inspect

import (
	"context"
	"sync"
	"time"

	"github.com/oneglyph/oneglyph/ui/shell"
)

// latest does one thing at a time off Fyne's goroutine; of what waits meanwhile, the
// latest wins. What has taken longer than its patience is given up for it.
type latest struct {
	work     *shell.Background
	patience time.Duration // 0: nothing is given up

	mu      sync.Mutex
	next    func(context.Context)
	running bool
	began   time.Time
	cancel  context.CancelFunc
}

// ask has work done. It returns at once.
func (l *latest) ask(work func(context.Context)) {
	l.mu.Lock()
	l.next = work
	running := l.running
	l.running = true
	l.mu.Unlock()
	if !running {
		l.work.Do(l.run)
	} else if l.patience > 0 {
		l.hurry()
	}
}

// hurry gives up what is under way once its time is over and something still waits.
func (l *latest) hurry() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil || l.cancel == nil {
		return
	}
	if left := l.patience - time.Since(l.began); left > 0 {
		time.AfterFunc(left, l.hurry)
		return
	}
	l.cancel()
}

func (l *latest) run(ctx context.Context) {
	for {
		l.mu.Lock()
		work := l.next
		l.next = nil
		if work == nil || ctx.Err() != nil {
			l.running = false
			l.mu.Unlock()
			return
		}
		one, cancel := context.WithCancel(ctx)
		l.began, l.cancel = time.Now(), cancel
		l.mu.Unlock()
		work(one)
		cancel()
		l.mu.Lock()
		l.cancel = nil
		l.mu.Unlock()
	}
}
