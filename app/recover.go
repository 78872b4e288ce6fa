package app

import (
	"errors"
	"io/fs"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// openOrRecover reads a project, or what can be had in its place, and tells
// what was done about a file that is damaged or missing.
func openOrRecover(path string) (p *gallery.Gallery, notice string, err error) {
	p, err = gallery.Open(path)
	damaged := errors.Is(err, gallery.ErrDamaged)
	missing := errors.Is(err, fs.ErrNotExist)
	if !damaged && !missing {
		return p, "", err
	}
	if damaged {
		kept, err := gallery.SetAside(path)
		if err != nil {
			return nil, "", err
		}
		notice = lang.L("The gallery was damaged. It is kept as {{.File}}.", map[string]any{"File": kept})
	}
	p, err = gallery.Open(gallery.Backup(path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The next saves would make the empty gallery its backup.
		if _, err := gallery.SetAside(gallery.Backup(path)); err != nil {
			return nil, "", err
		}
	}
	switch {
	case err == nil && damaged:
		return p, notice + " " + lang.L("This is the version before its last change."), nil
	case err == nil:
		return p, lang.L("{{.File}} was missing. This is the version before its last change.", map[string]any{"File": path}), nil
	case damaged:
		return gallery.New(), notice + " " + lang.L("This one is empty."), nil
	case errors.Is(err, fs.ErrNotExist):
		return gallery.New(), "", nil
	}
	return gallery.New(), lang.L("{{.File}} was missing, and its backup cannot be read. This one is empty.", map[string]any{"File": path}), nil
}
