package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"oneglyph/model/project"
)

const (
	galleryName = "gallery.oneglyph"
	// saveDelay gathers edits that follow each other closely into one save.
	saveDelay = 250 * time.Millisecond
	// retryDelay passes between attempts to save while the disk refuses.
	retryDelay = 3 * time.Second
)

// Keeper owns the gallery's file in the data folder: it is locked, read, saved
// by a goroutine of its own soon after each change, and unlocked. While the disk
// refuses, the work stays in memory and is tried again.
type Keeper struct {
	path    string
	project *project.Project
	notice  string
	unlock  func()

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
	unlock, err := lockProject(k.path)
	if err != nil {
		return nil, err
	}
	if k.project, k.notice, err = openOrRecover(k.path); err != nil {
		unlock()
		return nil, err
	}
	k.unlock = unlock
	go k.run()
	return k, nil
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
		notice = fmt.Sprintf("The gallery was damaged. It is kept as %s.", kept)
	}
	p, err = project.Open(project.Backup(path))
	switch {
	case err == nil && damaged:
		return p, notice + " This is the version before its last change.", nil
	case err == nil:
		return p, fmt.Sprintf("%s was missing. This is the version before its last change.", path), nil
	case damaged:
		return project.New(), notice + " This one is empty.", nil
	case errors.Is(err, fs.ErrNotExist):
		return project.New(), "", nil
	}
	return project.New(), fmt.Sprintf("%s was missing, and its backup cannot be read. This one is empty.", path), nil
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
	snapshot := k.project.Clone()
	k.mu.Lock()
	k.unsaved = snapshot
	k.mu.Unlock()
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// Close saves what is unsaved and lets go of the file. The error is the last
// save's.
func (k *Keeper) Close() error {
	close(k.closed)
	<-k.done
	err := k.save()
	k.unlock()
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
