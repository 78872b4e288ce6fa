package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// ChangeFile changes a gallery's file, which is made if there is none. Another
// program that has it open is waited for, for a while. If the change fails the file
// stays as it is. What the user should know besides goes to warn, a line each.
func ChangeFile(ctx context.Context, path string, warn func(string), change func(*gallery.Gallery) error) error {
	lock, err := awaitLock(path, LockPatience)
	if err != nil {
		return err
	}
	defer lock.Release()
	if !lock.Guarded() {
		warn(path + ": files cannot be locked there; change it with one program at a time")
	}
	g, err := OpenFile(ctx, path, warn)
	if errors.Is(err, fs.ErrNotExist) {
		g, err = gallery.New(), nil
	}
	if err != nil {
		return err
	}
	if err := change(g); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return g.Save(path)
}

// OpenFile reads a gallery's file, or its backup where only that is left, and
// warns then. It is no error to go on from there: the file was removed, or the program
// was killed by a version of it that moved the file to make it the backup.
func OpenFile(ctx context.Context, path string, warn func(string)) (*gallery.Gallery, error) {
	g, err := gallery.Open(ctx, path)
	if !errors.Is(err, fs.ErrNotExist) {
		return g, err
	}
	target, resolving := atomicfile.Resolve(path)
	if resolving != nil {
		return nil, err
	}
	backup := gallery.Backup(target)
	g, backupErr := gallery.Open(ctx, backup)
	switch {
	case errors.Is(backupErr, fs.ErrNotExist):
		return nil, err
	case backupErr != nil: // a new one would soon take its place
		return nil, fmt.Errorf("%s is missing and its backup cannot be read, move that away to begin a new gallery: %w", path, backupErr)
	}
	warn(fmt.Sprintf("%s is missing; going on from its backup %s", path, backup))
	return g, nil
}
