package runs

import (
	"context"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// library keeps the data set that was read last.
type library struct {
	turn  chan struct{} // holds a token while somebody reads, so that nothing is read twice
	path  string
	stamp string
	set   *omniglot.Set
}

func newLibrary() *library { return &library{turn: make(chan struct{}, 1)} }

// open returns the set at path, which is read anew only where it has changed. It
// waits for others who read.
func (l *library) open(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	stamp, err := omniglot.Stamp(ctx, path)
	if err != nil {
		return nil, err
	}
	if l.set != nil && l.path == path && l.stamp == stamp {
		return l.set, nil
	}
	set, err := omniglot.Open(ctx, path, progress)
	if err != nil {
		return nil, err
	}
	l.path, l.stamp, l.set = path, stamp, set
	return set, nil
}
