package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// displaced reports whether the data folder is no longer the one that was locked:
// removed, moved, or hidden by another. The working copy is then to be saved there
// again.
func (k *Keeper) displaced() bool {
	k.saving.Lock()
	gone := k.lock != nil && !k.lock.current()
	k.saving.Unlock()
	if gone {
		k.mu.Lock()
		k.unsaved = true
		k.mu.Unlock()
	}
	return gone
}

// guard makes sure, before the working copy is written, that nobody else writes
// there, and that what somebody else wrote is kept. The folder is there again.
// Errors: gallery.ErrInUse, and why that cannot be kept.
func (k *Keeper) guard() error {
	if k.lock == nil || !k.lock.current() {
		lock, err := lockGallery(k.path)
		if errors.Is(err, gallery.ErrInUse) {
			return err
		}
		if err == nil { // otherwise nothing can be written either, and that says more
			if k.lock != nil {
				k.lock.Release()
				k.addNews(k.translate("{{.Folder}} was removed or replaced. The gallery has been saved there again.", map[string]any{"Folder": k.dir}))
			}
			k.lock = lock
		}
	}
	info, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && k.known != nil && info.Size() == k.known.Size() && info.ModTime().Equal(k.known.ModTime()) {
		return nil
	}
	return k.keepForeign()
}

// keepForeign saves what another program wrote in the working copy's place among
// the earlier galleries.
func (k *Keeper) keepForeign() error {
	p, err := gallery.Open(context.Background(), k.path)
	switch {
	case errors.Is(err, gallery.ErrDamaged), errors.Is(err, gallery.ErrNewer):
		kept, err := gallery.SetAside(k.path)
		if err != nil {
			return err
		}
		k.reportForeign(kept)
		return nil
	case err != nil:
		return err
	case p.Len() == 0 || k.written != nil && p.Same(k.written): // some disks' clocks are vague
		return nil
	}
	p.Origin = nil
	kept, err := saveAmong(filepath.Join(k.dir, earlierName), "gallery", p)
	if err != nil {
		return fmt.Errorf("keep what another program wrote in %s: %w", k.path, err)
	}
	k.recent.add(kept)
	k.reportForeign(kept)
	return nil
}

func (k *Keeper) reportForeign(kept string) {
	k.addNews(k.translate("Another program wrote {{.File}}. What it wrote is kept as {{.Kept}}.", map[string]any{"File": k.path, "Kept": kept}))
}
