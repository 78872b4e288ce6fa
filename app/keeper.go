package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

const (
	extension   = ".oneglyph"
	galleryName = "gallery" + extension
	// saveDelay gathers edits that follow each other closely into one save.
	saveDelay = 100 * time.Millisecond
	// retryDelay passes between attempts to save while the disk refuses.
	retryDelay = 3 * time.Second
	// watchDelay passes between looks at whether the data folder is still there.
	watchDelay = 3 * time.Second
)

// Keeper owns the gallery's file in the data folder: it is locked, read, saved
// by a goroutine of its own soon after each change, and unlocked. While the disk
// refuses, the work stays in memory and is tried again. The file is the working
// copy of what the window shows, which may have a file of its own besides.
type Keeper struct {
	dir     string // the data folder
	path    string // of the working copy's file, no link
	gallery *gallery.Gallery
	notice  string // what happened at opening
	recent  *recent

	document hold             // the lock of the project's own file
	saved    *gallery.Gallery // what that file holds; nil while it is not known

	saving  sync.Mutex       // held while the file is written, and for these three:
	lock    *galleryLock     // the working copy's; nil while it cannot be had
	written *gallery.Gallery // what the file holds; nil where there is none
	known   fs.FileInfo      // the file as it was read or written last; nil likewise

	mu       sync.Mutex
	latest   *gallery.Gallery // of all versions, never changed
	unsaved  bool             // it is not on disk yet
	news     string           // what happened since and has not been said
	onError  func(error)
	onNotice func(string)

	wake   chan struct{} // holds a token when there is something to save
	closed chan struct{}
	done   chan struct{}
}

// OpenKeeper opens the data folder's gallery, an empty one if there is none. A
// damaged file is kept aside and its backup taken instead; Notice says so.
// Errors: gallery.ErrInUse, gallery.ErrNewer, and the file system's own.
func OpenKeeper(dir string) (*Keeper, error) {
	path, err := atomicfile.Resolve(filepath.Join(dir, galleryName))
	if err != nil {
		return nil, err
	}
	k := &Keeper{
		dir:    dir,
		path:   path,
		wake:   make(chan struct{}, 1),
		closed: make(chan struct{}),
		done:   make(chan struct{}),
	}
	k.lock, err = lockGallery(k.path)
	switch {
	case errors.Is(err, gallery.ErrInUse):
		return nil, err
	case err != nil: // nobody can write there, so nobody gets in the way
		k.tell(lang.L("Nothing can be saved in {{.Folder}} ({{.Cause}}). What you do is kept as long as this window is open.",
			map[string]any{"Folder": dir, "Cause": cause(err).Error()}))
	case !k.lock.guarded():
		k.tell(unguarded(k.path))
	}
	recovered := ""
	if k.gallery, recovered, err = openOrRecover(k.path); err != nil {
		k.unlock()
		return nil, err
	}
	k.tell(recovered)
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

func (k *Keeper) unlock() {
	if k.lock != nil {
		k.lock.release()
	}
}

// tell adds to the notice of opening.
func (k *Keeper) tell(text string) { k.notice = strings.TrimSpace(k.notice + " " + text) }

// say passes on what happens later.
func (k *Keeper) say(text string) {
	k.mu.Lock()
	k.news = strings.TrimSpace(k.news + " " + text)
	k.mu.Unlock()
	k.nudge()
}

// openKeeperSoon is OpenKeeper that waits for another program's lock.
func openKeeperSoon(dir string, patience time.Duration) (*Keeper, error) {
	for end := time.Now().Add(patience); ; time.Sleep(patience / 40) {
		k, err := OpenKeeper(dir)
		if !errors.Is(err, gallery.ErrInUse) || time.Now().After(end) {
			return k, err
		}
	}
}

// cause is the last and plainest part of an error.
func cause(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// Project is the gallery, which belongs to the caller's goroutine.
func (k *Keeper) Gallery() *gallery.Gallery { return k.gallery }

// Notice returns what happened at opening; empty when all went well.
func (k *Keeper) Notice() string { return k.notice }

// OnError sets the function that hears of failed saves, once of each cause, and is
// given nil when a save succeeds after one, on the saving goroutine.
func (k *Keeper) OnError(f func(error)) {
	k.mu.Lock()
	k.onError = f
	k.mu.Unlock()
}

// OnNotice sets the function that hears of what happens to the gallery's files
// after opening, on the saving goroutine.
func (k *Keeper) OnNotice(f func(string)) {
	k.mu.Lock()
	k.onNotice = f
	k.mu.Unlock()
	k.nudge()
}

// Changed has the project saved as it now is. It is called on the goroutine that
// edits it.
func (k *Keeper) Changed() {
	if o := k.gallery.Origin; o != nil {
		changed := *o
		changed.Unsaved = k.saved == nil || !k.saved.Same(k.gallery)
		k.gallery.Origin = &changed
	}
	k.keep()
}

// keep has the working copy saved.
func (k *Keeper) keep() {
	snapshot := k.gallery.Clone()
	k.mu.Lock()
	k.latest, k.unsaved = snapshot, true
	k.mu.Unlock()
	k.nudge()
}

func (k *Keeper) nudge() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// Flush saves what is not on disk yet.
func (k *Keeper) Flush() error { return k.save() }

// Close saves what is unsaved and lets go of the file. The error is the last
// save's.
func (k *Keeper) Close() error {
	close(k.closed)
	<-k.done
	err := k.save()
	k.unlock()
	k.document.release(hold{})
	return err
}

func (k *Keeper) run() {
	defer close(k.done)
	watch := time.NewTicker(watchDelay)
	defer watch.Stop()
	told := "" // the cause of the last failure that was told of
	for {
		select {
		case <-k.wake:
			if !k.sleep(saveDelay) {
				return
			}
		case <-watch.C:
			if !k.displaced() {
				continue
			}
		case <-k.closed:
			return
		}
		err := k.save()
		k.pass()
		if err == nil {
			if told != "" {
				told = ""
				k.report(nil)
			}
			continue
		}
		if why := cause(err).Error(); why != told {
			told = why
			k.report(err)
		}
		if !k.sleep(retryDelay) {
			return
		}
		k.nudge()
	}
}

// sleep returns false as soon as the keeper is closed.
func (k *Keeper) sleep(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-k.closed:
		return false
	}
}

// save writes the latest version unless it is on disk already.
func (k *Keeper) save() error {
	k.saving.Lock()
	defer k.saving.Unlock()
	k.mu.Lock()
	p, unsaved := k.latest, k.unsaved
	k.mu.Unlock()
	if !unsaved {
		return nil
	}
	// The folder may be gone, which is no reason to lose the work.
	if err := os.MkdirAll(filepath.Dir(k.path), 0o777); err != nil {
		return fmt.Errorf("save %s: %w", k.path, err)
	}
	if err := k.guard(); err != nil {
		return err
	}
	if err := p.Save(k.path); err != nil {
		return err
	}
	k.written = p
	k.known, _ = os.Stat(k.path)
	k.mu.Lock()
	k.unsaved = k.latest != p
	k.mu.Unlock()
	return nil
}

// report passes on how saving goes, and pass what is to be said.
func (k *Keeper) report(err error) {
	k.mu.Lock()
	f := k.onError
	k.mu.Unlock()
	if f != nil {
		f(err)
	}
}

func (k *Keeper) pass() {
	k.mu.Lock()
	f, text := k.onNotice, k.news
	if f != nil {
		k.news = ""
	}
	k.mu.Unlock()
	if f != nil && text != "" {
		f(text)
	}
}
