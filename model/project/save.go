package project

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup is where Save keeps the previous version of a file.
func Backup(path string) string { return path + ".bak" }

// Save writes the project to a file: beside it first, flushed to the disk, then
// renamed over it, so that at any moment path holds either the old or the new
// version whole. The old one is kept as Backup(path). Errors name the file.
func (p *Project) Save(path string) error {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved // the link stays a link
	}
	temp, err := p.writeBeside(path)
	if err != nil {
		return fmt.Errorf("project: save %s: %w", path, err)
	}
	if err := keepBackup(path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("project: save %s: keep the previous version: %w", path, err)
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("project: save %s: %w", path, err)
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// writeBeside writes the project whole into a new file in path's folder.
func (p *Project) writeBeside(path string) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return "", err
	}
	buffered := bufio.NewWriterSize(f, 1<<16)
	if err := p.Write(buffered); err != nil {
		return "", err
	}
	if err := buffered.Flush(); err != nil {
		return "", err
	}
	return f.Name(), f.Sync()
}

// keepBackup gives the file the backup's name as well. Where the file system
// has no links the file moves there, and for a moment only the backup exists.
func keepBackup(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	link := Backup(path) + ".tmp"
	os.Remove(link) // left by a run that was killed
	if err := os.Link(path, link); err != nil {
		return os.Rename(path, Backup(path))
	}
	err := os.Rename(link, Backup(path))
	os.Remove(link) // renaming onto a second name of the same file leaves both
	return err
}

// syncFolder makes a renaming last. Some systems cannot; the file is whole
// either way, so that is no error.
func syncFolder(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync()
		d.Close()
	}
}
