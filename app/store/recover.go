package store

import (
	"context"
	"errors"
	"io/fs"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// openOrRecover reads a gallery, or what can be had in its place. The notice says
// what was done about a file that is damaged or missing.
func openOrRecover(ctx context.Context, path string, translate Translate) (p *gallery.Gallery, notice string, err error) {
	p, err = gallery.Open(ctx, path)
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
		notice = translate("The gallery was damaged. It is kept as {{.File}}.", map[string]any{"File": kept})
	}
	p, err = gallery.Open(ctx, gallery.Backup(path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The next saves would make the empty gallery its backup.
		if _, err := gallery.SetAside(gallery.Backup(path)); err != nil {
			return nil, "", err
		}
	}
	switch {
	case err == nil && damaged:
		return p, notice + " " + translate("This is the version before its last change."), nil
	case err == nil:
		return p, translate("{{.File}} was missing. This is the version before its last change.", map[string]any{"File": path}), nil
	case damaged:
		return gallery.New(), notice + " " + translate("This one is empty."), nil
	case errors.Is(err, fs.ErrNotExist):
		return gallery.New(), "", nil
	}
	return gallery.New(), translate("{{.File}} was missing, and its backup cannot be read. This one is empty.", map[string]any{"File": path}), nil
}
