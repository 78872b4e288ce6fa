// Package native shows the system's own file dialogs. It lives apart because it
// brings in the system's toolkit, GTK on Linux, at the start of any program that
// it is part of: only the program itself imports it.
package native

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"

	"github.com/sqweek/dialog"

	"github.com/oneglyph/oneglyph/ui/shell"
)

// Dialogs shows one at a time. New makes one.
type Dialogs struct {
	first sync.Once
	jobs  chan func()
}

// New returns dialogs whose goroutine starts when it is first needed.
func New() *Dialogs { return &Dialogs{jobs: make(chan func())} }

// Open asks for a file that exists.
func (c *Dialogs) Open(r shell.FileRequest) (string, error) {
	return existing(c.show(r, (*dialog.FileBuilder).Load))
}

// existing refuses a path that leads nowhere, which GTK lets people type.
func existing(path string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("open: %w", err)
	}
	return path, nil
}

// OpenFolder asks for a folder that exists.
func (c *Dialogs) OpenFolder(r shell.FileRequest) (string, error) {
	return c.show(r, func(*dialog.FileBuilder) (string, error) { return dialog.Directory().Title(r.Title).Browse() })
}

// Save asks for a file to be written, and about one that exists by the name as it
// was typed.
func (c *Dialogs) Save(r shell.FileRequest) (string, error) {
	return c.show(r, (*dialog.FileBuilder).Save)
}

// show runs a dialog on the toolkit's goroutine.
func (c *Dialogs) show(r shell.FileRequest, run func(*dialog.FileBuilder) (string, error)) (path string, err error) {
	c.first.Do(func() { go c.work() })
	done := make(chan struct{})
	c.jobs <- func() {
		defer close(done)
		// Without a display the library panics.
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("%w: %v", shell.ErrNoDialog, cause)
			}
		}()
		path, err = run(builder(r))
		if errors.Is(err, dialog.ErrCancelled) {
			err = shell.ErrCancelled
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

func builder(r shell.FileRequest) *dialog.FileBuilder {
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
