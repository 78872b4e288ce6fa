package transfer

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	pictures "github.com/oneglyph/oneglyph/model/picture"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// pictureFile is a picture that a person wants to bring in.
type pictureFile struct {
	path      string
	name      string // of the class that it is to be an example of
	threshold float64

	ink      model.Scan
	problem  string // why there is no ink
	thinking bool   // ink is looked for by another threshold
}

// newPictureFile proposes the file's name for the class's.
func newPictureFile(path string) *pictureFile {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if clean, err := gallery.CleanName(name); err == nil {
		name = clean
	} else {
		name = ""
	}
	return &pictureFile{path: path, name: name, threshold: pictures.DefaultThreshold}
}

// sight is what is seen of a picture.
type sight struct {
	picture   *pictures.Picture // nil if it cannot be read
	threshold float64
	ink       model.Scan
	err       error // why there is no ink
}

// see reads a file and finds its ink.
func see(path string, threshold float64) sight {
	p, err := pictures.Open(path)
	if err != nil {
		return sight{threshold: threshold, err: err}
	}
	return sight{picture: p}.at(threshold)
}

// at is what is seen by another threshold.
func (s sight) at(threshold float64) sight {
	s.threshold = threshold
	if s.picture != nil {
		s.ink, s.err = s.picture.Ink(threshold)
	}
	return s
}

// note takes what is seen of the file, or why nothing is.
func (f *pictureFile) note(s sight) {
	f.ink, f.problem = s.ink, ""
	switch err := s.err; {
	case err == nil:
	case errors.Is(err, model.ErrEmpty):
		f.problem = lang.L("No ink was found in this picture.")
	case errors.Is(err, pictures.ErrFormat):
		f.problem = lang.L("Not a readable image.")
	case errors.Is(err, pictures.ErrTooLarge):
		f.problem = lang.L("This picture is too large.")
	default:
		f.problem = uiwidget.Readable(err.Error())
	}
}

// PictureExtensions are those of the pictures that can be read, by all names that
// browsers and Windows save them by.
var PictureExtensions = []string{"png", "apng", "jpg", "jpeg", "jpe", "jif", "jfif", "pjpeg", "pjp", "gif", "webp", "bmp", "dib"}

func IsPicture(path string) bool {
	extension := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	for _, e := range PictureExtensions {
		if e == extension {
			return true
		}
	}
	return false
}
