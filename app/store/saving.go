package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const (
	// saveDelay gathers edits that follow each other closely into one save.
	saveDelay = 100 * time.Millisecond
	// retryDelay passes between attempts to save while the disk refuses.
	retryDelay = 3 * time.Second
	// watchDelay passes between looks at whether the data folder is still there.
	watchDelay = 3 * time.Second
)

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

func (k *Keeper) run() {
	defer close(k.done)
	watch := time.NewTicker(watchDelay)
	defer watch.Stop()
	reported := "" // the cause of the failure reported last; empty: none since the last success
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
		k.passNews()
		if err == nil {
			if reported != "" {
				reported = ""
				k.report(nil)
			}
			continue
		}
		if why := cause(err).Error(); why != reported {
			reported = why
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

// report passes the outcome of a save on to OnError's function.
func (k *Keeper) report(err error) {
	k.mu.Lock()
	f := k.onError
	k.mu.Unlock()
	if f != nil {
		f(err)
	}
}

// passNews passes the news on to OnNotice's function, once there is one.
func (k *Keeper) passNews() {
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

// cause returns the last and plainest part of an error.
func cause(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}
