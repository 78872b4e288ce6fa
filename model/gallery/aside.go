package gallery

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/oneglyph/oneglyph/model/atomicfile"
)

// SetAside renames a damaged file to a free name next to it, gallery.oneglyph to
// gallery.damaged-1.oneglyph, and returns that. A link to it stays.
func SetAside(path string) (kept string, err error) {
	if path, err = atomicfile.Resolve(path); err != nil {
		return "", fmt.Errorf("gallery: set aside: %w", err)
	}
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for i := 1; ; i++ {
		kept = fmt.Sprintf("%s.damaged-%d%s", stem, i, ext)
		_, err := os.Lstat(kept)
		if err == nil {
			continue
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("gallery: set aside: %w", err)
		}
		if err := atomicfile.Rename(path, kept); err != nil {
			return "", fmt.Errorf("gallery: set aside: %w", err)
		}
		return kept, nil
	}
}
