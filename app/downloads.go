package app

import (
	"context"
	"os"
	"path/filepath"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// downloads is where Omniglot's archives are kept once they are fetched.
type downloads struct{ folder string }

// Path returns the background set if it is there. Whether it is whole is seen when
// it is read: only whole files get that name.
func (d downloads) Path() (path string, there bool) {
	path = filepath.Join(d.folder, omniglot.Background().Name)
	_, err := os.Stat(path)
	return path, err == nil
}

// Fetch downloads the background set, all that the window reads, and gives its
// path.
func (d downloads) Fetch(ctx context.Context, progress func(file string, t omniglot.Transfer)) (string, error) {
	s := omniglot.Background()
	return omniglot.Downloader{}.Get(ctx, s, d.folder, func(t omniglot.Transfer) { progress(s.Name, t) })
}
