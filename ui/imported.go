package ui

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"oneglyph/model"
	pictures "oneglyph/model/picture"
	"oneglyph/model/project"
)

// pictureFile is a picture that a person wants to bring in.
type pictureFile struct {
	path      string
	name      string // of the class that it is to be an example of
	threshold float64

	ink     model.Scan
	problem string // why there is no ink
}

// newPictureFile proposes the file's name for the class's.
func newPictureFile(path string) *pictureFile {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if clean, err := project.CleanName(name); err == nil {
		name = clean
	} else {
		name = ""
	}
	return &pictureFile{path: path, name: name, threshold: pictures.DefaultThreshold}
}

// look finds the ink of the file's picture, or notes why there is none.
func (f *pictureFile) look(p *pictures.Picture, err error) {
	f.ink, f.problem = model.Scan{}, ""
	if err == nil {
		f.ink, err = p.Ink(f.threshold)
	}
	switch {
	case err == nil:
	case errors.Is(err, model.ErrEmpty):
		f.problem = lang.L("No ink is found in this picture.")
	case errors.Is(err, pictures.ErrFormat):
		f.problem = lang.L("This is no picture that can be read, or a damaged one.")
	case errors.Is(err, pictures.ErrTooLarge):
		f.problem = lang.L("This picture is too large.")
	default:
		f.problem = err.Error()
	}
}

// pictureExtensions are those of the pictures that can be read, by all names that
// browsers and Windows save them by.
var pictureExtensions = []string{"png", "apng", "jpg", "jpeg", "jpe", "jif", "jfif", "pjpeg", "pjp", "gif", "webp", "bmp", "dib"}

func isPicture(path string) bool {
	extension := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	for _, e := range pictureExtensions {
		if e == extension {
			return true
		}
	}
	return false
}
