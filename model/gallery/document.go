package gallery

import (
	"path/filepath"
	"strings"
)

// Extension is the end of the name of a gallery's file.
const Extension = ".oneglyph"

// Document is the file of its own that an open gallery may have, besides the
// program's working copy.
type Document struct {
	Path    string // empty when there is none
	Unsaved bool   // the file does not hold the latest changes
}

// Name returns the file's name without folder and extension.
func (d Document) Name() string { return strings.TrimSuffix(filepath.Base(d.Path), Extension) }
