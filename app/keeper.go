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

	"oneglyph/model/atomicfile"
	"oneglyph/model/project"
)

const (
	extension   = ".oneglyph"
	galleryName = "gallery" + extension
	// saveDelay gathers edits that follow each other closely into one save.
	saveDelay = 100 * time.Millisecond
	// retryDelay passes between attempts to save while the disk refuses.
	retryDelay = 3 * time.Second
)

// Keeper owns the gallery's file in the data folder: it is locked, read, saved
// by a goroutine of its own soon after each change, and unlocked. While the disk
// refuses, the work stays in memory and is tried again. The file is the working
// copy of what the window shows, which may have a file of its own besides.
type Keeper struct {
	path    string
	project *project.Project
	notice  string
	unlock  func()
	recent  *recent

	document hold             // the lock of the project's own file
	saved    *project.Project // what that file holds; nil while it is not known

	saving  sync.Mutex // held while the file is written
	mu      sync.Mutex
	unsaved *project.Project // the latest version not yet on disk, never changed
	onError func(error)

	wake   chan struct{} // holds a token when there is something to save
	closed chan struct{}
	done   chan struct{}
}

// OpenKeeper opens the data folder's gallery, an empty one if there is none. A
// damaged file is kept aside and its backup taken instead; Notice says so.
// Errors: ErrInUse, project.ErrNewer, and the file system's own.
func OpenKeeper(dir string) (*Keeper, error) {
	k := &Keeper{
		path:   filepath.Join(dir, galleryName),
		wake:   make(chan struct{}, 1),
		closed: make(chan struct{}),
		done:   make(chan struct{}),
	}
	var err error
	k.unlock, err = lockProject(k.path)
	switch {
	case errors.Is(err, ErrInUse):
		return nil, err
	case err != nil: // nobody can write there, so nobody gets in the way
		k.unlock = func() {}
		k.tell(lang.L("Nothing can be saved in {{.Folder}} ({{.Cause}}). What you do is kept as long as this window is open.",
			map[string]any{"Folder": dir, "Cause": cause(err).Error()}))
	default:
		atomicfile.RemoveLeftovers(k.path)
	}
	notice := ""
	if k.project, notice, err = openOrRecover(k.path); err != nil {
		k.unlock()
		return nil, err
	}
	k.tell(notice)
	k.recent = openRecent(dir)
	k.resume()
	if notice != "" { // what was recovered is not left to one file
		k.keep()
	}
	go k.run()
	return k, nil
}

// tell adds to the notice.
func (k *Keeper) tell(text string) { k.notice = strings.TrimSpace(k.notice + " " + text) }

// cause is the last and plainest part of an error.
func cause(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// openOrRecover reads a project, or what can be had in its place, and tells
// what was done about a file that is damaged or missing.
func openOrRecover(path string) (p *project.Project, notice string, err error) {
	p, err = project.Open(path)
	damaged := errors.Is(err, project.ErrDamaged)
	missing := errors.Is(err, fs.ErrNotExist)
	if !damaged && !missing {
		return p, "", err
	}
	if damaged {
		kept, err := project.SetAside(path)
		if err != nil {
			return nil, "", err
		}
		notice = lang.L("The gallery was damaged. It is kept as {{.File}}.", map[string]any{"File": kept})
	}
	p, err = project.Open(project.Backup(path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The next saves would make the empty gallery its backup.
		if _, err := project.SetAside(project.Backup(path)); err != nil {
			return nil, "", err
		}
	}
	switch {
	case err == nil && damaged:
		return p, notice + " " + lang.L("This is the version before its last change."), nil
	case err == nil:
		return p, lang.L("{{.File}} was missing. This is the version before its last change.", map[string]any{"File": path}), nil
	case damaged:
		return project.New(), notice + " " + lang.L("This one is empty."), nil
	case errors.Is(err, fs.ErrNotExist):
		return project.New(), "", nil
	}
	return project.New(), lang.L("{{.File}} was missing, and its backup cannot be read. This one is empty.", map[string]any{"File": path}), nil
}

// Project is the gallery, which belongs to the caller's goroutine.
func (k *Keeper) Project() *project.Project { return k.project }

// Notice tells what happened at opening; empty when all went well.
func (k *Keeper) Notice() string { return k.notice }

// OnError sets the function that hears of failed saves, and is given nil when a
// save succeeds after one, on the saving goroutine.
func (k *Keeper) OnError(f func(error)) {
	k.mu.Lock()
	k.onError = f
	k.mu.Unlock()
}

// Changed has the project saved as it now is. It is called on the goroutine that
// edits it.
func (k *Keeper) Changed() {
	if o := k.project.Origin; o != nil {
		changed := *o
		changed.Unsaved = k.saved == nil || !k.saved.Same(k.project)
		k.project.Origin = &changed
	}
	k.keep()
}

// keep has the working copy saved.
func (k *Keeper) keep() {
	snapshot := k.project.Clone()
	k.mu.Lock()
	k.unsaved = snapshot
	k.mu.Unlock()
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
	var failed string // the last failure told of
	for {
		select {
		case <-k.wake:
		case <-k.closed:
			return
		}
		if !k.sleep(saveDelay) {
			return
		}
		err := k.save()
		if err == nil {
			if failed != "" {
				failed = ""
				k.report(nil)
			}
			continue
		}
		if err.Error() != failed {
			failed = err.Error()
			k.report(err)
		}
		if !k.sleep(retryDelay) {
			return
		}
		select {
		case k.wake <- struct{}{}:
		default:
		}
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
	p := k.unsaved
	k.mu.Unlock()
	if p == nil {
		return nil
	}
	// The folder may be gone, which is no reason to lose the work.
	if err := os.MkdirAll(filepath.Dir(k.path), 0o777); err != nil {
		return fmt.Errorf("save %s: %w", k.path, err)
	}
	if err := p.Save(k.path); err != nil {
		return err
	}
	k.mu.Lock()
	if k.unsaved == p {
		k.unsaved = nil
	}
	k.mu.Unlock()
	return nil
}

func (k *Keeper) report(err error) {
	k.mu.Lock()
	f := k.onError
	k.mu.Unlock()
	if f != nil {
		f(err)
	}
}
