package app

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// registerCommand adds a picture to a project's file.
type registerCommand struct {
	Project string `required:"" placeholder:"FILE" help:"The .oneglyph file, made if there is none."`
	Name    string `required:"" placeholder:"NAME" help:"The character's name; a known one gets another example."`
	Image   string `arg:"" help:"A PNG, JPEG, GIF, WebP or BMP picture of the character, drawn or photographed."`
	inkOptions
	modelOption
}

// Run changes the file only once everything else has gone well.
func (c *registerCommand) Run(env *environment) error {
	ink, err := c.inkOf(c.Image)
	if err != nil {
		return err
	}
	if _, err := gallery.CleanName(c.Name); err != nil {
		return err
	}
	m, _, err := c.model(env)
	if err != nil {
		return err
	}
	var class gallery.Class
	err = changeFile(env, c.Project, func(p *gallery.Gallery) error {
		p.Network = inference.Describe(m)
		if err := p.Put(c.Name, gallery.FromPicture(ink)); err != nil {
			return err
		}
		class, _ = p.Find(c.Name)
		return nil
	})
	if err != nil {
		return err
	}
	say(env.stdout, "%s: %s, example %d\n", c.Project, class.Name, len(class.Examples))
	return nil
}

// changeFile changes a project's file, which is made if there is none. Another
// program that has it open is waited for, for a while. If the change fails the file
// stays as it is.
func changeFile(env *environment, path string, change func(*gallery.Gallery) error) error {
	lock, err := awaitLock(path, lockPatience)
	if err != nil {
		return err
	}
	defer lock.release()
	if !lock.guarded() {
		say(env.stderr, "%s: files cannot be locked there; change it with one program at a time\n", path)
	}
	p, err := openGallery(env, path)
	if errors.Is(err, fs.ErrNotExist) {
		p, err = gallery.New(), nil
	}
	if err != nil {
		return err
	}
	if err := change(p); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return p.Save(path)
}

// openGallery reads a project's file, or its backup where only that is left, and
// says so. It is no error to go on from there: the file was removed, or the program
// was killed by a version of it that moved the file to make it the backup.
func openGallery(env *environment, path string) (*gallery.Gallery, error) {
	p, err := gallery.Open(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	target, resolving := atomicfile.Resolve(path)
	if resolving != nil {
		return nil, err
	}
	backup := gallery.Backup(target)
	p, backupErr := gallery.Open(backup)
	switch {
	case errors.Is(backupErr, fs.ErrNotExist):
		return nil, err
	case backupErr != nil: // to begin anew would soon take its place
		return nil, fmt.Errorf("%s is missing and its backup cannot be read, move that away to begin anew: %w", path, backupErr)
	}
	say(env.stderr, "%s is missing; going on from its backup %s\n", path, backup)
	return p, nil
}
