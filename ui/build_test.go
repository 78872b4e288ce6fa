package ui

import "testing"

func TestBuildInOneLine(t *testing.T) {
	b := Build{Version: "1.2.3", Toolchain: "go1.26.8 linux/amd64"}
	if got, want := b.String(), "oneglyph 1.2.3 (go1.26.8 linux/amd64)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Commit, b.Date = "0123456789abcdef0123456789abcdef01234567", "2026-11-24"
	if got, want := b.String(), "oneglyph 1.2.3 (0123456789ab, 2026-11-24, go1.26.8 linux/amd64)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Changed = true
	if got, want := b.commit(), "0123456789ab+"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
