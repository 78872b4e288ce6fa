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
	unlock, err := lockProject(c.Project)
	if err != nil {
		return err
	}
	defer unlock()
	p, err := project.Open(c.Project)
	if errors.Is(err, fs.ErrNotExist) {
		p, err = project.New(), nil
	}
	if err != nil {
		return err
	}
	class, known := p.Find(c.Name)
	if known {
		_, err = p.AddExample(class.ID, project.FromPicture(ink))
	} else {
		class, err = p.Add(c.Name, project.FromPicture(ink))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.Project, err)
	}
	p.Network = networkOf(m)
	if err := p.Save(c.Project); err != nil {
		return err
	}
	class, _ = p.Class(class.ID)
	fmt.Fprintf(env.stdout, "%s: %s, example %d\n", c.Project, class.Name, len(class.Examples))
	return nil
}
