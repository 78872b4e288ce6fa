// Package page cuts the ink of a sheet, a scan, a photograph or a screenshot, into
// lines and characters, and finds the characters that are alike to those that somebody
// named.
package page

import (
	"image"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// Glyph is one character on a page.
type Glyph struct {
	Box  image.Rectangle // in the sheet's image
	Ink  model.Scan
	Line int // from 0, the uppermost
	// Space says that a word ends before this glyph.
	Space bool
}

// maxGlyphs bounds how many characters a page has; of more the rest is left out.
const maxGlyphs = 10_000

// Cut finds the characters of a sheet in the order of reading, line after line from
// left to right. It returns model.ErrEmpty when there is none.
func Cut(s *picture.Sheet) ([]Glyph, error) {
	marks, err := s.Marks(picture.DefaultThreshold)
	if err != nil {
		return nil, err
	}
	l := newLayout(marks.All)
	var glyphs []Glyph
	for n, line := range l.lines() {
		for _, c := range line {
			if len(glyphs) == maxGlyphs {
				break
			}
			g := Glyph{Line: n, Space: c.space, Ink: marks.Scan(c.marks)}
			for _, i := range c.marks {
				g.Box = g.Box.Union(marks.All[i].Box)
			}
			glyphs = append(glyphs, g)
		}
	}
	if len(glyphs) == 0 {
		return nil, model.ErrEmpty
	}
	return glyphs, nil
}
