package uitest

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// Ranker writes down what it is asked and answers when the test says so.
type Ranker struct {
	Queries    []uint64
	Glyphs     []model.Glyph // of the queries and of what was registered
	Registered map[model.ExampleID]model.ClassID
	Removed    []model.ExampleID
	loads      int
	Degrees    []siamese.Threshold
	Answer     func(model.Answer)
	Deaf       bool // passes queries over
}

func (r *Ranker) Query(generation uint64, glyph func() (model.Glyph, error)) {
	if r.Deaf {
		return
	}
	g, err := glyph()
	if err != nil {
		panic(err)
	}
	r.Queries = append(r.Queries, generation)
	r.Glyphs = append(r.Glyphs, g)
}

func (r *Ranker) Register(c model.ClassID, e gallery.Example) {
	g, err := e.Glyph()
	if err != nil {
		panic(err)
	}
	r.Registered[e.ID] = c
	r.Glyphs = append(r.Glyphs, g)
}

func (r *Ranker) Load(all []gallery.ClassExample) {
	r.loads++
	for _, p := range all {
		r.Registered[p.Example.ID] = p.Class
	}
}

func (r *Ranker) RemoveExample(e model.ExampleID) {
	r.Removed = append(r.Removed, e)
	delete(r.Registered, e)
}

func (r *Ranker) Move(e model.ExampleID, c model.ClassID) { r.Registered[e] = c }

func (r *Ranker) Reset(all []gallery.ClassExample) {
	clear(r.Registered)
	r.Load(all)
}

// RankEach answers at once: whatever is drawn is most like what was registered first.
func (r *Ranker) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	var matches []model.Match
	seen := make(map[model.ClassID]bool)
	for _, e := range slices.Sorted(maps.Keys(r.Registered)) {
		if c := r.Registered[e]; !seen[c] && len(matches) < best {
			seen[c] = true
			matches = append(matches, model.Match{Class: c, Example: e, Similarity: 0.9 / float64(len(matches)+1)})
		}
	}
	answers := make([]model.Answer, len(glyphs))
	for i := range answers {
		answers[i] = model.Answer{Matches: matches, Threshold: 0.5}
	}
	done(answers, nil)
}

func (r *Ranker) Thresholds() []siamese.Threshold { return r.Degrees }
func (r *Ranker) Describe() string                { return "fake" }
func (r *Ranker) OnAnswer(f func(model.Answer))   { r.Answer = f }

func (r *Ranker) Latest() uint64 { return r.Queries[len(r.Queries)-1] }

// Keeper keeps galleries by their paths, in memory.
type Keeper struct {
	Opened  *gallery.Gallery
	Changes int
	Said    string
	Failed  func(error)
	File    gallery.Document
	Files   map[string]*gallery.Gallery
	Latest  []string
	Stuck   error // of Flush
	Refuses error // of New, Open, Save and SaveAs
	news    func(string)
}

func (k *Keeper) Gallery() *gallery.Gallery  { return k.Opened }
func (k *Keeper) Notice() string             { return k.Said }
func (k *Keeper) OnError(f func(error))      { k.Failed = f }
func (k *Keeper) OnNotice(f func(string))    { k.news = f }
func (k *Keeper) Flush() error               { return k.Stuck }
func (k *Keeper) Document() gallery.Document { return k.File }
func (k *Keeper) Recent() []string           { return k.Latest }

func (k *Keeper) Changed() {
	k.Changes++
	k.File.Unsaved = k.File.Path != ""
}

// doing is the work of a fake, done at once where it is called.
func doing(kept string, err error) shell.DiskTask {
	return func() (string, func(), error) { return kept, func() {}, err }
}

func (k *Keeper) New() shell.DiskTask { return k.show("", gallery.New()) }

func (k *Keeper) Open(_ context.Context, path string) shell.DiskTask {
	if k.Files[path] == nil {
		return doing("", fs.ErrNotExist)
	}
	return k.show(path, k.Files[path].Clone())
}

func (k *Keeper) show(path string, p *gallery.Gallery) shell.DiskTask {
	if k.Refuses != nil {
		return doing("", k.Refuses)
	}
	kept := ""
	if k.File.Path == "" || k.File.Unsaved {
		kept = "/earlier/kept.oneglyph"
	}
	return func() (string, func(), error) {
		return kept, func() { k.Opened, k.File = p, gallery.Document{Path: path} }, nil
	}
}

func (k *Keeper) Save() shell.DiskTask {
	if k.Refuses != nil {
		return doing("", k.Refuses)
	}
	if k.File.Path == "" {
		return doing("", gallery.ErrNoFile)
	}
	return k.SaveAs(k.File.Path)
}

func (k *Keeper) SaveAs(path string) shell.DiskTask {
	if k.Refuses != nil && !errors.Is(k.Refuses, gallery.ErrChangedOnDisk) {
		return doing("", k.Refuses)
	}
	written := k.Opened.Clone()
	return func() (string, func(), error) {
		return "", func() { k.Files[path], k.File = written, gallery.Document{Path: path} }, nil
	}
}

// Dialogs answers every dialog with one path, or none.
type Dialogs struct {
	Path string
	Err  error
	Asks chan shell.FileRequest
}

func (c *Dialogs) Open(r shell.FileRequest) (string, error) { c.Asks <- r; return c.Path, c.Err }

func (c *Dialogs) OpenFolder(r shell.FileRequest) (string, error) {
	c.Asks <- r
	return c.Path, c.Err
}

func (c *Dialogs) Save(r shell.FileRequest) (string, error) { c.Asks <- r; return c.Path, c.Err }

type Settings map[string]any

func (s Settings) FloatWithFallback(key string, fallback float64) float64 {
	if v, ok := s[key].(float64); ok {
		return v
	}
	return fallback
}

func (s Settings) StringWithFallback(key, fallback string) string {
	if v, ok := s[key].(string); ok {
		return v
	}
	return fallback
}

func (s Settings) SetFloat(key string, v float64) { s[key] = v }
func (s Settings) SetString(key, v string)        { s[key] = v }
