package app

import (
	"context"
	"os"
	"path/filepath"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/starter"
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

// Fetch downloads the background set, all that the window reads, and returns its
// path.
func (d downloads) Fetch(ctx context.Context, progress func(file string, t omniglot.Transfer)) (string, error) {
	s := omniglot.Background()
	return omniglot.Downloader{}.Get(ctx, s, d.folder, func(t omniglot.Transfer) { progress(s.Name, t) })
}

// firstDrawer is whose drawings alphabets are shown by.
const firstDrawer = 1

// alphabets are Omniglot's, once they are downloaded.
type alphabets struct{ downloads }

func (a alphabets) AtHand() bool {
	_, there := a.Path()
	return there
}

func (a alphabets) open() (*omniglot.Set, error) {
	path, _ := a.Path()
	return omniglot.Open(context.Background(), path, nil)
}

func (a alphabets) Names(done func([]string, error)) {
	go func() {
		set, err := a.open()
		if err != nil {
			done(nil, err)
			return
		}
		var names []string
		for _, one := range set.Alphabets {
			names = append(names, one.Name)
		}
		done(names, nil)
	}()
}

func (a alphabets) Load(alphabet string, done func([]gallery.NamedExamples, error)) {
	go func() {
		set, err := a.open()
		if err != nil {
			done(nil, err)
			return
		}
		done(starter.DrawnBy(set, alphabet, firstDrawer))
	}()
}
