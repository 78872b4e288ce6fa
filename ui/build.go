package ui

import (
	"fmt"
	"strings"
)

// Build says which source the program was made of, and by what. What is not
// known is empty.
type Build struct {
	Version   string // for example "0.1.0"
	Commit    string // the commit's hash
	Date      string // of the commit: YYYY-MM-DD
	Changed   bool   // the source was not quite the commit's
	Toolchain string // for example "go1.26.8 linux/amd64"
}

// String returns all of it in one line.
func (b Build) String() string {
	return fmt.Sprintf("oneglyph %s (%s)", b.Version, b.origin())
}

func (b Build) origin() string {
	parts := []string{b.Toolchain}
	if commit := b.commit(); commit != "" {
		parts = append([]string{commit, b.Date}, parts...)
	}
	return strings.Join(parts, ", ")
}

// commit is short, with a mark when the source differs from it.
func (b Build) commit() string {
	short := b.Commit[:min(len(b.Commit), 12)]
	if b.Changed {
		short += "+"
	}
	return short
}
