package retrain

import (
	"context"
	"os"
	"sync"
	"time"

	"oneglyph/model/omniglot"
)

// library keeps the data set that was read last.
type library struct {
	mu       sync.Mutex // held while reading, so that nothing is read twice
	path     string
	modified time.Time
	set      *omniglot.Set
}

func (l *library) open(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var modified time.Time
	if info, err := os.Stat(path); err == nil {
		modified = info.ModTime()
	}
	if l.set != nil && l.path == path && l.modified.Equal(modified) {
		return l.set, nil
	}
	set, err := omniglot.Open(ctx, path, progress)
	if err != nil {
		return nil, err
	}
	l.path, l.modified, l.set = path, modified, set
	return set, nil
}
