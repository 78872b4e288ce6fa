package runs

import (
	"archive/zip"
	"context"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// validationWays is how many characters, drawn twice or more, an alphabet needs to
// be held out.
const validationWays = 20

// split parts a data set in what is learnt and what is held out to measure by, as a
// run's Split says; held is nil where nothing is.
func split(all *omniglot.Set, by string) (learnt, held *omniglot.Set, err error) {
	switch by {
	case "":
		learnt, held = fittingSplit(all)
		return learnt, held, nil
	case NoSplit:
		return all, nil, nil
	}
	names, err := omniglot.Holdout(by)
	if err != nil {
		return nil, nil, err
	}
	return all.Split(names)
}

// fittingSplit holds out Omniglot's split A or, in other sets, every sixth of the
// alphabets that are large enough, beginning with the second. held is nil where too
// few are.
func fittingSplit(all *omniglot.Set) (learnt, held *omniglot.Set) {
	var large, other []string
	for _, a := range all.Alphabets {
		if a.CharactersWith(2) >= validationWays {
			large = append(large, a.Name)
		}
	}
	for i := 1; i < len(large); i += 6 {
		other = append(other, large[i])
	}
	for _, names := range [][]string{omniglot.HeldOut[:], other} {
		learnt, held, err := all.Split(names) // fails where names are missing
		if err == nil && learnt.CharactersWith(2) >= 2 && slices.ContainsFunc(held.Alphabets, func(a omniglot.Alphabet) bool {
			return a.CharactersWith(2) >= validationWays
		}) {
			return learnt, held
		}
	}
	return all, nil
}

// ownAlphabet is what classes from a gallery are called together. No alphabet
// of Omniglot begins like this.
const ownAlphabet = "_own"

// writeOwn keeps a gallery's classes with the run, in Omniglot's own layout, so
// that the run can go on with them when the gallery has changed.
func writeOwn(path string, own []UserClass) error {
	err := atomicfile.Write(path, func(w io.Writer) error {
		z := zip.NewWriter(w)
		for c, class := range own {
			for d, g := range class.Glyphs {
				entry, err := z.Create(fmt.Sprintf("%s/character%04d/%04d_%02d.png", ownAlphabet, c+1, c+1, d+1))
				if err != nil {
					return err
				}
				if err := png.Encode(entry, g.Image()); err != nil {
					return err
				}
			}
		}
		return z.Close()
	})
	if err != nil {
		return fmt.Errorf("runs: write %s: %w", path, err)
	}
	return nil
}

// withOwn adds the classes that writeOwn kept, if there are any.
func withOwn(ctx context.Context, s *omniglot.Set, path string) (*omniglot.Set, error) {
	if !exists(path) {
		return s, nil
	}
	own, err := omniglot.Open(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	both := &omniglot.Set{Alphabets: slices.Concat(s.Alphabets, own.Alphabets)}
	slices.SortStableFunc(both.Alphabets, func(a, b omniglot.Alphabet) int { return strings.Compare(a.Name, b.Name) })
	return both, nil
}
