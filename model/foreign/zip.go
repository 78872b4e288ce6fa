package foreign

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrOutside says that a zip file's entry lies outside of it.
var ErrOutside = errors.New("an entry lies outside the file")

// Disjoint refuses entries of a zip file of a size that share bytes of it: a few
// kilobytes would be unpacked again and again under many names.
func Disjoint(files []*zip.File, size int64) error {
	type span struct {
		name     string
		from, to int64
	}
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("%.80q: %w", f.Name, err)
		}
		if f.CompressedSize64 > math.MaxInt64 || from > size-int64(f.CompressedSize64) {
			return fmt.Errorf("%.80q: %w", f.Name, ErrOutside)
		}
		spans = append(spans, span{f.Name, from, from + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.name, b.name)) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return fmt.Errorf("entries %.80q and %.80q overlap", spans[i-1].name, spans[i].name)
		}
	}
	return nil
}
