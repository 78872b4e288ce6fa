package cli

import (
	"context"
	"errors"
	"io/fs"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/starter"
)

// starterCommand fills a gallery with characters drawn by others.
type starterCommand struct {
	Gallery  string `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file, made if there is none."`
	Set      string `enum:",digits,shapes,hangul,greek" default:"" placeholder:"SET" help:"One of the program's own: digits, shapes, hangul or greek."`
	Data     string `placeholder:"FILE" help:"Omniglot's pictures, a zip file or a folder."`
	Alphabet string `placeholder:"NAME" help:"One of Omniglot's alphabets, each character by one drawing."`
	Drawer   int    `default:"1" placeholder:"1-20" help:"Whose drawings to take of Omniglot (${default})."`
}

// Validate is called by kong.
func (c *starterCommand) Validate(args *kong.Context) error {
	if c.Set != "" {
		return refuseFlags(args, "is for Omniglot's alphabets, not for --set", "data", "alphabet", "drawer")
	}
	if c.Data == "" || c.Alphabet == "" {
		return errors.New("either --set, or --data and --alphabet")
	}
	return bounded("drawer", c.Drawer, 1, maxDrawer)
}

// Run passes over characters whose names are taken.
func (c *starterCommand) Run(env *Environment) error {
	ctx, stop := interruptible()
	defer stop()
	all, err := c.characters(ctx, env)
	if err != nil {
		return err
	}
	var added int
	err = store.ChangeFile(ctx, c.Gallery, env.warnText, func(p *gallery.Gallery) error {
		var err error
		added, err = p.AddMissing(all)
		return err
	})
	if err != nil {
		return err
	}
	say(env.Stdout, "%s: %d characters added, %d were there already\n", c.Gallery, added, len(all)-added)
	return nil
}

func (c *starterCommand) characters(ctx context.Context, env *Environment) ([]gallery.NamedExamples, error) {
	if c.Set == "" {
		set, err := openOmniglot(ctx, env, c.Data)
		if err != nil {
			return nil, err
		}
		return starter.DrawnBy(set, c.Alphabet, c.Drawer)
	}
	text, err := fs.ReadFile(assets.Starters, "starters/"+c.Set+".txt")
	if err != nil {
		return nil, err
	}
	set, err := starter.Parse(string(text))
	if err != nil {
		return nil, err
	}
	var all []gallery.NamedExamples
	for _, one := range set {
		all = append(all, gallery.NewNamedExamples(one.Name(""), one.Forms))
	}
	return all, nil
}
