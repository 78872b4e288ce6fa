package starter

import (
	"fmt"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// DrawnBy returns each character of one of Omniglot's alphabets by one drawer's
// drawing. Omniglot's characters have numbers only. Errors: omniglot.ErrNoAlphabet, and
// model.ErrEmpty where the drawer has drawn none of it.
func DrawnBy(set *omniglot.Set, alphabet string, drawer int) ([]gallery.NamedExamples, error) {
	for _, a := range set.Alphabets {
		if a.Name != alphabet {
			continue
		}
		var all []gallery.NamedExamples
		for i, character := range a.Characters {
			for _, d := range character.Drawings {
				if d.Drawer == drawer {
					all = append(all, gallery.NamedExamples{Name: fmt.Sprintf("%s %02d", a.Name, i+1), Examples: []gallery.Example{gallery.FromPicture(d.Scan())}})
				}
			}
		}
		if all == nil {
			return nil, fmt.Errorf("%s: drawer %d: %w", alphabet, drawer, model.ErrEmpty)
		}
		return all, nil
	}
	return nil, fmt.Errorf("%q: %w", alphabet, omniglot.ErrNoAlphabet)
}
