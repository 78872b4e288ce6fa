package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

const galleryName = "gallery" + gallery.Extension

// GalleryPath returns the data folder's file of the working copy.
func GalleryPath(dir string) string { return filepath.Join(dir, galleryName) }

// Translate returns a text in the user's language, its fields filled in from a map.
type Translate func(text string, data ...any) string

// Keeper owns the gallery's file in the data folder: it is locked, read, saved
// by a goroutine of its own soon after each change, and unlocked. While the disk
// refuses, the work stays in memory and is tried again. The file is the working
// copy of what the window shows, which may have a file of its own besides.
type Keeper struct {
	translate Translate
	dir       string // the data folder
	path      string // of the working copy's file, no link
	gallery   *gallery.Gallery
	notice    string // what happened at opening
	recent    *recent

	document documentLock     // of the gallery's own file
	saved    *gallery.Gallery // what that file holds; nil while it is not known

	saving  sync.Mutex       // held while the file is written, and for these three:
	lock    *Lock            // the working copy's; nil while it cannot be had
	written *gallery.Gallery // what the file holds; nil where there is none
	known   fs.FileInfo      // the file as it was read or written last; nil likewise

	mu       sync.Mutex
	latest   *gallery.Gallery // of all versions, never changed
	unsaved  bool             // it is not on disk yet
	news     string           // what happened since and has not been passed on
	onError  func(error)
	onNotice func(string)

	wake   chan struct{} // holds a token when there is something to save
	closed chan struct{}
	done   chan struct{}
}

// Open opens the data folder's gallery, an empty one if there is none. A damaged file
// is kept aside and its backup taken instead; Notice returns that, in the words of
// translate. Errors: gallery.ErrInUse, gallery.ErrNewer, and the file system's own.
func Open(dir string, translate Translate) (*Keeper, error) {
	path, err := atomicfile.Resolve(GalleryPath(dir))
	if err != nil {
		return nil, err
	}
	k := &Keeper{
		translate: translate,
		dir:       dir,
		path:      path,
		wake:      make(chan struct{}, 1),
		closed:    make(chan struct{}),
		done:      make(chan struct{}),
	}
	k.lock, err = lockGallery(k.path)
	switch {
	case errors.Is(err, gallery.ErrInUse):
		return nil, err
	case err != nil: // nobody can write there, so nobody gets in the way
		k.addNotice(k.translate("Nothing can be saved in {{.Folder}} ({{.Cause}}). What you do is kept as long as this window is open.",
			map[string]any{"Folder": dir, "Cause": cause(err).Error()}))
	case !k.lock.Guarded():
		k.addNotice(k.unguarded(k.path))
	}
	recovered := ""
	if k.gallery, recovered, err = openOrRecover(context.Background(), k.path, translate); err != nil {
		k.unlock()
		return nil, err
	}
	k.addNotice(recovered)
	if k.known, err = os.Stat(k.path); err == nil {
		k.written = k.gallery.Clone()
	}
	k.latest = k.gallery.Clone()
	k.recent = openRecent(dir)
	k.resume()
	if recovered != "" { // what was recovered is not left to one file
		k.keep()
	}
	go k.run()
	return k, nil
}

// OpenSoon is Open that waits for another program's lock.
func OpenSoon(dir string, translate Translate, patience time.Duration) (*Keeper, error) {
	for end := time.Now().Add(patience); ; time.Sleep(patience / 40) {
		k, err := Open(dir, translate)
		if !errors.Is(err, gallery.ErrInUse) || time.Now().After(end) {
			return k, err
		}
	}
}

func (k *Keeper) unlock() {
	if k.lock != nil {
		k.lock.Release()
	}
}

// addNotice adds to the notice of opening.
func (k *Keeper) addNotice(text string) { k.notice = strings.TrimSpace(k.notice + " " + text) }

// addNews adds to what OnNotice's function receives.
func (k *Keeper) addNews(text string) {
	k.mu.Lock()
	k.news = strings.TrimSpace(k.news + " " + text)
	k.mu.Unlock()
	k.nudge()
}

// Gallery returns the open gallery, which belongs to the caller's goroutine.
func (k *Keeper) Gallery() *gallery.Gallery { return k.gallery }

// Notice returns what happened at opening; empty when all went well.
func (k *Keeper) Notice() string { return k.notice }

// OnError sets the function that receives the errors of saving, once for each cause,
// and nil when a save succeeds after one, on the saving goroutine.
func (k *Keeper) OnError(f func(error)) {
	k.mu.Lock()
	k.onError = f
	k.mu.Unlock()
}

// OnNotice sets the function that receives what happens to the gallery's files after
// opening, on the saving goroutine.
func (k *Keeper) OnNotice(f func(string)) {
	k.mu.Lock()
	k.onNotice = f
	k.mu.Unlock()
	k.nudge()
}

// Changed has the gallery saved as it now is. It is called on the goroutine that
// edits it.
func (k *Keeper) Changed() {
	if o := k.gallery.Origin; o != nil {
		changed := *o
		changed.Unsaved = k.saved == nil || !k.saved.Same(k.gallery)
		k.gallery.Origin = &changed
	}
	k.keep()
}

// Close saves what is unsaved and unlocks the files. The error is the last save's.
func (k *Keeper) Close() error {
	close(k.closed)
	<-k.done
	err := k.save()
	k.unlock()
	k.document.releaseUnless(documentLock{})
	return err
}
