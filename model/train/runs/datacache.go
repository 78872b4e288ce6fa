package runs

import (
	"context"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// dataCache keeps the data set that was read last.
type dataCache struct {
	turn  chan struct{} // holds a token while somebody reads, so that nothing is read twice
	path  string
	stamp string
	set   *omniglot.Set
}

func newDataCache() *dataCache { return &dataCache{turn: make(chan struct{}, 1)} }

// open returns the set at path, which is read again only where it has changed. It
// waits for others who read.
func (c *dataCache) open(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	stamp, err := omniglot.Stamp(ctx, path)
	if err != nil {
		return nil, err
	}
	if c.set != nil && c.path == path && c.stamp == stamp {
		return c.set, nil
	}
	set, err := omniglot.Open(ctx, path, progress)
	if err != nil {
		return nil, err
	}
	c.path, c.stamp, c.set = path, stamp, set
	return set, nil
}
