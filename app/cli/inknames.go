package cli

import (
	"slices"
	"strings"

	"github.com/oneglyph/oneglyph/model/inks"
)

// inksNamed returns the inks asked for, each once: the plain one if none is, and
// all for the name all.
func inksNamed(names []string) ([]inks.Ink, error) {
	var asked []inks.Ink
	add := func(ink inks.Ink) {
		if !slices.ContainsFunc(asked, func(known inks.Ink) bool { return known.Name == ink.Name }) {
			asked = append(asked, ink)
		}
	}
	if len(names) == 0 {
		return inks.All()[:1], nil
	}
	for _, name := range names {
		if name == "all" {
			for _, ink := range inks.All() {
				add(ink)
			}
			continue
		}
		ink, err := inks.ByName(name)
		if err != nil {
			return nil, err
		}
		add(ink)
	}
	return asked, nil
}

// inkNames lists the inks for the help.
func inkNames() string {
	var names []string
	for _, ink := range inks.All() {
		names = append(names, ink.Name)
	}
	return strings.Join(names, ", ")
}
