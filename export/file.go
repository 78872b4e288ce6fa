// Package export writes what the program holds in forms that others read: a
// drawing as PNG and SVG, the gallery as a sheet of all its characters, a ranking
// as CSV, the embeddings as CSV and NPY, and a page of writing as text, CSV and PNG.
package export

import (
	"fmt"
	"io"

	"github.com/oneglyph/oneglyph/model/atomicfile"
)

// ToFile lets a function write a file; one of the name is replaced whole or not at
// all. Errors name the file.
func ToFile(path string, write func(io.Writer) error) error {
	if err := atomicfile.Write(path, write); err != nil {
		return fmt.Errorf("export: write %s: %w", path, err)
	}
	return nil
}
