package app

import (
	"context"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

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
		done(drawnBy(set, alphabet, firstDrawer))
	}()
}
