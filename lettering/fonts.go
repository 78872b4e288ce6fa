package lettering

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Fonts is a list of fonts, in the order in which they are asked for a character;
// after them the system's are. It is for one goroutine.
type Fonts struct {
	files [][]byte
	faces []*font.Face // of the files, as far as one was needed; nil: damaged

	scanned    bool
	footprints []fontscan.Footprint // what the system's fonts hold
	system     *fontscan.FontMap    // the system's fonts to write with; nil: not needed yet
	covered    map[rune]bool        // by any font, as far as was asked
}

// New returns the fonts of OpenType files. The first is needed; of the others
// one that is damaged is passed over.
func New(files ...[]byte) (*Fonts, error) {
	f := &Fonts{files: files, covered: make(map[rune]bool)}
	if len(files) == 0 || f.face(0) == nil {
		return nil, fmt.Errorf("font: the program's own is damaged")
	}
	return f, nil
}

// face returns the face of a file, which is parsed when it is first asked for:
// most names need no more than the first.
func (f *Fonts) face(i int) *font.Face {
	for len(f.faces) <= i {
		face, err := font.ParseTTF(bytes.NewReader(f.files[len(f.faces)]))
		if err != nil {
			face = nil
		}
		f.faces = append(f.faces, face)
	}
	return f.faces[i]
}

// own returns the face of the first file that has a character, or nil.
func (f *Fonts) own(r rune) *font.Face {
	for i := range f.files {
		if face := f.face(i); face != nil {
			if _, ok := face.NominalGlyph(r); ok {
				return face
			}
		}
	}
	return nil
}

// ResolveFace returns the face to write a character with. It is the first file's
// where no font has the character.
func (f *Fonts) ResolveFace(r rune) *font.Face {
	if face := f.own(r); face != nil {
		return face
	}
	if f.onSystem(r) {
		if f.system == nil {
			f.system = fontscan.NewFontMap(silent{})
			_ = f.system.UseSystemFonts("") // onSystem has found them
			f.system.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
		}
		f.system.SetScript(language.LookupScript(r))
		face := f.system.ResolveFace(r)
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return f.face(0)
}

// onSystem reports whether a font of the system has a character. It opens none:
// the index says so.
func (f *Fonts) onSystem(r rune) bool {
	if !f.scanned {
		f.scanned = true
		f.footprints, _ = fontscan.SystemFonts(silent{}, "") // a system may have none
	}
	for _, p := range f.footprints {
		if p.Runes.Contains(r) {
			return true
		}
	}
	return false
}

// covers reports whether a character can be written, or has nothing to be seen.
func (f *Fonts) covers(r rune) bool {
	covered, asked := f.covered[r]
	if !asked {
		covered = !unicode.IsControl(r) && (harfbuzz.IsDefaultIgnorable(r) || f.own(r) != nil || f.onSystem(r))
		f.covered[r] = covered
	}
	return covered
}

// Readable returns a text with what no font has spelt out, as in U+12345.
func (f *Fonts) Readable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !f.covers(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if f.covers(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "%U", r)
		}
	}
	return b.String()
}

// silent keeps the scan's remarks about fonts that it passes over from the log.
type silent struct{}

func (silent) Printf(string, ...any) {}
