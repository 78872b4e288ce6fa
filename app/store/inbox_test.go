package store

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestInbox: each request reaches the window once, whatever bytes its path has, and
// whoever asks hears of it.
func TestInbox(t *testing.T) {
	b := InboxOf(t.TempDir())
	stop := make(chan struct{})
	var window, askers sync.WaitGroup
	var mu sync.Mutex
	opened := make(map[string]int)
	busy := 3 // a question is open at first
	window.Go(func() {
		b.Serve(stop, func(path string, taken func(bool)) {
			mu.Lock()
			defer mu.Unlock()
			if busy > 0 {
				busy--
				taken(false)
				return
			}
			opened[path]++
			taken(true)
		})
	})
	here := t.TempDir()
	for i := range 10 {
		askers.Go(func() {
			if !b.Ask(filepath.Join(here, fmt.Sprintf("%d\xb0\n.oneglyph", i)), 20*time.Second) {
				t.Errorf("request %d was not taken", i)
			}
		})
	}
	askers.Wait()
	close(stop)
	window.Wait()
	if len(opened) != 10 {
		t.Errorf("opened %v", opened)
	}
	for path, times := range opened {
		if times != 1 {
			t.Errorf("%q was opened %d times", path, times)
		}
	}
	if left, _ := os.ReadDir(string(b)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestInboxOfNobody: where no window answers, because it hangs, is another version's
// or was killed, that is soon said, and nothing stays for the next window to open.
func TestInboxOfNobody(t *testing.T) {
	b := InboxOf(t.TempDir())
	if b.Ask(filepath.Join(t.TempDir(), "a.oneglyph"), inboxInterval) {
		t.Error("taken by nobody")
	}
	if left, _ := os.ReadDir(string(b)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	stale := filepath.Join(string(b), "1.request")
	long := time.Now().Add(-time.Hour)
	for name, content := range map[string]string{stale: filepath.Join(t.TempDir(), "b.oneglyph"), filepath.Join(string(b), "2.request"): "not absolute"} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(stale, long, long); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var window sync.WaitGroup
	window.Go(func() {
		b.Serve(stop, func(path string, taken func(bool)) {
			t.Errorf("asked to open %q", path)
			taken(true)
		})
	})
	eventually(t, "an empty inbox", func() bool { return len(b.requests()) == 0 })
	close(stop)
	window.Wait()
}
