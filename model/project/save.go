package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"oneglyph/model/atomicfile"
)

// Backup is where Save keeps the previous version of a file.
func Backup(path string) string { return path + ".bak" }

// Save writes the project to a file, so that at any moment path holds either the
// old or the new version whole. The old one is kept as Backup(path). Errors name
// the file.
func (p *Project) Save(path string) error {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved // the link stays a link
	}
	temp, err := atomicfile.Beside(path, p.Write)
	if err != nil {
		return fmt.Errorf("project: save %s: %w", path, err)
	}
	if err := keepBackup(path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("project: save %s: keep the previous version: %w", path, err)
	}
	if err := atomicfile.Rename(temp, path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("project: save %s: %w", path, err)
	}
	return nil
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
		return atomicfile.Rename(path, Backup(path))
	}
	err := atomicfile.Rename(link, Backup(path))
	os.Remove(link) // renaming onto a second name of the same file leaves both
	return err
}
