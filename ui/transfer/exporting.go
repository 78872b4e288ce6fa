package transfer

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
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// ExportItems write what the window shows for other programs.
func (t *Transfer) ExportItems() []*fyne.MenuItem {
	item := func(label string, do func(), able bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !able
		return i
	}
	some := t.session.Gallery().Len() > 0
	return []*fyne.MenuItem{
		item(lang.L("Drawing…"), t.exportDrawing, !t.session.Pad.Empty()),
		item(lang.L("Ranking…"), t.exportRanking, len(t.ranking()) > 0),
		item(lang.L("Sheet of all classes…"), t.exportSheet, some),
		item(lang.L("Embeddings…"), t.exportEmbeddings, some && t.embedder != nil),
	}
}

// WriteTo asks for a file and writes it. The form is chosen by the extension,
// the first one unless the name says another.
func (t *Transfer) WriteTo(title, name string, forms []export.Form) {
	request := shell.FileRequest{Title: title, Kind: lang.L("Files"), Name: name + "." + forms[0].Extension}
	for _, f := range forms {
		request.Extensions = append(request.Extensions, f.Extension)
	}
	t.session.ChooseNewFile(request, func(path string) {
		chosen := forms[0]
		for _, f := range forms {
			if strings.EqualFold(filepath.Ext(path), "."+f.Extension) {
				chosen = f
			}
		}
		write := func() (string, func(), error) {
			if strings.EqualFold(filepath.Ext(path), gallery.Extension) { // the open one, or another's drawings
				return "", nil, shell.ErrGalleryFile
			}
			return "", func() {}, export.ToFile(path, chosen.Write)
		}
		t.session.Await(lang.L("Exporting…"), write, func(_ string, err error) { t.exported(path, err) })
	})
}

func (t *Transfer) exported(path string, err error) {
	if err != nil {
		t.session.Tell(lang.L("Could not export"), shell.Problem(err))
		return
	}
	t.session.Notice.Offer(lang.L("Exported to {{.Name}}", uiwidget.Named(path)), "", nil)
}

func (t *Transfer) exportDrawing() {
	pad := t.session.Pad
	d := export.Drawing{Strokes: pad.Strokes(), Pen: pad.Pen(), Picture: pad.Picture()}
	t.WriteTo(lang.L("Export the drawing as PNG or SVG"), "drawing", []export.Form{{Extension: "png", Write: d.PNG}, {Extension: "svg", Write: d.SVG}})
}

func (t *Transfer) exportSheet() {
	classes := t.session.Gallery().Classes()
	t.WriteTo(lang.L("Export a sheet of all classes"), "gallery", []export.Form{{Extension: "png", Write: func(out io.Writer) error {
		return export.Sheet(out, classes, uitheme.Fonts()...)
	}}})
}

func (t *Transfer) exportRanking() {
	var ranked []export.Ranked
	for _, m := range t.ranking() {
		if class, ok := t.session.Gallery().Class(m.Class); ok {
			ranked = append(ranked, export.Ranked{Name: class.Name, Similarity: m.Similarity, Logit: m.Logit})
		}
	}
	t.WriteTo(lang.L("Export the ranking"), "ranking", []export.Form{{Extension: "csv", Write: func(out io.Writer) error {
		return export.Ranking(out, ranked)
	}}})
}

// exportEmbeddings asks for the file once the network has made them.
func (t *Transfer) exportEmbeddings() {
	var all []export.Embedded
	var examples []gallery.Example
	for _, class := range t.session.Gallery().Classes() {
		for _, e := range class.Examples {
			all = append(all, export.Embedded{Name: class.Name, Example: e.ID})
			examples = append(examples, e)
		}
	}
	t.session.Go(func() { // thousands of drawings take seconds to render
		glyphs := make([]model.Glyph, len(examples))
		for i, e := range examples {
			glyphs[i], _ = e.Glyph() // a gallery holds none that fail
		}
		t.embedder.Embed(glyphs, func(embeddings []model.Embedding, err error) {
			t.session.Do(func() { t.embedded(all, embeddings, err) })
		})
	})
}

// embedded asks for the file of the embeddings that were made.
func (t *Transfer) embedded(all []export.Embedded, embeddings []model.Embedding, err error) {
	switch {
	case errors.Is(err, context.Canceled): // the window closes
	case err != nil:
		t.session.Tell(lang.L("Could not export"), uiwidget.Readable(err.Error()))
	default:
		for i, h := range embeddings {
			all[i].Embedding = h
		}
		t.WriteTo(lang.L("Export the embeddings as CSV or NPY"), "embeddings", []export.Form{
			{Extension: "csv", Write: func(out io.Writer) error { return export.EmbeddingsCSV(out, all) }},
			{Extension: "npy", Write: func(out io.Writer) error { return export.EmbeddingsNPY(out, all) }},
		})
	}
}
