package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"oneglyph/model/project"
	"oneglyph/ui"
)

// earlierName is the data folder's folder of galleries that gave way to another
// one without being held by a file of their own.
const earlierName = "earlier"

// The window has one gallery open, whose working copy lies in the data folder and
// follows each change within a second. It may stand for a file of its own, the
// document, which is written when the person says so.

// Document tells of the open gallery's own file.
func (k *Keeper) Document() ui.Document {
	if o := k.project.Origin; o != nil {
		return ui.Document{Path: o.Path, Unsaved: o.Unsaved}
	}
	return ui.Document{}
}

// Recent lists the files opened or saved last that are still there.
func (k *Keeper) Recent() []string { return k.recent.list() }

// New puts an empty gallery without a file in the open one's place. It returns
// where that was kept, if no file of its own holds it.
func (k *Keeper) New() (kept string, err error) { return k.show(project.New(), nil) }

// Open puts a file's gallery in the open one's place, as New does. Errors:
// ErrInUse, project.ErrDamaged, project.ErrNewer, and the file system's own.
func (k *Keeper) Open(path string) (kept string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", path, err)
	}
	if k.isWorkingCopy(path) {
		return "", fmt.Errorf("open %s: %w", path, ui.ErrOwnCopy)
	}
	unlock := k.unlockDocument
	if o := k.project.Origin; o == nil || o.Path != path {
		if unlock, err = lockDocument(path); err != nil {
			return "", err
		}
	}
	p, err := project.Open(path)
	if err != nil {
		k.unlockUnlessOwn(path, unlock)
		return "", err
	}
	p.Origin = originOf(path)
	if kept, err = k.show(p, unlock); err != nil {
		k.unlockUnlessOwn(path, unlock)
		return "", err
	}
	k.recent.add(path)
	return kept, nil
}

// Save writes the open gallery to its own file. Errors: ui.ErrNoFile when it has
// none, ui.ErrChangedOnDisk when another program has written it since, ErrInUse,
// and the file system's own.
func (k *Keeper) Save() error {
	o := k.project.Origin
	if o == nil {
		return ui.ErrNoFile
	}
	if info, err := os.Stat(o.Path); err == nil && !o.Modified.IsZero() && !isAsKnown(info, o) {
		return fmt.Errorf("save %s: %w", o.Path, ui.ErrChangedOnDisk)
	}
	return k.SaveAs(o.Path)
}

// SaveAs writes the open gallery to a file, which is its own from then on. What
// the file held before is kept as its backup. Errors: ErrInUse and the file
// system's own.
func (k *Keeper) SaveAs(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("save %s: %w", path, err)
	}
	if k.isWorkingCopy(path) {
		return fmt.Errorf("save %s: %w", path, ui.ErrOwnCopy)
	}
	unlock := k.unlockDocument
	if o := k.project.Origin; o == nil || o.Path != path || unlock == nil {
		if unlock, err = lockDocument(path); err != nil {
			return err
		}
	}
	document := k.project.Clone()
	document.Origin = nil
	if err := document.Save(path); err != nil {
		k.unlockUnlessOwn(path, unlock)
		return err
	}
	k.holdDocument(path, unlock)
	k.project.Origin = originOf(path)
	k.keep()
	k.recent.add(path)
	return nil
}

// show puts another gallery in the open one's place, whose work is kept first.
func (k *Keeper) show(p *project.Project, unlock func()) (kept string, err error) {
	if o := k.project.Origin; k.project.Len() > 0 && (o == nil || o.Unsaved) {
		if kept, err = k.setAside(); err != nil {
			return "", err
		}
		k.recent.add(kept)
	}
	p.Network = k.project.Network
	path := ""
	if p.Origin != nil {
		path = p.Origin.Path
	}
	k.holdDocument(path, unlock)
	k.project = p
	k.keep()
	return kept, nil
}

// setAside keeps the open gallery as a file among the earlier ones.
func (k *Keeper) setAside() (kept string, err error) {
	dir := filepath.Join(filepath.Dir(k.path), earlierName)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", fmt.Errorf("keep the open gallery: %w", err)
	}
	name := "gallery"
	if o := k.project.Origin; o != nil {
		name = strings.TrimSuffix(filepath.Base(o.Path), filepath.Ext(o.Path))
	}
	p := k.project.Clone()
	p.Origin = nil
	for i := 0; ; i++ {
		kept = filepath.Join(dir, name+time.Now().Format(" 2006-01-02 15.04.05"))
		if i > 0 {
			kept += fmt.Sprintf(" (%d)", i)
		}
		kept += extension
		if _, err := os.Lstat(kept); errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	if err := p.Save(kept); err != nil {
		return "", fmt.Errorf("keep the open gallery: %w", err)
	}
	return kept, nil
}

// holdDocument takes over a document's lock and lets go of the one before.
func (k *Keeper) holdDocument(path string, unlock func()) {
	if o := k.project.Origin; k.unlockDocument != nil && (o == nil || o.Path != path) {
		k.unlockDocument()
	}
	k.unlockDocument = unlock
}

// unlockUnlessOwn gives back the lock of a document that did not become the open
// one.
func (k *Keeper) unlockUnlessOwn(path string, unlock func()) {
	if o := k.project.Origin; unlock != nil && (o == nil || o.Path != path) {
		unlock()
	}
}

func (k *Keeper) isWorkingCopy(path string) bool {
	a, err := os.Stat(path)
	if err != nil {
		return path == k.path
	}
	b, err := os.Stat(k.path)
	return err == nil && os.SameFile(a, b)
}

// lockDocument locks a document where that can be done: a file in a folder that
// cannot be written to is open to all.
func lockDocument(path string) (unlock func(), err error) {
	unlock, err = lockProject(path)
	if err != nil && !errors.Is(err, ErrInUse) {
		return func() {}, nil
	}
	return unlock, err
}

// originOf stands for a file as it now is.
func originOf(path string) *project.Origin {
	o := &project.Origin{Path: path}
	if info, err := os.Stat(path); err == nil {
		o.Size, o.Modified = info.Size(), info.ModTime().UTC()
	}
	return o
}

func isAsKnown(info os.FileInfo, o *project.Origin) bool {
	return info.Size() == o.Size && info.ModTime().Equal(o.Modified)
}

// resume goes on with the document that the working copy stands for: with the
// file, if that has changed and the copy has not.
func (k *Keeper) resume() {
	o := k.project.Origin
	if o == nil {
		return
	}
	var err error
	if k.unlockDocument, err = lockDocument(o.Path); err != nil {
		k.tell(fmt.Sprintf("%s: %s. What you change is kept here until it can be saved there.", o.Path, ErrInUse))
		return
	}
	info, err := os.Stat(o.Path)
	if err == nil && isAsKnown(info, o) || o.Unsaved {
		return
	}
	p, err := project.Open(o.Path)
	if err != nil {
		missing := *o
		missing.Unsaved = true
		k.project.Origin = &missing
		k.tell(fmt.Sprintf("%s can no longer be read. This is what it held; Save writes it again.", o.Path))
		return
	}
	p.Origin = originOf(o.Path)
	k.project = p
	k.keep()
}
