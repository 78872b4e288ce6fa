package train

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	const most = 10 // times as long as it took
	began := time.Now()
	for name, c := range map[string]struct {
		every, took, next time.Duration
		due               bool
	}{
		"quick work": {time.Hour, 0, time.Hour, false},
		"slow work":  {time.Second, time.Minute, most * time.Minute, false},
		"always":     {-1, time.Hour, most * time.Hour, true},
	} {
		p := newInterval(c.every, most)
		p.done(time.Now().Add(-c.took))
		if got := p.next.Sub(began); got < c.next || got > c.next+most*time.Second {
			t.Errorf("%s: next after %s, want %s", name, got, c.next)
		}
		if p.due() != c.due {
			t.Errorf("%s: due is %v", name, p.due())
		}
	}
	if p := newInterval(time.Hour, most); p.due() {
		t.Error("due at once")
	}
}
