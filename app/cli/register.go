package cli

import (
	"context"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// registerCommand adds a picture to a gallery's file.
type registerCommand struct {
	Gallery string `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file, made if there is none."`
	Name    string `required:"" placeholder:"NAME" help:"The character's name; a known one gets another example."`
	Image   string `arg:"" help:"A PNG, JPEG, GIF, WebP or BMP picture of the character, drawn or photographed."`
	inkOptions
	modelOption
}

// Run changes the file only once everything else has gone well.
func (c *registerCommand) Run(env *Environment) error {
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
	err = store.ChangeFile(context.Background(), c.Gallery, env.warnText, func(p *gallery.Gallery) error {
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
	say(env.Stdout, "%s: %s, example %d\n", c.Gallery, class.Name, len(class.Examples))
	return nil
}
