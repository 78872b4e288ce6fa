package app

import (
	"context"
	"os"
	"path/filepath"

	"github.com/oneglyph/oneglyph/model/challenge"
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

// AtHand returns the files that trials can be drawn from.
func (d downloads) AtHand() challenge.Files {
	there := func(s omniglot.Source) string {
		path := filepath.Join(d.folder, s.Name)
		if _, err := os.Stat(path); err != nil {
			return ""
		}
		return path
	}
	return challenge.Files{Lake: there(omniglot.LakesTask()), Evaluation: there(omniglot.Evaluation()), Background: there(omniglot.Background())}
}

// FetchTask downloads Lake's task.
func (d downloads) FetchTask(ctx context.Context, progress func(omniglot.Transfer)) error {
	return d.get(ctx, progress, omniglot.LakesTask())
}

// FetchSets downloads the background set and the evaluation set.
func (d downloads) FetchSets(ctx context.Context, progress func(omniglot.Transfer)) error {
	return d.get(ctx, progress, omniglot.Background(), omniglot.Evaluation())
}

// get downloads files, as much of each as is not there yet. The progress is of all.
func (d downloads) get(ctx context.Context, progress func(omniglot.Transfer), sources ...omniglot.Source) error {
	var before, total int64
	for _, s := range sources {
		total += s.Size
	}
	for _, s := range sources {
		_, err := omniglot.Downloader{}.Get(ctx, s, d.folder, func(t omniglot.Transfer) {
			t.Done, t.Total = before+t.Done, total
			progress(t)
		})
		if err != nil {
			return err
		}
		before += s.Size
	}
	return nil
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
