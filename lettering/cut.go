package lettering

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// Ellipsis stands where a text was cut.
const Ellipsis = "…"

// Cut returns a text, or as much of its beginning as is at most this wide with an
// ellipsis behind it. It takes no character apart that is written with several
// code points, and measures no more of a long text than it has to.
func Cut(text string, width float32, measure func(string) float32) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	for n := 64; ; n *= 2 { // most names are shorter
		head := beginning(text, n)
		switch {
		case measure(head) > width:
			return cut(head, width, measure)
		case len(head) == len(text):
			return text
		}
	}
}

// cut is Cut of a text that is too wide.
func cut(text string, width float32, measure func(string) float32) string {
	var s segmenter.Segmenter
	s.InitWithString(text)
	ends := []int{0} // of the characters, in bytes
	for it := s.GraphemeIterator(); it.Next(); {
		ends = append(ends, ends[len(ends)-1]+len(string(it.Grapheme().Text)))
	}
	n := sort.Search(len(ends), func(i int) bool { return measure(text[:ends[i]]+Ellipsis) > width })
	return text[:ends[max(n-1, 0)]] + Ellipsis
}

// beginning returns a text's first bytes, as far as they are whole code points.
func beginning(text string, bytes int) string {
	if bytes >= len(text) {
		return text
	}
	for !utf8.RuneStart(text[bytes]) {
		bytes--
	}
	return text[:bytes]
}
