package ui

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// exportItems write what the window shows for other programs.
func (w *Window) exportItems() []*fyne.MenuItem {
	item := func(label string, do func(), able bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !able
		return i
	}
	some := w.Gallery().Len() > 0
	return []*fyne.MenuItem{
		item(lang.L("Drawing…"), w.exportDrawing, !w.draw.pad.Empty()),
		item(lang.L("Ranking…"), w.exportRanking, len(w.draw.matched) > 0),
		item(lang.L("Sheet of all classes…"), w.exportSheet, some),
		item(lang.L("Embeddings…"), w.exportEmbeddings, some && w.embedder != nil),
	}
}

// writeTo asks for a file and writes it. The form is chosen by the extension,
// the first one unless the name says another.
func (w *Window) writeTo(title, name string, forms []exportForm) {
	request := FileRequest{Title: title, Kind: lang.L("Files"), Name: name + "." + forms[0].extension}
	for _, f := range forms {
		request.Extensions = append(request.Extensions, f.extension)
	}
	w.chooseNewFile(request, func(path string) {
		chosen := forms[0]
		for _, f := range forms {
			if strings.EqualFold(filepath.Ext(path), "."+f.extension) {
				chosen = f
			}
		}
		write := func() (string, func(), error) {
			if strings.EqualFold(filepath.Ext(path), gallery.Extension) { // the open one, or another's drawings
				return "", nil, errGalleryFile
			}
			return "", func() {}, export.ToFile(path, chosen.write)
		}
		w.await(lang.L("Exporting…"), write, func(_ string, err error) { w.exported(path, err) })
	})
}

// errGalleryFile says that a gallery's file would be lost to an export.
var errGalleryFile = errors.New("this file is a gallery")

// exportForm is one way of writing something.
type exportForm struct {
	extension string
	write     func(io.Writer) error
}

func (w *Window) exported(path string, err error) {
	if err != nil {
		w.tell(lang.L("Could not export"), problem(err))
		return
	}
	w.notice.offer(lang.L("Exported to {{.Name}}", uiwidget.Named(path)), "", nil)
}

func (w *Window) exportDrawing() {
	pad := w.draw.pad
	d := export.Drawing{Strokes: pad.Strokes(), Pen: pad.Pen(), Picture: pad.Picture()}
	w.writeTo(lang.L("Export the drawing as PNG or SVG"), "drawing", []exportForm{{"png", d.PNG}, {"svg", d.SVG}})
}

func (w *Window) exportSheet() {
	classes := w.Gallery().Classes()
	w.writeTo(lang.L("Export a sheet of all classes"), "gallery", []exportForm{{"png", func(out io.Writer) error {
		return export.Sheet(out, classes, uitheme.Fonts()...)
	}}})
}

func (w *Window) exportRanking() {
	var ranked []export.Ranked
	for _, m := range w.draw.matched {
		if class, ok := w.Gallery().Class(m.Class); ok {
			ranked = append(ranked, export.Ranked{Name: class.Name, Similarity: m.Similarity, Logit: m.Logit})
		}
	}
	w.writeTo(lang.L("Export the ranking"), "ranking", []exportForm{{"csv", func(out io.Writer) error {
		return export.Ranking(out, ranked)
	}}})
}

// exportEmbeddings asks for the file once the network has made them.
func (w *Window) exportEmbeddings() {
	var all []export.Embedded
	var examples []gallery.Example
	for _, class := range w.Gallery().Classes() {
		for _, e := range class.Examples {
			all = append(all, export.Embedded{Name: class.Name, Example: e.ID})
			examples = append(examples, e)
		}
	}
	w.beside(func() { // thousands of drawings take seconds to render
		glyphs := make([]model.Glyph, len(examples))
		for i, e := range examples {
			glyphs[i], _ = e.Glyph() // a gallery holds none that fail
		}
		w.embedder.Embed(glyphs, func(embeddings []model.Embedding, err error) {
			fyne.Do(func() { w.embedded(all, embeddings, err) })
		})
	})
}

// embedded asks for the file of the embeddings that were made.
func (w *Window) embedded(all []export.Embedded, embeddings []model.Embedding, err error) {
	switch {
	case errors.Is(err, context.Canceled): // the window closes
	case err != nil:
		w.tell(lang.L("Could not export"), uiwidget.Readable(err.Error()))
	default:
		for i, h := range embeddings {
			all[i].Embedding = h
		}
		w.writeTo(lang.L("Export the embeddings as CSV or NPY"), "embeddings", []exportForm{
			{"csv", func(out io.Writer) error { return export.EmbeddingsCSV(out, all) }},
			{"npy", func(out io.Writer) error { return export.EmbeddingsNPY(out, all) }},
		})
	}
}
