package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// exportCommand writes what a gallery holds for other programs.
type exportCommand struct {
	Sheet      exportSheet      `cmd:"" help:"Write a picture of all classes with their names."`
	Embeddings exportEmbeddings `cmd:"" help:"Write what the network makes of every example, as CSV or NPY."`
	Ranking    exportRanking    `cmd:"" help:"Write a picture's ranking as CSV."`
}

type exportSheet struct {
	Gallery string `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file."`
	Out     string `arg:"" help:"The PNG file to write."`
	output
}

func (c *exportSheet) Run(env *Environment) error {
	if err := c.check(c.Out, pngFile, c.Gallery, gallery.Backup(c.Gallery)); err != nil {
		return err
	}
	p, err := store.OpenFile(context.Background(), c.Gallery, env.warnText)
	if err != nil {
		return err
	}
	return export.ToFile(c.Out, func(w io.Writer) error { return export.Sheet(w, p.Classes(), env.Fonts()...) })
}

type exportEmbeddings struct {
	Gallery string `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file."`
	Out     string `arg:"" help:"The file to write: a table, .csv, or a matrix of float32 in the same order, .npy."`
	modelOption
	output
}

// Validate is called by kong.
func (c *exportEmbeddings) Validate(*kong.Context) error {
	if c.form() == nil {
		return fmt.Errorf("%s: its name ends neither in .csv nor in .npy", c.Out)
	}
	return nil
}

func (c *exportEmbeddings) form() func(io.Writer, []export.Embedded) error {
	switch strings.ToLower(filepath.Ext(c.Out)) {
	case ".csv":
		return export.EmbeddingsCSV
	case ".npy":
		return export.EmbeddingsNPY
	}
	return nil
}

func (c *exportEmbeddings) Run(env *Environment) error {
	kind := csvFile
	if strings.EqualFold(filepath.Ext(c.Out), ".npy") {
		kind = npyFile
	}
	if err := c.check(c.Out, kind, c.Gallery, gallery.Backup(c.Gallery), c.Weights); err != nil {
		return err
	}
	p, err := store.OpenFile(context.Background(), c.Gallery, env.warnText)
	if err != nil {
		return err
	}
	m, _, err := c.model(env)
	if err != nil {
		return err
	}
	net, err := inference.NewNetwork(m)
	if err != nil {
		return err
	}
	defer net.Close()
	var all []export.Embedded
	for _, class := range p.Classes() {
		for _, e := range class.Examples {
			g, err := e.Glyph()
			if err != nil {
				return fmt.Errorf("%s: %w", c.Gallery, err)
			}
			h, err := net.Embed(g)
			if err != nil {
				return fmt.Errorf("%s: %w", c.Gallery, err)
			}
			all = append(all, export.Embedded{Name: class.Name, Example: e.ID, Embedding: h})
		}
	}
	return export.ToFile(c.Out, func(w io.Writer) error { return c.form()(w, all) })
}

type exportRanking struct {
	Gallery string `name:"project" required:"" placeholder:"FILE" help:"The gallery, a .oneglyph file."`
	Image   string `arg:"" help:"A picture of one character."`
	Out     string `arg:"" help:"The CSV file to write."`
	inkOptions
	modelOption
	output
}

func (c *exportRanking) Run(env *Environment) error {
	if err := c.check(c.Out, csvFile, c.Gallery, gallery.Backup(c.Gallery), c.Image, c.Weights); err != nil {
		return err
	}
	p, err := store.OpenFile(context.Background(), c.Gallery, env.warnText)
	if err != nil {
		return err
	}
	ink, err := c.inkOf(c.Image)
	if err != nil {
		return err
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
	matches, err := net.Rank(ink.Glyph(nil))
	if err != nil {
		return fmt.Errorf("%s: %w", c.Image, err)
	}
	return export.ToFile(c.Out, func(w io.Writer) error { return export.Ranking(w, rankedIn(p, matches)) })
}

func rankedIn(p *gallery.Gallery, matches []model.Match) []export.Ranked {
	ranked := make([]export.Ranked, len(matches))
	for i, m := range matches {
		class, _ := p.Class(m.Class)
		ranked[i] = export.Ranked{Name: class.Name, Similarity: m.Similarity, Logit: m.Logit}
	}
	return ranked
}
