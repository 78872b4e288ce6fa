package omniglot

import (
	"context"
	"fmt"
	"io"
	"time"
)

// slowest is the rate, in bytes a second, below which a connection counts as
// stalled: nobody waits ten hours for Omniglot.
const slowest = 256

// patience ends a context when too little has come for some time.
type patience struct {
	length time.Duration
	least  int // bytes that renew it
	timer  *time.Timer
	cancel context.CancelCauseFunc
}

func withPatience(ctx context.Context, length time.Duration) (context.Context, patience) {
	if length == 0 {
		length = 20 * time.Second
	}
	ctx, cancel := context.WithCancelCause(ctx)
	least := max(int(slowest*length.Seconds()), 1)
	timer := time.AfterFunc(length, func() {
		cancel(fmt.Errorf("%w: fewer than %d bytes in %s", ErrStalled, least, length))
	})
	return ctx, patience{length, least, timer, cancel}
}

func (p patience) stop() {
	p.timer.Stop()
	p.cancel(nil)
}

// watch is a reader whose bytes renew the patience.
func (p patience) watch(r io.Reader) io.Reader { return &watched{Reader: r, patience: p} }

type watched struct {
	io.Reader
	patience patience
	fresh    int // bytes since the patience was renewed
}

func (w *watched) Read(buf []byte) (int, error) {
	n, err := w.Reader.Read(buf)
	if w.fresh += n; w.fresh >= w.patience.least {
		w.patience.timer.Reset(w.patience.length)
		w.fresh = 0
	}
	return n, err
}

// meter measures a connection's speed and reports it now and then.
type meter struct {
	total  int64
	tell   func(Transfer)
	from   int64 // at the beginning of the present stretch
	since  time.Time
	speed  float64
	lately time.Time
}

func newMeter(from, total int64, tell func(Transfer)) *meter {
	return &meter{total: total, tell: tell, from: from, since: time.Now()}
}

// at takes note of how much is there.
func (m *meter) at(done int64) {
	now := time.Now()
	if m.tell == nil || now.Sub(m.lately) < 100*time.Millisecond && done < m.total {
		return
	}
	m.lately = now
	if spent := now.Sub(m.since); spent >= 500*time.Millisecond {
		speed := float64(done-m.from) / spent.Seconds()
		if m.speed > 0 { // smoothed over some seconds
			speed = 0.7*m.speed + 0.3*speed
		}
		m.speed, m.from, m.since = speed, done, now
	}
	t := Transfer{Done: done, Total: m.total, Speed: m.speed}
	if m.speed > 0 {
		t.Left = time.Duration(float64(m.total-done) / m.speed * float64(time.Second))
	}
	m.tell(t)
}
