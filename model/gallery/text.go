package gallery

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/model"
)

// CleanText returns the form in which a class's text to copy is kept: as it was
// given, line breaks, tabs and spaces at its ends included, but for the control
// characters, which nobody means and some programs obey; all line breaks are "\n".
// It returns ErrBadText for more than 2,000 characters and for bytes that are no
// text.
func CleanText(text string) (string, error) {
	if len(text) > maxTexts {
		return "", fmt.Errorf("gallery: %d bytes: %w", len(text), ErrBadText)
	}
	if !utf8.ValidString(text) {
		return "", fmt.Errorf("gallery: %w, not bytes", ErrBadText)
	}
	text = lineBreaks.Replace(text)
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	if count := utf8.RuneCountInString(text); count > maxText {
		return "", fmt.Errorf("gallery: %d characters: %w", count, ErrBadText)
	}
	return text, nil
}

// lineBreaks are those of other systems and of Unicode.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// SetText changes what is copied for a class. None, or its name, is to copy the
// name, whichever that comes to be. Errors: ErrNotFound, ErrBadText, ErrTooLarge.
func (p *Gallery) SetText(class model.ClassID, text string) error {
	i := p.index(class)
	if i < 0 {
		return fmt.Errorf("gallery: class %d: %w", class, ErrNotFound)
	}
	text, err := CleanText(text)
	if err != nil {
		return err
	}
	if text == p.classes[i].Name {
		text = ""
	}
	was := p.classes[i].Text
	p.classes[i].Text = text
	if err := p.textRoom(); err != nil {
		p.classes[i].Text = was
		return err
	}
	return nil
}

// textRoom reports whether the texts are no more than a file holds.
func (p *Gallery) textRoom() error {
	n := 0
	for _, c := range p.classes {
		n += len(c.Text)
	}
	if n > maxTexts {
		return fmt.Errorf("gallery: %d kB of texts to copy: %w", n>>10, ErrTooLarge)
	}
	return nil
}
