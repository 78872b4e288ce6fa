package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/serve"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// rankCommand answers what the window does, for pictures.
type rankCommand struct {
	Gallery string   `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file with the registered classes."`
	Images  []string `arg:"" name:"image" help:"PNG, JPEG, GIF, WebP or BMP pictures of one character each, drawn or photographed; or - alone for requests as serve takes them, one a line of standard input, each answered by a line."`
	inkOptions
	modelOption
	JSON bool `name:"json" help:"Print one JSON object."`
}

// ranking is what rank prints with --json.
type ranking struct {
	Images []rankedImage `json:"images"`
}

type rankedImage struct {
	File    string       `json:"file"`
	Match   *string      `json:"match"` // null when no class passes the threshold
	Matches []namedMatch `json:"matches"`
}

type namedMatch struct {
	Name       string  `json:"name"`
	Similarity float64 `json:"similarity"`
}

// Run prints nothing before every picture has been read.
func (c *rankCommand) Run(env *Environment, args *kong.Context) error {
	if slices.Contains(c.Images, "-") {
		if len(c.Images) > 1 {
			return errors.New("rank takes - alone")
		}
		if err := refuseFlags(args, "does nothing for -", "json", "threshold"); err != nil {
			return err
		}
		return c.answerLines(env)
	}
	p, err := store.OpenFile(context.Background(), c.Gallery, env.warnText)
	if err != nil {
		return err
	}
	glyphs := make([]model.Glyph, len(c.Images))
	for i, file := range c.Images {
		ink, err := c.inkOf(file)
		if err != nil {
			return err
		}
		glyphs[i] = ink.Glyph(nil)
	}
	m, _, err := c.model(env)
	if err != nil {
		return err
	}
	net, err := inference.NetworkOver(m, p)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Gallery, err)
	}
	defer net.Close()
	result := ranking{Images: make([]rankedImage, len(glyphs))}
	for i, g := range glyphs {
		matches, err := net.Rank(g)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Images[i], err)
		}
		result.Images[i] = named(p, c.Images[i], matches, net.Threshold(len(matches)))
	}
	if c.JSON {
		return sayJSON(env.Stdout, result)
	}
	for _, image := range result.Images {
		say(env.Stdout, "%s\n", image.String())
	}
	return nil
}

// answerLines answers requests until there are no more.
func (c *rankCommand) answerLines(env *Environment) error {
	r, err := c.recognizer(env, c.Gallery)
	if err != nil {
		return err
	}
	defer r.Close()
	return serve.Lines(context.Background(), env.Stdin, env.Stdout, r, env.notFollowed)
}

func named(p *gallery.Gallery, file string, matches []model.Match, threshold float64) rankedImage {
	if !utf8.ValidString(file) { // JSON cannot hold its bytes
		file = foreign.Text(file)
	}
	image := rankedImage{File: file, Matches: make([]namedMatch, len(matches))}
	for i, match := range matches {
		class, _ := p.Class(match.Class)
		image.Matches[i] = namedMatch{class.Name, match.Similarity}
	}
	if len(matches) > 0 && matches[0].Similarity >= threshold {
		image.Match = &image.Matches[0].Name
	}
	return image
}

// String is the image's line without --json.
func (r rankedImage) String() string {
	switch {
	case len(r.Matches) == 0:
		return fmt.Sprintf("%s: no match, no class is registered", r.File)
	case r.Match == nil:
		return fmt.Sprintf("%s: no match, nearest is %s", r.File, r.Matches[0])
	case len(r.Matches) == 1:
		return fmt.Sprintf("%s: %s", r.File, r.Matches[0])
	}
	return fmt.Sprintf("%s: %s, then %s", r.File, r.Matches[0], r.Matches[1])
}

func (m namedMatch) String() string { return fmt.Sprintf("%s %.0f %%", m.Name, 100*m.Similarity) }
