package page

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
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

// form is a way in which a page leaves.
type form struct {
	label, extension string
	write            func(io.Writer) error
}

// forms are the ways in which the page leaves as it is read now.
func (p *Page) forms() []form {
	d, read := p.doc, p.doc.reading(p.session.Gallery(), p.sure)
	return []form{
		{lang.L("Text…"), "txt", func(w io.Writer) error { return export.PageText(w, read) }},
		{lang.L("Table with boxes, CSV…"), "csv", func(w io.Writer) error { return export.PageCSV(w, read) }},
		{lang.L("Picture with boxes, PNG…"), "png", func(w io.Writer) error { return export.PagePNG(w, d.image, read, uitheme.Fonts()...) }},
	}
}

// export offers the forms.
func (p *Page) export() {
	if p.doc == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, f := range p.forms() {
		items = append(items, fyne.NewMenuItem(f.label, func() { p.exportAs(f) }))
	}
	p.session.PopUpUnder(p.out, items...)
}

// exportAs asks for a file and writes it.
func (p *Page) exportAs(f form) {
	own := p.doc.path
	name := strings.TrimSuffix(filepath.Base(own), filepath.Ext(own))
	if f.extension == "png" {
		name += "-read" // next to the page's own picture
	}
	request := shell.FileRequest{Title: lang.L("Export the page"), Kind: lang.L("Files"), Name: name + "." + f.extension, Extensions: []string{f.extension}}
	p.session.ChooseNewFile(request, func(path string) {
		write := func() (string, func(), error) {
			switch {
			case strings.EqualFold(filepath.Ext(path), gallery.Extension): // another's drawings
				return "", nil, shell.ErrGalleryFile
			case sameFile(path, own):
				return "", nil, errOwnPicture
			}
			return "", func() {}, export.ToFile(path, f.write)
		}
		p.session.Await(lang.L("Exporting…"), write, func(_ string, err error) { p.exported(path, err) })
	})
}

// sameFile reports whether two paths lead to one file.
func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

func (p *Page) exported(path string, err error) {
	if err != nil {
		p.session.Tell(lang.L("Could not export"), shell.Problem(err))
		return
	}
	p.session.Notice.Offer(lang.L("Exported to {{.Name}}", uiwidget.Named(path)), "", nil)
}
