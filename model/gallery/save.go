package gallery

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// Backup is where Save keeps the previous version of a file.
func Backup(path string) string { return path + ".bak" }

// Save writes the gallery to the file that a name leads to, so that at any moment
// it is there whole, in the old version or the new. The old one is kept as that
// file's Backup. Links stay links. Errors name the file.
func (p *Gallery) Save(path string) error {
	if err := p.save(path); err != nil {
		return fmt.Errorf("gallery: save %s: %w", path, err)
	}
	return nil
}

func (p *Gallery) save(path string) error {
	path, err := atomicfile.Resolve(path)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return foreign.ErrNotRegular
	}
	temp, err := atomicfile.Beside(path, p.Write)
	if err != nil {
		return err
	}
	if err := keepBackup(path); err != nil {
		temp.Discard()
		return fmt.Errorf("keep the previous version: %w", err)
	}
	return temp.Replace(path)
}

// keepBackup links the file to the backup's name as well; a copy where the file
// system has no hard links. The file itself stays where it is.
func keepBackup(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil // nothing that is worth an older backup
	}
	backup, err := atomicfile.Resolve(Backup(path))
	if err != nil || backup == path {
		return err
	}
	link := linkTo(backup)
	os.Remove(link) // left by a run that was killed
	if err := os.Link(path, link); err != nil {
		os.Remove(link)
		return atomicfile.Copy(path, backup)
	}
	err = atomicfile.Rename(link, backup)
	os.Remove(link) // renaming onto a second name of the same file leaves both
	if err != nil {
		return atomicfile.About(backup, err)
	}
	return nil
}

func linkTo(backup string) string { return backup + ".tmp" }

// RemoveLeftovers takes away what was left next to a file, which is no link, when
// the program was killed while saving it. Nobody else may be saving it now.
func RemoveLeftovers(path string) {
	atomicfile.RemoveLeftovers(path)
	if backup, err := atomicfile.Resolve(Backup(path)); err == nil {
		atomicfile.RemoveLeftovers(backup)
		os.Remove(linkTo(backup))
	}
}
