package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Surveyor embeds glyphs and has what they are compared with.
type Surveyor interface {
	// Survey passes the glyphs' embeddings, with the gallery's and what compares them,
	// to a function that is called on any goroutine. It returns at once.
	Survey(ctx context.Context, glyphs []model.Glyph, progress func(done int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error))
}

// Deps is what the page works with besides the session.
type Deps struct {
	Surveyor Surveyor
	// Extensions are those of picture files, without a dot.
	Extensions []string
}

// Page is the page of writing.
type Page struct {
	session    *shell.Session
	deps       Deps
	background *shell.Background
	content    fyne.CanvasObject

	doc     *document // nil: nothing is open
	opening *opening  // nil: nothing is being read
	sure    float64   // how alike a glyph must be to what it is taken for, 0 to 1
	stale   bool      // the gallery changed in ways that the finder has not seen

	view     *viewer
	side     *side
	cover    *cover
	both     *fyne.Container
	opens    *uiwidget.TipButton
	out      *uiwidget.TipButton
	copying  *uiwidget.TipButton
	in, less *uiwidget.TipButton
	whole    *uiwidget.TipButton
	status   *uiwidget.StatusLine
}

// sureAtFirst is where the slider stands.
const sureAtFirst = 0.85

// New builds the page, with nothing open.
func New(session *shell.Session, deps Deps) *Page {
	p := &Page{session: session, deps: deps, background: shell.NewBackground(session), sure: sureAtFirst}
	p.build()
	session.OnEdit(p.edited)
	session.OnReplaced(p.replaced)
	p.refresh()
	return p
}

func (p *Page) build() {
	t := p.session.Tips
	p.view = newViewer(p.choose)
	p.side = p.newSide()
	p.cover = p.newCover()
	p.opens = t.NewTool(lang.L("Open a page…"), theme.FolderOpenIcon(), p.Open)
	p.out = t.NewTool(lang.L("Export…"), theme.DocumentSaveIcon(), p.export)
	p.copying = t.NewTool(lang.L("Copy the text"), theme.ContentCopyIcon(), p.copy)
	p.in = t.NewIconButton(lang.L("Larger"), theme.ZoomInIcon(), func() { p.view.zoomBy(zoomStep) })
	p.less = t.NewIconButton(lang.L("Smaller"), theme.ZoomOutIcon(), func() { p.view.zoomBy(1 / zoomStep) })
	p.whole = t.NewIconButton(lang.L("The whole page"), theme.ZoomFitIcon(), p.view.fit)
	p.status = uiwidget.NewStatusLine()
	tools := container.New(uiwidget.StatusRow{}, p.opens, p.out, p.copying, icon(p.less), icon(p.in), icon(p.whole), p.status)
	p.both = container.New(columns{}, container.NewStack(p.view, p.cover.content), p.side.content)
	p.content = container.New(layout.NewCustomPaddedLayout(0, uiwidget.Margin, uiwidget.Margin, uiwidget.Margin),
		container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(8, 0, -uiwidget.ButtonBlank, 0), tools), nil, nil, p.both))
}

// Shortcuts hold while the page is in front.
func (p *Page) Shortcuts() []uiwidget.Shortcut {
	plain := func(name string, do func(), keys ...fyne.KeyName) uiwidget.Shortcut {
		return uiwidget.Shortcut{Name: name, Plain: keys, Do: do}
	}
	with := func(b *uiwidget.TipButton, keys fyne.Shortcut) uiwidget.Shortcut {
		s := b.Shortcut()
		s.Keys = []fyne.Shortcut{keys}
		return s
	}
	return []uiwidget.Shortcut{
		plain(lang.L("Name the character"), p.side.focus, fyne.KeyReturn, fyne.KeyEnter),
		plain(lang.L("The next character"), func() { p.step(1) }, fyne.KeyRight),
		plain(lang.L("The one before"), func() { p.step(-1) }, fyne.KeyLeft),
		p.side.leaveOut.Shortcut(fyne.KeyDelete),
		plain(lang.L("Stop reading, or choose none"), p.escape, fyne.KeyEscape),
		with(p.opens, uiwidget.CommandShift(fyne.KeyO)),
		with(p.out, uiwidget.CommandShift(fyne.KeyE)),
		with(p.in, uiwidget.Command(fyne.KeyEqual)),
		with(p.less, uiwidget.Command(fyne.KeyMinus)),
		with(p.whole, uiwidget.Command(fyne.Key0)),
		with(p.copying, &fyne.ShortcutCopy{}),
	}
}

// Content, Shown and Close are shell.Page's.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown looks at the page again if the gallery has changed meanwhile.
func (p *Page) Shown() { p.survey() }

// Close ends what is being read.
func (p *Page) Close() { p.background.Close() }

// TypedRune begins a name.
func (p *Page) TypedRune(r rune) {
	if p.doc != nil && p.doc.chosen >= 0 && r != ' ' {
		p.session.Window.Canvas().Focus(p.side.name)
		p.side.name.SetText("")
		p.side.name.TypedRune(r)
	}
}

// Undo and Redo are the gallery's: what is named on the page is an example there.
func (p *Page) Undo() { p.session.UndoEdit() }
func (p *Page) Redo() { p.session.RedoEdit() }

// RestoreFrom takes over from a page that was built in another language.
func (p *Page) RestoreFrom(from *Page) {
	p.sure = from.sure
	p.side.slider.SetValue(p.sure)
	if from.doc != nil {
		p.show(from.doc)
	}
	if from.opening != nil && from.opening.path != "" {
		p.OpenFile(from.opening.path)
	}
}

// escape gives up what is being read, or chooses no character.
func (p *Page) escape() {
	if p.opening != nil {
		p.giveUp()
	} else {
		p.choose(-1)
	}
}

// edited follows the gallery: what was named here and taken back there is a name no
// more.
func (p *Page) edited(c gallery.Change) {
	gone, moved, added := c.Examples()
	if p.doc == nil {
		return
	}
	foreign := false
	for _, e := range gone {
		foreign = !p.doc.forget(e) || foreign
	}
	for _, e := range append(moved, added...) {
		foreign = !p.doc.follow(e) || foreign
	}
	p.stale = p.stale || foreign
	p.refresh()
	p.survey()
}

func (p *Page) replaced() {
	if p.doc == nil {
		return
	}
	p.doc.forgetAll()
	p.stale = true
	p.refresh()
	p.survey()
}

// icon keeps a button of a line of tools from being given its label.
func icon(b fyne.CanvasObject) fyne.CanvasObject { return container.NewCenter(b) }

// columns lays out the picture and what stands next to it, if that is to be seen.
type columns struct{}

const sideWidth = 232

func (columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	view, side := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(view.Width+uiwidget.Gap+max(side.Width, 200), max(view.Height, side.Height))
}

func (columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if !o[1].Visible() {
		uiwidget.Place(o[0], 0, 0, size.Width, size.Height)
		return
	}
	wide := min(float32(sideWidth), max(size.Width*0.32, o[1].MinSize().Width))
	uiwidget.Place(o[0], 0, 0, size.Width-wide-uiwidget.Gap, size.Height)
	uiwidget.Place(o[1], size.Width-wide, 0, wide, size.Height)
}
