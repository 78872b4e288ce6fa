package recognizer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// watched is a file as it was when it was last read.
type watched struct {
	path string
	info fs.FileInfo // nil: it was not there
	err  error       // why it could not be read
	read time.Time
}

// retry is how long after a failure a file is read again that has not changed: the
// disk may be well again.
const retry = 3 * time.Second

// changed looks at the file and reports whether it has to be read: whatever writes a
// gallery puts a new file in the place of the old.
func (w *watched) changed() bool {
	info, err := os.Stat(w.path)
	if err != nil {
		info = nil
	}
	var same bool
	switch {
	case w.read.IsZero():
	case info == nil || w.info == nil:
		same = info == nil && w.info == nil
	default:
		same = os.SameFile(info, w.info) && info.ModTime().Equal(w.info.ModTime()) && info.Size() == w.info.Size()
	}
	if same && (w.err == nil || w.isBad() || time.Since(w.read) < retry) {
		return false
	}
	w.info, w.read = info, time.Now()
	return true
}

// isBad reports whether the file itself is at fault, and nothing but another one helps.
func (w *watched) isBad() bool {
	return errors.Is(w.err, gallery.ErrDamaged) || errors.Is(w.err, gallery.ErrNewer) || errors.Is(w.err, siamese.ErrFormat)
}

// look follows the files' changes and remembers how that went.
func (r *Recognizer) look(done chan struct{}) {
	err := r.follow()
	r.mu.Lock()
	r.reading, r.trouble, r.looked = nil, err, time.Now()
	r.mu.Unlock()
	close(done)
}

// follow reads the files that have changed since they were read last. What cannot be
// read leaves in use what there was.
func (r *Recognizer) follow() error {
	r.weightsFile.err = r.followWeights()
	if r.network != nil { // which nobody else replaces
		r.galleryFile.err = r.followGallery()
	}
	return errors.Join(r.weightsFile.err, r.galleryFile.err)
}

func (r *Recognizer) followWeights() error {
	before := r.network
	if !r.weightsFile.changed() {
		return r.weightsFile.err
	}
	m, trouble := r.loadWeights()
	if m == nil {
		return trouble
	}
	n := newNetwork(m)
	if before != nil {
		if err := n.load(r.closing, before.gallery, 1); err != nil {
			return errors.Join(err, n.close())
		}
	}
	r.mu.Lock()
	r.network = n
	r.mu.Unlock()
	if before != nil {
		trouble = errors.Join(trouble, before.close())
	}
	return trouble
}

// loadWeights returns the network to rank by, with what is wrong with its file; nil: go
// on with the one in use.
func (r *Recognizer) loadWeights() (*siamese.Model, error) {
	var trouble error
	if r.options.Weights != "" {
		m, err := siamese.Open(r.options.Weights)
		if err == nil || !r.options.OrBuiltIn {
			return m, err
		}
		if !errors.Is(err, fs.ErrNotExist) {
			if trouble = err; r.network != nil {
				return nil, err
			}
		}
	}
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	return m, errors.Join(trouble, err)
}

func (r *Recognizer) followGallery() error {
	if !r.galleryFile.changed() {
		return r.galleryFile.err
	}
	g, err := gallery.Open(r.closing, r.path)
	if err != nil {
		return err
	}
	threads := 1 // rankings go on beside
	if r.network.gallery.Len() == 0 {
		threads = 0
	}
	if err := r.network.load(r.closing, g, threads); err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	return nil
}

// compare returns how one gallery became another: the examples that are gone, those
// that became another class's, and those that are new. An ID alone says little, since
// another gallery may lie in the file's place.
func compare(before, after *gallery.Gallery) (gone []model.ExampleID, moved, added []gallery.ClassExample) {
	was := make(map[model.ExampleID]gallery.ClassExample)
	for _, class := range before.Classes() {
		for _, e := range class.Examples {
			was[e.ID] = gallery.ClassExample{Class: class.ID, Example: e}
		}
	}
	for _, class := range after.Classes() {
		for _, e := range class.Examples {
			old, known := was[e.ID]
			switch {
			case !known || !sameDrawing(old.Example, e):
				added = append(added, gallery.ClassExample{Class: class.ID, Example: e})
				continue // an old one of this ID is gone
			case old.Class != class.ID:
				moved = append(moved, gallery.ClassExample{Class: class.ID, Example: e})
			}
			delete(was, e.ID)
		}
	}
	for id := range was {
		gone = append(gone, id)
	}
	return gone, moved, added
}

func sameDrawing(a, b gallery.Example) bool {
	if (a.Picture == nil) != (b.Picture == nil) {
		return false
	}
	if a.Picture != nil {
		return a.Picture.W == b.Picture.W && a.Picture.H == b.Picture.H && bytes.Equal(a.Picture.Pix, b.Picture.Pix)
	}
	return slices.EqualFunc(a.Strokes, b.Strokes, func(s, t model.Stroke) bool { return slices.Equal(s, t) })
}
