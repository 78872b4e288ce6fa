package omniglot

import (
	"fmt"
	"slices"
	"strings"
)

// HeldOut names the background alphabets of split A: held out of training to
// choose by, since the evaluation set may not be. The splits never change, so
// that figures stay comparable.
var HeldOut = [5]string{"Armenian", "Braille", "Gujarati", "Latin", "Syriac_(Estrangelo)"}

// Holdout names the alphabets of split A, B or C: disjoint fifths or so of the
// background set's characters, each with small and large alphabets of several
// families.
func Holdout(name string) ([]string, error) {
	switch name {
	case "A": // 164 characters
		return slices.Clone(HeldOut[:]), nil
	case "B": // 168
		return []string{"Balinese", "Cyrillic", "Early_Aramaic", "Japanese_(katakana)", "Sanskrit"}, nil
	case "C": // 158
		return []string{"Bengali", "Futurama", "Greek", "Hebrew", "Korean"}, nil
	}
	return nil, fmt.Errorf("omniglot: no split %q: there are A, B and C", name)
}

// Split parts the set in two by the names of alphabets: those held out, and the
// rest. Both share the set's drawings. A name that is not in the set is
// ErrNoAlphabet.
func (s *Set) Split(names []string) (rest, heldOut *Set, err error) {
	rest, heldOut = &Set{}, &Set{}
	missing := slices.Clone(names)
	for _, a := range s.Alphabets {
		to := rest
		if slices.Contains(names, a.Name) {
			to = heldOut
			missing = slices.DeleteFunc(missing, func(name string) bool { return name == a.Name })
		}
		to.Alphabets = append(to.Alphabets, a)
	}
	if len(missing) > 0 {
		return nil, nil, fmt.Errorf("omniglot: split: %w: %s", ErrNoAlphabet, strings.Join(missing, ", "))
	}
	return rest, heldOut, nil
}

// backgroundNames lists the alphabets of the background set, that networks may learn
// from.
var backgroundNames = [30]string{
	"Alphabet_of_the_Magi", "Anglo-Saxon_Futhorc", "Arcadian", "Armenian", "Asomtavruli_(Georgian)", "Balinese",
	"Bengali", "Blackfoot_(Canadian_Aboriginal_Syllabics)", "Braille", "Burmese_(Myanmar)", "Cyrillic",
	"Early_Aramaic", "Futurama", "Grantha", "Greek", "Gujarati", "Hebrew",
	"Inuktitut_(Canadian_Aboriginal_Syllabics)", "Japanese_(hiragana)", "Japanese_(katakana)", "Korean", "Latin",
	"Malay_(Jawi_-_Arabic)", "Mkhedruli_(Georgian)", "N_Ko", "Ojibwe_(Canadian_Aboriginal_Syllabics)", "Sanskrit",
	"Syriac_(Estrangelo)", "Tagalog", "Tifinagh",
}

// IsBackground reports whether an alphabet of that name is in the background set,
// that networks may learn from.
func IsBackground(name string) bool { return slices.Contains(backgroundNames[:], name) }

// Large returns the alphabets of at least so many characters that were drawn twice or
// more.
func (s *Set) Large(characters int) *Set {
	large := &Set{}
	for _, a := range s.Alphabets {
		if a.CharactersWith(2) >= characters {
			large.Alphabets = append(large.Alphabets, a)
		}
	}
	return large
}
