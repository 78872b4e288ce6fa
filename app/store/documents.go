package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// earlierName is the data folder's folder of galleries that gave way to another
// one without being held by a file of their own.
const earlierName = "earlier"

// The window has one gallery open, whose working copy lies in the data folder and
// follows each change within a second. It may stand for a file of its own, the
// document, which is written when the person says so.

// DiskTask is what the disk may take its time over. It is to be called once, off
// Fyne's goroutine, and then, if there is no error, finish on that; nothing may
// change the gallery in between. kept names the file that the gallery before is
// kept in, if there is one.
type DiskTask = func() (kept string, finish func(), err error)

// Document returns the open gallery's own file.
func (k *Keeper) Document() gallery.Document {
	if o := k.gallery.Origin; o != nil {
		return gallery.Document{Path: o.Path, Unsaved: o.Unsaved}
	}
	return gallery.Document{}
}

// Recent lists the files opened or saved last, less those that were gone when
// they were to be opened.
func (k *Keeper) Recent() []string { return k.recent.list() }

// New puts an empty gallery without a file in the open one's place. It names
// where that is kept, if no file of its own holds it.
func (k *Keeper) New() DiskTask {
	setAside := k.setAside()
	return func() (kept string, finish func(), err error) {
		if kept, err = setAside(); err != nil {
			return "", nil, err
		}
		return kept, func() { k.replace(gallery.New(), documentLock{}) }, nil
	}
}

// Open puts a file's gallery in the open one's place, as New does. Errors:
// gallery.ErrInUse, gallery.ErrOwnCopy, gallery.ErrDamaged, gallery.ErrNewer, and the file
// system's own. Once the context has ended the reading ends and the file's
// lock is released, however long the disk still takes, and nothing may be finished
// any more.
func (k *Keeper) Open(ctx context.Context, path string) DiskTask {
	setAside, held := k.setAside(), k.document
	return func() (kept string, finish func(), err error) {
		path, err := k.absoluteForeignPath(path)
		if err != nil {
			return "", nil, fmt.Errorf("open %s: %w", path, err)
		}
		lock, err := held.acquire(path)
		if err != nil {
			return "", nil, err
		}
		goOn := context.AfterFunc(ctx, func() { lock.releaseUnless(held) })
		p, err := gallery.Open(ctx, path)
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			p.Origin = originOf(path)
			kept, err = setAside()
		}
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				k.recent.drop(path)
			}
			if goOn() {
				lock.releaseUnless(held)
			}
			return "", nil, err
		}
		k.recent.add(path)
		return kept, func() { goOn(); k.replace(p, lock) }, nil
	}
}

// Save writes the open gallery to its own file. Errors: gallery.ErrNoFile when it has
// none, gallery.ErrChangedOnDisk when another program has written it since, gallery.ErrInUse,
// and the file system's own.
func (k *Keeper) Save() DiskTask {
	o := k.gallery.Origin
	if o == nil {
		return func() (string, func(), error) { return "", nil, gallery.ErrNoFile }
	}
	write, saved := k.SaveAs(o.Path), k.saved
	return func() (string, func(), error) {
		if info, err := os.Stat(o.Path); err == nil && !o.Modified.IsZero() && !isAsKnown(info, o) && !holdsStill(o.Path, saved) {
			return "", nil, fmt.Errorf("save %s: %w", o.Path, gallery.ErrChangedOnDisk)
		}
		return write()
	}
}

// SaveAs writes the open gallery to a file, which is its own from then on. What
// the file held before is kept as its backup. Errors: gallery.ErrInUse, gallery.ErrOwnCopy and
// the file system's own.
func (k *Keeper) SaveAs(path string) DiskTask {
	document, held := k.withoutOrigin(), k.document
	return func() (string, func(), error) {
		path, err := k.absoluteForeignPath(path)
		if err != nil {
			return "", nil, fmt.Errorf("save %s: %w", path, err)
		}
		lock, err := held.acquire(path)
		if err != nil {
			return "", nil, err
		}
		// Killed between the two, the program finds in the file what the working
		// copy holds too, and knows that it wrote that. If this fails it is reported
		// anyway.
		_ = k.save()
		if err := document.Save(path); err != nil {
			lock.releaseUnless(held)
			return "", nil, err
		}
		origin := originOf(path)
		k.recent.add(path)
		return "", func() {
			k.setDocument(lock)
			origin.Unsaved = !document.Same(k.gallery)
			k.gallery.Origin, k.saved = origin, document
			k.keep()
		}, nil
	}
}

// replace puts another gallery in the open one's place.
func (k *Keeper) replace(p *gallery.Gallery, lock documentLock) {
	p.Network = k.gallery.Network
	k.setDocument(lock)
	k.gallery, k.saved = p, p.Clone()
	k.keep()
}

// setAside returns a function that keeps the gallery, as it is now, as a file among
// the earlier ones, unless it is empty or its own file holds all of it.
func (k *Keeper) setAside() func() (kept string, err error) {
	o := k.gallery.Origin
	if k.gallery.Len() == 0 || o != nil && !o.Unsaved {
		return func() (string, error) { return "", nil }
	}
	name := "gallery"
	if o != nil {
		name = strings.TrimSuffix(filepath.Base(o.Path), filepath.Ext(o.Path))
	}
	p := k.withoutOrigin()
	return func() (string, error) {
		kept, err := saveAmong(filepath.Join(k.dir, earlierName), name, p)
		if err != nil {
			return "", fmt.Errorf("keep the open gallery: %w", err)
		}
		k.recent.add(kept)
		return kept, nil
	}
}

// saveAmong saves a gallery in a folder, which is made, under a name that is free.
func saveAmong(dir, name string, p *gallery.Gallery) (path string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	for i := 0; ; i++ {
		path = filepath.Join(dir, name+time.Now().Format(" 2006-01-02 15.04.05"))
		if i > 0 {
			path += fmt.Sprintf(" (%d)", i)
		}
		path += gallery.Extension
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	return path, p.Save(path)
}

// withoutOrigin is the gallery as it is now, and as a file of its own holds it.
func (k *Keeper) withoutOrigin() *gallery.Gallery {
	p := k.gallery.Clone()
	p.Origin = nil
	return p
}

// absoluteForeignPath makes a path absolute, or returns gallery.ErrOwnCopy for the
// working copy's.
func (k *Keeper) absoluteForeignPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err == nil && k.isWorkingCopy(path) {
		err = gallery.ErrOwnCopy
	}
	return path, err
}

func (k *Keeper) isWorkingCopy(path string) bool {
	target, err := atomicfile.Resolve(path)
	return err == nil && target == k.path || atomicfile.Same(path, k.path)
}

// originOf stands for a file as it now is.
func originOf(path string) *gallery.Origin {
	o := &gallery.Origin{Path: path}
	if info, err := os.Stat(path); err == nil {
		o.Size, o.Modified = info.Size(), info.ModTime().UTC()
	}
	return o
}

func isAsKnown(info os.FileInfo, o *gallery.Origin) bool {
	return info.Size() == o.Size && info.ModTime().Equal(o.Modified)
}

// holdsStill reports whether a file holds a gallery whose drawings are those, whatever
// its time says.
func holdsStill(path string, of *gallery.Gallery) bool {
	if of == nil {
		return false
	}
	p, err := gallery.Open(context.Background(), path)
	return err == nil && p.Same(of)
}

// resume opens the document that the working copy stands for: its file, if that
// has changed and the copy has not.
func (k *Keeper) resume() {
	o := k.gallery.Origin
	if o == nil {
		return
	}
	var err error
	if k.document, err = k.document.acquire(o.Path); err != nil {
		k.addNotice(k.translate("Another Oneglyph window has {{.File}} open. What you change is kept here until it can be saved there.", map[string]any{"File": o.Path}))
		return
	}
	if lock := k.document.lock; lock != nil && !lock.Guarded() {
		k.addNotice(k.unguarded(o.Path))
	}
	info, err := os.Stat(o.Path)
	asKnown := err == nil && isAsKnown(info, o)
	if !asKnown && holdsStill(o.Path, k.gallery) { // saved, and killed before that was noted
		k.gallery.Origin, k.saved = originOf(o.Path), k.gallery.Clone()
		k.keep()
		return
	}
	if o.Unsaved {
		return
	}
	if asKnown {
		k.saved = k.gallery.Clone()
		return
	}
	p, err := gallery.Open(context.Background(), o.Path)
	if err != nil {
		missing := *o
		missing.Unsaved = true
		k.gallery.Origin = &missing
		k.addNotice(k.translate("{{.File}} can no longer be read. This is what it held; Save writes it again.", map[string]any{"File": o.Path}))
		return
	}
	p.Origin = originOf(o.Path)
	k.gallery, k.saved = p, p.Clone()
	k.keep()
}
