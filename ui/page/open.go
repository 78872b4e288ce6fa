package page

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
	pages "github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// opening is a picture that is being read.
type opening struct {
	path   string
	cancel context.CancelFunc
}

// Open asks for a picture and reads it.
func (p *Page) Open() {
	p.session.ChooseFile(shell.FileRequest{Title: lang.L("Open a page of writing"), Kind: lang.L("Pictures"), Extensions: p.deps.Extensions}, p.OpenFile)
}

// OpenFile reads a picture: finds its characters and embeds them. The one that is open
// stays until that is done.
func (p *Page) OpenFile(path string) {
	p.giveUp()
	o := &opening{path: path}
	p.opening = o
	p.cover.work(lang.L("Finding the characters of {{.Name}}", uiwidget.Named(filepath.Base(path))), 0)
	o.cancel = p.background.Do(func(ctx context.Context) {
		d, err := read(path)
		if err != nil || ctx.Err() != nil {
			p.background.Show(func() { p.opened(o, nil, err) })
			return
		}
		p.embed(ctx, d, func(done int) { p.background.Show(func() { p.progress(o, done, len(d.glyphs)) }) },
			func(err error) { p.background.Show(func() { p.opened(o, d, err) }) })
	})
	p.refresh()
}

// read finds the characters in a picture file.
func read(path string) (*document, error) {
	sheet, err := picture.OpenSheet(path)
	if err != nil {
		return nil, err
	}
	glyphs, err := pages.Cut(sheet)
	if err != nil && !errors.Is(err, model.ErrEmpty) {
		return nil, err
	}
	return newDocument(path, sheet.Image(), glyphs), err
}

// embed has a document's glyphs embedded, and sets its finder, which knows the
// gallery. It returns once that is done.
func (p *Page) embed(ctx context.Context, d *document, progress func(done int), then func(error)) {
	const often = 16 // glyphs between two reports
	step := func(done int) {
		if done%often == 0 {
			progress(done)
		}
	}
	type result struct {
		h       []model.Embedding
		support oneshot.Support
		metric  oneshot.Metric
		err     error
	}
	come := make(chan result, 1)
	p.deps.Surveyor.Survey(ctx, d.shapes, step, func(h []model.Embedding, s oneshot.Support, m oneshot.Metric, err error) {
		come <- result{h, s, m, err}
	})
	var r result
	select {
	case r = <-come:
	case <-ctx.Done(): // the inference goroutine may have a whole gallery to embed first
		r.err = ctx.Err()
	}
	if r.err != nil {
		then(r.err)
		return
	}
	dim := r.metric.Dim()
	all := make([]float32, 0, len(r.h)*dim)
	for _, h := range r.h {
		all = append(all, h...)
	}
	finder, err := pages.NewFinder(r.metric, all)
	if err == nil {
		for i, class := range r.support.Classes {
			if _, ours := d.was[r.support.Examples[i]]; ours {
				continue // it is named
			}
			if err = finder.Teach(class, r.support.Embeddings[i*dim:(i+1)*dim]); err != nil || ctx.Err() != nil {
				break
			}
		}
	}
	d.finder = finder
	then(errors.Join(err, ctx.Err()))
}

func (p *Page) progress(o *opening, done, all int) {
	if p.opening == o {
		p.cover.work(uiwidget.Counted("{{.Count}} characters found", all), float64(done)/float64(max(all, 1)))
	}
}

// opened takes what became of a picture.
func (p *Page) opened(o *opening, d *document, err error) {
	if p.opening != o { // given up
		return
	}
	p.opening = nil
	switch {
	case err == nil:
		p.show(d)
		p.survey()
		return
	case errors.Is(err, context.Canceled):
	case errors.Is(err, model.ErrEmpty):
		p.trouble(lang.L("There is no writing in {{.Name}}", uiwidget.Named(filepath.Base(o.path))))
	default:
		p.trouble(shell.Problem(err))
	}
	p.refresh()
}

// trouble says why a picture was not opened: in its place, or over the one that is
// open.
func (p *Page) trouble(text string) {
	if p.doc == nil {
		p.cover.say(text)
		return
	}
	p.cover.say("")
	p.session.Tell(lang.L("Open a page of writing"), text)
}

// giveUp ends the reading of a picture.
func (p *Page) giveUp() {
	if p.opening != nil {
		p.opening.cancel()
		p.opening = nil
		p.cover.say("")
		p.refresh()
	}
}

// show puts a document in front.
func (p *Page) show(d *document) {
	p.doc = d
	p.cover.say("")
	p.view.show(d.image)
	p.choose(d.next(p.session.Gallery(), -1, 0, p.sure))
}

// survey compares the page again, with a gallery that was changed elsewhere or by
// another network, while the page is in front.
func (p *Page) survey() {
	if !p.stale || !p.content.Visible() || p.doc == nil || p.opening != nil {
		return
	}
	p.stale = false
	old := p.doc
	again := *old // the finder that is in use stays until there is another
	again.was = make(map[model.ExampleID]int, len(old.was))
	for e, glyph := range old.was {
		again.was[e] = glyph
	}
	p.background.Do(func(ctx context.Context) {
		p.embed(ctx, &again, func(int) {}, func(err error) {
			p.background.Show(func() {
				if err != nil || p.doc != old {
					return
				}
				old.finder = again.finder
				for glyph, e := range old.named {
					if class, ok := classOf(p.session.Gallery(), e); ok {
						old.tell(glyph, class)
					}
				}
				p.refresh()
				p.survey()
			})
		})
	})
}
