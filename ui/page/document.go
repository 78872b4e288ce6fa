package page

import (
	"cmp"
	"image"
	"slices"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/page"
)

// document is the picture that is open, its characters, and what they were named.
type document struct {
	path   string
	image  image.Image
	glyphs []page.Glyph
	shapes []model.Glyph // what the network sees of them
	finder *page.Finder
	chosen int // -1: none

	named map[int]model.ExampleID // glyphs that are examples of the gallery
	was   map[model.ExampleID]int // whether they are still or no more
	out   map[int]bool            // left out by hand
	// numbers holds the classes' colours, in the order in which they were first read.
	numbers map[model.ClassID]int
}

func newDocument(path string, img image.Image, glyphs []page.Glyph) *document {
	d := &document{
		path: path, image: img, glyphs: glyphs, chosen: -1,
		named: make(map[int]model.ExampleID), was: make(map[model.ExampleID]int), out: make(map[int]bool),
		numbers: map[model.ClassID]int{0: 0},
	}
	d.shapes = make([]model.Glyph, len(glyphs))
	for i, g := range glyphs {
		d.shapes[i] = g.Ink.Glyph(nil)
	}
	return d
}

// name makes a glyph an example in the gallery of a class of a name, new or known, in
// place of the example that it was.
func (d *document) name(g *gallery.Gallery, glyph int, name string) error {
	class, known := g.Find(name)
	before, corrected := d.named[glyph]
	if known && corrected {
		return g.MoveExample(before, class.ID)
	}
	if corrected {
		if err := drop(g, before); err != nil {
			return err
		}
	}
	example := gallery.FromPicture(d.glyphs[glyph].Ink)
	var id model.ExampleID
	if known {
		made, err := g.AddExample(class.ID, example)
		if err != nil {
			return err
		}
		id = made.ID
	} else {
		made, err := g.Add(name, example)
		if err != nil {
			return err
		}
		id = made.Examples[0].ID
	}
	d.was[id] = glyph // whoever is told of the change knows whose it is
	return nil
}

// drop takes an example out of the gallery, and its class with its last one.
func drop(g *gallery.Gallery, e model.ExampleID) error {
	id, ok := classOf(g, e)
	if c, _ := g.Class(id); ok && len(c.Examples) == 1 {
		return g.Delete(id)
	}
	return g.DeleteExample(e)
}

// forget takes back what a glyph was named, if an example is a glyph of the page.
func (d *document) forget(e model.ExampleID) bool {
	glyph, ours := d.was[e]
	if ours && d.named[glyph] == e {
		delete(d.named, glyph)
		d.tell(glyph, 0)
	}
	return ours
}

// follow names a glyph as its example is, if that is one of the page.
func (d *document) follow(e gallery.ClassExample) bool {
	glyph, ours := d.was[e.Example.ID]
	if ours {
		d.named[glyph] = e.Example.ID
		d.tell(glyph, e.Class)
	}
	return ours
}

func (d *document) tell(glyph int, class model.ClassID) {
	if d.finder != nil {
		_ = d.finder.Name(glyph, class) // there is such a glyph
	}
}

// forgetAll drops what was named, since another gallery is open.
func (d *document) forgetAll() {
	clear(d.named)
	clear(d.was)
	if d.finder != nil {
		d.finder.Forget()
	}
}

// read returns what a glyph is taken for by somebody who wants to be so sure.
func (d *document) read(g *gallery.Gallery, glyph int, sure float64) (c gallery.Class, l page.Label) {
	if d.finder == nil || d.out[glyph] {
		return c, l
	}
	l = d.finder.Label(glyph, sure)
	if l.Class != 0 {
		var ok bool
		if c, ok = g.Class(l.Class); !ok {
			l = page.Label{}
		}
	}
	return c, l
}

// number is a class's, for its colour.
func (d *document) number(c model.ClassID) int {
	n, known := d.numbers[c]
	if !known {
		n = len(d.numbers)
		d.numbers[c] = n
	}
	return n
}

// reading is the page as it leaves, without what was left out.
func (d *document) reading(g *gallery.Gallery, sure float64) []export.Read {
	var all []export.Read
	for i, glyph := range d.glyphs {
		if d.out[i] {
			continue
		}
		c, l := d.read(g, i, sure)
		all = append(all, export.Read{
			Box: glyph.Box, Line: glyph.Line, Space: glyph.Space && len(all) > 0,
			Class: l.Class, Name: c.Name, Text: c.Copied(), Similarity: l.Similarity, ByHand: l.Hand,
		})
	}
	return all
}

// next is the first glyph after one, and then from the beginning, that is taken for a
// class, 0 for none; -1 if there is none.
func (d *document) next(g *gallery.Gallery, after int, class model.ClassID, sure float64) int {
	for k := range d.glyphs {
		i := (after + 1 + k) % len(d.glyphs)
		if d.out[i] {
			continue
		}
		if _, l := d.read(g, i, sure); l.Class == class {
			return i
		}
	}
	return -1
}

// tally is how many glyphs are taken for a class.
type tally struct {
	class gallery.Class
	count int
}

// tallies counts the glyphs of each class, the most frequent first, and those of none.
func (d *document) tallies(g *gallery.Gallery, sure float64) (all []tally, unread int) {
	at := make(map[model.ClassID]int)
	for i := range d.glyphs {
		if d.out[i] {
			continue
		}
		c, l := d.read(g, i, sure)
		if l.Class == 0 {
			unread++
			continue
		}
		k, known := at[c.ID]
		if !known {
			k = len(all)
			at[c.ID] = k
			all = append(all, tally{class: c})
		}
		all[k].count++
	}
	slices.SortStableFunc(all, func(a, b tally) int { return cmp.Compare(b.count, a.count) })
	return all, unread
}

// lines counts the lines of writing.
func (d *document) lines() int {
	if len(d.glyphs) == 0 {
		return 0
	}
	return d.glyphs[len(d.glyphs)-1].Line + 1
}
