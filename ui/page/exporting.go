package page

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Text is what is read, line by line.
func (p *Page) Text() string {
	if p.doc == nil {
		return ""
	}
	var b bytes.Buffer
	if err := export.PageText(&b, p.doc.reading(p.session.Gallery(), p.sure)); err != nil {
		return ""
	}
	return b.String()
}

// export asks for a file and writes the page: as text, as a table or as a picture, by
// the file's extension.
func (p *Page) export() {
	if p.doc == nil {
		return
	}
	d, read := p.doc, p.doc.reading(p.session.Gallery(), p.sure)
	name := strings.TrimSuffix(filepath.Base(d.path), filepath.Ext(d.path))
	request := shell.FileRequest{
		Title: lang.L("Export as text, CSV with boxes, or PNG with boxes"), Kind: lang.L("Files"),
		Name: name + ".txt", Extensions: []string{"txt", "csv", "png"},
	}
	p.session.ChooseNewFile(request, func(path string) {
		form := func(w io.Writer) error { return export.PageText(w, read) }
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv":
			form = func(w io.Writer) error { return export.PageCSV(w, read) }
		case ".png":
			form = func(w io.Writer) error { return export.PagePNG(w, d.image, read, uitheme.Fonts()...) }
		}
		write := func() (string, func(), error) {
			switch {
			case strings.EqualFold(filepath.Ext(path), gallery.Extension): // another's drawings
				return "", nil, shell.ErrGalleryFile
			case filepath.Clean(path) == filepath.Clean(d.path):
				return "", nil, errOwnPicture
			}
			return "", func() {}, export.ToFile(path, form)
		}
		p.session.Await(lang.L("Exporting…"), write, func(_ string, err error) { p.exported(path, err) })
	})
}

func (p *Page) exported(path string, err error) {
	if err != nil {
		p.session.Tell(lang.L("Could not export"), shell.Problem(err))
		return
	}
	p.session.Notice.Offer(lang.L("Exported to {{.Name}}", uiwidget.Named(path)), "", nil)
}
