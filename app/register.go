package app

import (
	"errors"
	"fmt"
	"io/fs"

	"oneglyph/model/project"
)

// registerCommand adds a picture to a project's file.
type registerCommand struct {
	Project string `required:"" placeholder:"FILE" help:"The .oneglyph file, made if there is none."`
	Name    string `required:"" placeholder:"NAME" help:"The character's name; a known one gets another example."`
	Image   string `arg:"" help:"A PNG, JPEG, GIF, WebP or BMP picture of the character, drawn or photographed."`
	inkOptions
}

// Run changes the file only once everything else has gone well.
func (c *registerCommand) Run(env *environment) error {
	ink, err := c.inkOf(c.Image)
	if err != nil {
		return err
	}
	if _, err := project.CleanName(c.Name); err != nil {
		return err
	}
	m, err := loadModel("")
	if err != nil {
		return err
	}
	var class project.Class
	err = changeFile(c.Project, func(p *project.Project) error {
		p.Network = networkOf(m)
		if err := p.Put(c.Name, project.FromPicture(ink)); err != nil {
			return err
		}
		class, _ = p.Find(c.Name)
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %s, example %d\n", c.Project, class.Name, len(class.Examples))
	return nil
}

// changeFile changes a project's file, which is made if there is none, unless
// another program has it open. If the change fails the file stays as it is.
func changeFile(path string, change func(*project.Project) error) error {
	unlock, err := lockProject(path)
	if err != nil {
		return err
	}
	defer unlock()
	p, err := project.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		p, err = project.New(), nil
	}
	if err != nil {
		return err
	}
	if err := change(p); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return p.Save(path)
}
