package cli

import (
	"bytes"
	"testing"
	"time"
)

func TestProgressInLines(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, "trials")
	p.set(1, 400)
	if out.Len() != 0 {
		t.Errorf("at once: %q", out.String())
	}
	p.start = time.Now().Add(-30 * time.Second)
	p.said = p.start
	p.set(100, 400)
	p.set(101, 400) // too soon after
	p.finish()
	if got, want := out.String(), "trials: 100 of 400, 1m30s left\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
