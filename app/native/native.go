// Package native shows the system's own file dialogs. It lives apart because it
// brings in the system's toolkit, GTK on Linux, at the start of any program that
// it is part of: only the program itself imports it.
package native

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/sqweek/dialog"

	"oneglyph/ui"
)

// Dialogs shows one at a time. New makes one.
type Dialogs struct {
	first sync.Once
	jobs  chan func()
}

// New gives dialogs whose goroutine starts when it is first needed.
func New() *Dialogs { return &Dialogs{jobs: make(chan func())} }

// Open asks for a file that exists.
func (c *Dialogs) Open(r ui.FileRequest) (string, error) {
	path, err := c.show(r, (*dialog.FileBuilder).Load)
	if err != nil {
		return "", err
	}
	// GTK lets a name be typed that leads nowhere.
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("open: %w", err)
	}
	return path, nil
}

// OpenFolder asks for a folder that exists.
func (c *Dialogs) OpenFolder(r ui.FileRequest) (string, error) {
	return c.show(r, func(*dialog.FileBuilder) (string, error) { return dialog.Directory().Title(r.Title).Browse() })
}

// Save asks for a file to be written.
func (c *Dialogs) Save(r ui.FileRequest) (string, error) {
	path, err := c.show(r, (*dialog.FileBuilder).Save)
	if err != nil || len(r.Extensions) == 0 || hasExtension(path, r.Extensions) {
		return path, err
	}
	path += "." + r.Extensions[0]
	// The dialog has asked about the name as it was typed, not about this one.
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("save %s: %w", path, os.ErrExist)
	}
	return path, nil
}

// show runs a dialog on the toolkit's goroutine.
func (c *Dialogs) show(r ui.FileRequest, run func(*dialog.FileBuilder) (string, error)) (path string, err error) {
	c.first.Do(func() { go c.work() })
	done := make(chan struct{})
	c.jobs <- func() {
		defer close(done)
		// Without a display the library panics.
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("%w: %v", ui.ErrNoDialog, cause)
			}
		}()
		path, err = run(builder(r))
		if errors.Is(err, dialog.ErrCancelled) {
			err = ui.ErrCancelled
		}
	}
	<-done
	return path, err
}

// work keeps the toolkit, which does not care for threads, on one of its own.
func (c *Dialogs) work() {
	runtime.LockOSThread()
	for job := range c.jobs {
		job()
	}
}

func builder(r ui.FileRequest) *dialog.FileBuilder {
	b := dialog.File().Title(r.Title)
	if len(r.Extensions) > 0 {
		b = b.Filter(r.Kind, r.Extensions...)
	}
	if r.Folder != "" {
		b = b.SetStartDir(r.Folder)
	}
	if r.Name != "" {
		b = b.SetStartFile(r.Name)
	}
	return b
}

func hasExtension(path string, extensions []string) bool {
	for _, e := range extensions {
		if strings.EqualFold(filepath.Ext(path), "."+e) {
			return true
		}
	}
	return false
}
