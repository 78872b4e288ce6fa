package inspect

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Deps is what the page works with besides the session. Its functions belong to
// Fyne's goroutine.
type Deps struct {
	// Network returns the network in use.
	Network  func() *siamese.Model
	Surveyor Surveyor
	// Export asks for a file and writes it in the form that its name says.
	Export func(title, name string, forms []export.Form)
	// Starter stands in for classes while there are none; may be nil.
	Starter fyne.CanvasObject
}

// Surveyor has what the network in use has made of the registered examples.
type Surveyor interface {
	// RankEach passes an answer for each glyph, with so many of its best matches, to
	// a function on another goroutine.
	RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error))
	// Survey passes a copy of it on, with the glyphs' embeddings, on another goroutine.
	Survey(ctx context.Context, glyphs []model.Glyph, progress func(done int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error))
}

// Page is the page.
type Page struct {
	session *shell.Session
	deps    Deps
	work    *shell.Background
	content fyne.CanvasObject

	// The network's work, the gallery's survey, and the painting.
	computing, surveying, painting latest
	computer                       computer
	painter                        painter
	lens                           painter // for what is enlarged, on Fyne's goroutine

	pad      *fyne.Container // where the pad lies while the page is in front
	target   *target
	search   *uiwidget.SearchEntry
	undo     *uiwidget.TipButton
	redo     *uiwidget.TipButton
	clear    *uiwidget.TipButton
	keep     *uiwidget.TipButton // the drawing, to compare with
	best     *uiwidget.TipButton // match, to compare with again
	sections *uiwidget.Words
	planes   *uiwidget.Words
	scroll   *container.Scroll
	sheet    *viewport
	plane    *mapport
	empty    *widget.RichText
	starter  *fyne.Container
	export   *uiwidget.TipButton
	status   *uiwidget.StatusLine

	// What is shown.
	facts    *facts
	overview *overview
	answer   answer
	camera   camera
	pointed  int // row of the map's point under the pointer, or -1
	problem  string

	// What is asked for.
	view    int             // of a drawing's views
	example model.ExampleID // to compare with; 0: the best match
	other   *model.Glyph    // to compare with instead; nil: none
	stale   bool            // the gallery has changed since it was surveyed
	posed   *siamese.Model  // that the survey was asked of
}

const searchWidth = 160

// partStyle is how the names of the views, and of the parts of one, stand in a line.
var partStyle = uiwidget.WordStyle{Text: uiwidget.SmallSize, Height: 32, Gap: 12}

// New returns the page, with nothing begun before it is shown.
func New(session *shell.Session, deps Deps) *Page {
	p := &Page{session: session, deps: deps, work: shell.NewBackground(session), camera: wholeMap(), pointed: -1, stale: true}
	for _, l := range []*latest{&p.computing, &p.surveying, &p.painting} {
		l.work = p.work
	}
	p.computing.patience, p.surveying.patience = computePatience, 1
	p.build()
	session.OnEdit(func(gallery.Change) { p.changed() })
	session.OnReplaced(func() { p.example, p.other, p.overview = 0, nil, nil; p.changed() })
	return p
}

func (p *Page) build() {
	p.pad = container.New(whileFront{p})
	p.undo = p.session.Tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), p.session.Undo)
	p.redo = p.session.Tips.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), p.session.Redo)
	p.clear = p.session.Tips.NewTool(lang.L("Clear"), theme.ContentClearIcon(), func() { p.session.Pad.Clear() })
	p.target = newTarget()
	p.search = uiwidget.NewSearchEntry(lang.L("Search by name"))
	p.search.OnChanged = func(string) { p.find() }
	p.search.OnLeave = func() { p.session.Window.Canvas().Unfocus() }
	p.search.OnKey = func(k *fyne.KeyEvent) { p.session.OnKey(k) }
	p.search.OnShortcut = func(keys fyne.Shortcut) { p.session.OnShortcut(keys) }
	p.best = p.session.Tips.NewIconButton(lang.L("Compare with the best match"), theme.ConfirmIcon(), p.showBest)
	p.keep = p.session.Tips.NewIconButton(lang.L("Compare with this drawing"), theme.ContentCopyIcon(), p.keepDrawing)
	p.sections = uiwidget.NewWords(partStyle, func(int) { p.chooseSection() },
		lang.L("Twins"), lang.L("Sum"), lang.L("Ink"), lang.L("Difference"), lang.L("Features"), lang.L("Map"))
	p.planes = uiwidget.NewWords(partStyle, func(int) { p.camera = wholeMap(); p.paint() }, lang.L("By likeness"), lang.L("By variance"))
	p.export = p.session.Tips.NewIconButton(lang.L("Export"), theme.DocumentSaveIcon(), nil)
	p.export.OnTapped = func() { p.session.PopUpUnder(p.export, p.exportItems()...) }

	p.sheet, p.plane = newViewport(), newMapport()
	p.scroll = container.NewVScroll(p.sheet)
	p.empty, p.starter = uiwidget.NewMuted("", fyne.TextAlignCenter), container.NewStack()
	if p.deps.Starter != nil {
		p.starter.Add(p.deps.Starter)
	}
	p.status = uiwidget.NewStatusLine()
	p.listen()

	top := container.NewBorder(nil, nil, nil, p.export, p.sections.Content)
	bottom := container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(searchWidth, p.search.MinSize().Height), p.search), nil, p.status)
	view := container.NewStack(p.scroll, p.plane, container.NewVBox(container.NewHBox(p.planes.Content)), container.NewCenter(container.NewVBox(p.empty, p.starter)))
	left := container.New(column{}, p.pad, container.New(uiwidget.ToolRow{}, p.undo, p.redo, p.clear, container.NewStack(p.keep), container.NewStack(p.best)), p.target)
	p.content = container.New(bench{}, left, container.NewBorder(top, bottom, nil, nil, view))
	p.arrange()
}

// listen joins the views with what pointing at them does.
func (p *Page) listen() {
	p.sheet.onSize, p.plane.onSize = p.paint, p.paint
	p.sheet.onOver = p.over
	p.sheet.onTap = func(at fyne.Position) {
		if s := p.sheet.spotAt(at); s != nil && s.tap != nil {
			s.tap()
		}
	}
	p.plane.onOver = p.overMap
	p.plane.onTap = func(at fyne.Position) {
		p.overMap(at, true)
		if p.pointed >= 0 {
			p.choose(p.overview.entries[p.pointed].example)
		}
	}
	p.plane.onPull = func(dx, dy float32) {
		p.camera = p.mapping().panned(dx, dy)
		p.paint()
	}
	p.plane.onZoom = func(factor float32, at fyne.Position) {
		p.camera = p.mapping().zoomed(factor, at.X, at.Y)
		p.paint()
	}
}

// section is the view in front.
func (p *Page) section() section { return section(p.sections.Chosen()) }

// chooseSection brings a view to the front.
func (p *Page) chooseSection() {
	p.arrange()
	p.sheet.show(nil, fyne.NewSize(0, 0), nil)
	p.scroll.ScrollToTop()
	p.ask() // for the heat maps, which are not made for other views
	p.paint()
}

// arrange shows what the view in front is made of.
func (p *Page) arrange() {
	onMap := p.section() == mapSection
	uiwidget.SetVisible(p.scroll, !onMap)
	uiwidget.SetVisible(p.plane, onMap)
	uiwidget.SetVisible(p.planes.Content, onMap)
	p.sheet.enlarge(nil, fyne.Position{}, 0)
	p.status.SetText("")
}

// front reports whether the page is in front. The page does nothing while it is not.
func (p *Page) front() bool { return p.content.Visible() && len(p.pad.Objects) > 0 }

func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown takes the pad, which it shares with the page to draw on.
func (p *Page) Shown() {
	p.pad.Objects = []fyne.CanvasObject{p.session.Pad}
	uiwidget.Relayout(p.pad)
	p.pad.Refresh()
	if p.deps.Network() != p.posed {
		p.stale = true
	}
	p.survey()
	p.ask()
	p.paint()
}

// Close ends what the page has begun.
func (p *Page) Close() { p.work.Close() }

// Drawn is to be called whenever the ink has changed.
func (p *Page) Drawn() {
	if !p.front() {
		return
	}
	p.ask()
}

func (p *Page) refreshTools() {
	uiwidget.Enable(p.undo, p.session.Pad.CanUndo())
	uiwidget.Enable(p.redo, p.session.Pad.CanRedo())
	uiwidget.Enable(p.clear, !p.session.Pad.Empty())
	uiwidget.Enable(p.keep, !p.session.Pad.Empty())
	uiwidget.Enable(p.best, p.example != 0 || p.other != nil)
}

// changed has the gallery surveyed again, at once if that is seen.
func (p *Page) changed() {
	p.stale = true
	if p.front() {
		p.survey()
		p.ask()
	}
}

// Undo and Redo are those of the page to draw on.
func (p *Page) Undo() { p.session.Undo() }
func (p *Page) Redo() { p.session.Redo() }

func (p *Page) Shortcuts() []uiwidget.Shortcut {
	turn := func(by int) func() { return func() { p.sections.Next(by) } }
	return []uiwidget.Shortcut{
		{Name: lang.L("Clear"), Plain: []fyne.KeyName{fyne.KeyEscape, fyne.KeyDelete}, Do: p.session.Pad.Clear},
		{Name: lang.L("Next view"), Plain: []fyne.KeyName{fyne.KeyPageDown}, Do: turn(1)},
		{Name: lang.L("View before"), Plain: []fyne.KeyName{fyne.KeyPageUp}, Do: turn(-1)},
		{Name: lang.L("Compare with the best match"), Plain: []fyne.KeyName{fyne.KeyHome}, Do: p.showBest},
		{Name: lang.L("Compare with this drawing"), Plain: []fyne.KeyName{fyne.KeyInsert}, Do: p.keepDrawing},
		{Name: lang.L("Compare with the next class"), Plain: []fyne.KeyName{fyne.KeyRight, fyne.KeyDown}, Do: func() { p.step(1) }},
		{Name: lang.L("Compare with the class before"), Plain: []fyne.KeyName{fyne.KeyLeft, fyne.KeyUp}, Do: func() { p.step(-1) }},
		{Name: lang.L("The whole map"), Plain: []fyne.KeyName{fyne.Key0}, Do: func() { p.camera = wholeMap(); p.paint() }},
	}
}

// Find leads to the search.
func (p *Page) Find() {
	if p.search.Visible() {
		p.session.Window.Canvas().Focus(p.search)
	}
}

// RestoreFrom takes over from a page that was built in another language or look.
func (p *Page) RestoreFrom(from *Page) {
	p.view, p.example, p.other, p.camera = from.view, from.example, from.other, from.camera
	p.overview, p.posed, p.stale = from.overview, from.posed, from.stale
	p.planes.Mark(from.planes.Chosen())
	p.sections.Mark(from.sections.Chosen())
	p.arrange()
}
