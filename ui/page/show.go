package page

import (
	"errors"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// errOwnPicture says that an export would take the place of the page's own picture.
var errOwnPicture = errors.New("this is the picture of the page itself; choose another name")

// refresh shows the document as it is now.
func (p *Page) refresh() {
	d := p.doc
	open := d != nil && d.finder != nil
	for _, b := range []fyne.Disableable{p.out, p.copying} {
		uiwidget.Enable(b, open && len(d.glyphs) > 0)
	}
	for _, b := range []fyne.Disableable{p.in, p.less, p.whole} {
		uiwidget.Enable(b, d != nil)
	}
	uiwidget.SetVisible(p.cover.content, d == nil || p.opening != nil || p.cover.text.Text != "")
	uiwidget.SetVisible(p.cover.invitation, d == nil && p.opening == nil)
	if p.side.content.Visible() != (d != nil) {
		uiwidget.SetVisible(p.side.content, d != nil)
		uiwidget.Relayout(p.both)
	}
	p.refreshSide()
	if !open {
		p.status.SetText("")
		return
	}
	g := p.session.Gallery()
	boxes := make([]box, len(d.glyphs))
	for i, glyph := range d.glyphs {
		c, l := d.read(g, i, p.sure)
		boxes[i] = box{rect: glyph.Box, tint: export.Tint(d.number(l.Class), l.Similarity), name: c.Name}
		if d.out[i] {
			boxes[i].tint.A = 50
		}
	}
	p.view.mark(boxes, d.chosen)
	read := len(d.glyphs) - len(d.out) - p.side.unread
	p.status.SetText(lang.L("{{.Read}} of {{.All}} read, {{.Lines}} lines", map[string]any{"Read": read, "All": len(d.glyphs) - len(d.out), "Lines": d.lines()}))
}

func (p *Page) refreshSide() {
	s, d := p.side, p.doc
	chosen := d != nil && d.finder != nil && d.chosen >= 0
	for _, b := range []fyne.Disableable{s.name, s.naming, s.leaveOut} {
		uiwidget.Enable(b, chosen)
	}
	uiwidget.SetMuted(s.degree, lang.L("At least {{.Least}} alike", map[string]any{"Least": uiwidget.Percent(p.sure)}))
	s.tallies, s.unread = nil, 0
	s.number = func(model.ClassID) int { return 0 }
	s.thumb.Image = nil
	s.taken.Importance = widget.LowImportance
	text := ""
	if d != nil && d.finder != nil {
		s.number = d.number
		s.tallies, s.unread = d.tallies(p.session.Gallery(), p.sure)
		text = lang.L("Click a character to name it.")
	}
	if chosen {
		ink := color.NRGBAModel.Convert(canvas.Color(canvas.ColorNameInk)).(color.NRGBA)
		s.thumb.Image = uiwidget.GlyphImage(d.shapes[d.chosen], ink)
		text = p.reading()
	}
	s.taken.SetText(text)
	s.thumb.Refresh()
	s.list.Refresh()
}

// reading says what the chosen character is taken for.
func (p *Page) reading() string {
	d := p.doc
	c, l := d.read(p.session.Gallery(), d.chosen, p.sure)
	switch {
	case d.out[d.chosen]:
		return lang.L("Left out: no character.")
	case l.Hand:
		return lang.L("Named {{.Name}}", uiwidget.Named(c.Name))
	case l.Class != 0:
		return lang.L("Read as {{.Name}}", uiwidget.Named(c.Name)) + ", " + uiwidget.Percent(l.Similarity)
	}
	return lang.L("Which character is it?")
}

// cover lies over the picture while there is none, or while one is read.
type cover struct {
	content    fyne.CanvasObject
	text       *widget.Label
	bar        *widget.ProgressBar
	lane       fyne.CanvasObject // of the bar
	stop       *uiwidget.TipButton
	invitation fyne.CanvasObject
}

func (p *Page) newCover() *cover {
	c := &cover{text: uiwidget.NewWrapped(""), bar: widget.NewProgressBar()}
	c.text.Alignment = fyne.TextAlignCenter
	c.bar.TextFormatter = func() string { return "" }
	c.stop = p.session.Tips.NewButton(lang.L("Stop"), nil, p.giveUp)
	about := uiwidget.NewMuted(lang.L("Open a scan, a photograph or a screenshot of writing. Name one character, and all its likes are found."), fyne.TextAlignCenter)
	about.Wrapping = fyne.TextWrapWord
	open := p.session.Tips.NewButton(lang.L("Open a page…"), theme.FolderOpenIcon(), p.Open)
	c.invitation = container.NewVBox(about, container.NewCenter(uiwidget.Primary(open)))
	c.lane = container.New(slim{}, c.bar)
	column := container.New(layout.NewCustomPaddedVBoxLayout(8), c.text, c.lane, container.NewCenter(c.stop), c.invitation)
	c.content = container.NewStack(veil(), container.New(middle{}, column))
	c.say("")
	return c
}

// work says what is being done, and how much of it is done.
func (c *cover) work(text string, share float64) {
	c.text.SetText(text)
	c.text.Show()
	c.bar.SetValue(share)
	uiwidget.SetVisible(c.lane, share > 0) // how long finding takes nobody knows
	c.stop.Show()
}

// say says what came of it; nothing where all went well.
func (c *cover) say(text string) {
	c.text.SetText(text)
	uiwidget.SetVisible(c.text, text != "")
	c.lane.Hide()
	c.stop.Hide()
}
