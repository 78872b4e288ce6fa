package writing

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Ranker ranks the registered classes against several drawings at once.
type Ranker interface {
	// RankEach passes an answer for each glyph, with so many of its best matches, to
	// a function that is called on any goroutine. It returns at once.
	RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error))
}

// Deps is what the page works with besides the session.
type Deps struct {
	Ranker Ranker
	// Threshold returns the similarity below which the best match of an answer is none.
	Threshold func(model.Answer) float64
	// OnPage opens a page of writing; nil: there is no such button.
	OnPage func()
}

// Page is the writing line.
type Page struct {
	session    *shell.Session
	deps       Deps
	background *shell.Background
	content    fyne.CanvasObject

	row   *line
	ranks *ranks

	text                     *transcript
	names                    *names
	strip                    *canvas.Strip
	borders                  *borders
	copyButton               *uiwidget.TipButton
	undo, redo, clear, erase *uiwidget.TipButton
	further                  *uiwidget.TipButton
	status                   *uiwidget.StatusLine
	resting                  *time.Timer // until the row moves on
}

// New builds the page, with nothing written.
func New(session *shell.Session, deps Deps) *Page {
	p := &Page{session: session, deps: deps, background: shell.NewBackground(session), row: &line{}, ranks: newRanks()}
	p.build()
	session.OnEdit(func(gallery.Change) { p.revise() })
	session.OnReplaced(p.revise)
	p.refresh()
	return p
}

func (p *Page) build() {
	t := p.session.Tips
	p.text = newTranscript(lang.L("Write a few characters in a row"))
	p.copyButton = t.NewButton(lang.L("Copy"), theme.ContentCopyIcon(), p.copy)
	p.strip = canvas.NewStrip(lang.L("Write from left to right here"))
	p.strip.OnStroke, p.strip.OnPen, p.strip.OnScrolled = p.wrote, p.penDown, p.place
	p.names = newNames(p.showMatches)
	p.borders = newBorders(p.split, p.join)
	p.borders.onHover = p.explain
	p.undo = t.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), p.Undo)
	p.redo = t.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), p.Redo)
	p.clear = t.NewTool(lang.L("Clear"), theme.ContentClearIcon(), p.Clear)
	p.erase = t.NewTool(lang.L("Remove last"), backspaceIcon(), p.Backspace)
	p.further = t.NewTool(lang.L("More room"), theme.NavigateNextIcon(), p.moveOn)
	p.status = uiwidget.NewStatusLine()

	tools := []fyne.CanvasObject{p.undo, p.redo, p.clear, p.erase, p.further}
	if p.deps.OnPage != nil {
		tools = append(tools, t.NewTool(lang.L("Page of writing…"), theme.DocumentIcon(), p.deps.OnPage))
	}
	top := container.New(layout.NewCustomPaddedLayout(0, 8, 0, 0), container.NewBorder(nil, nil, nil, container.NewCenter(uiwidget.Primary(p.copyButton)), p.text))
	line := container.New(uiwidget.StatusRow{}, append(tools, p.status)...)
	p.content = container.New(layout.NewCustomPaddedLayout(0, uiwidget.Margin, uiwidget.Margin, uiwidget.Margin),
		container.New(desk{}, top, widget.NewSeparator(), p.names, p.strip, p.borders, line))
}

// Shortcuts hold while the page is in front.
func (p *Page) Shortcuts() []uiwidget.Shortcut {
	all := []uiwidget.Shortcut{
		p.copyButton.Shortcut(fyne.KeyReturn, fyne.KeyEnter),
		p.erase.Shortcut(fyne.KeyBackspace),
		p.clear.Shortcut(fyne.KeyEscape, fyne.KeyDelete),
		p.further.Shortcut(fyne.KeyRight),
		{Name: lang.L("Back along the row"), Plain: []fyne.KeyName{fyne.KeyLeft}, Do: p.moveBack},
	}
	all[0].Keys = []fyne.Shortcut{&fyne.ShortcutCopy{}}
	return all
}

// Content, Shown and Close are shell.Page's.
func (p *Page) Content() fyne.CanvasObject { return p.content }
func (p *Page) Shown()                     {}
func (p *Page) Close()                     { p.background.Close() }

// RestoreFrom takes over what was written on a page that was built in another
// language.
func (p *Page) RestoreFrom(from *Page) {
	p.row = from.row
	p.ranks.pins = from.ranks.pins
	p.refresh()
	p.strip.ScrollTo(from.strip.Left())
	p.ask()
}

// wrote takes a stroke.
func (p *Page) wrote(s model.Stroke) {
	p.session.Notice.Pass()
	p.row.step()
	p.row.now.Add(s)
	p.refresh()
	p.ask()
	p.rest()
}

// Clear takes everything away, which Undo brings back.
func (p *Page) Clear() {
	if p.row.empty() {
		return
	}
	p.row.step()
	p.row.clear()
	p.refresh()
	p.strip.ScrollTo(0)
}

// Backspace takes the last character away.
func (p *Page) Backspace() {
	n := len(p.row.now.Groups())
	if n == 0 {
		return
	}
	p.row.step()
	p.row.now.RemoveGroup(n - 1)
	p.refresh()
	p.ask()
}

// Undo takes back what was done last; Redo does it again.
func (p *Page) Undo() { p.travel(p.row.undo) }
func (p *Page) Redo() { p.travel(p.row.redo) }

func (p *Page) travel(step func() bool) {
	if step() {
		p.refresh()
		p.ask()
	}
}

// split makes two characters of one where it was clicked, in heights of the paper from
// the row's beginning; join makes one of a character and the next.
func (p *Page) split(group int, x float32) {
	p.row.step()
	if !p.row.now.Split(group, x) {
		p.row.unstep()
		p.session.Notice.Offer(lang.L("There is nothing to split here: a stroke stays whole."), "", nil)
		return
	}
	p.refresh()
	p.ask()
}

func (p *Page) join(group int) {
	p.row.step()
	if !p.row.now.Join(group) {
		p.row.unstep()
		return
	}
	p.refresh()
	p.ask()
}

// copy puts the text on the clipboard.
func (p *Page) copy() {
	text := p.Text()
	if text == "" {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.session.Notice.Offer(lang.L("Copied: {{.Text}}", map[string]any{"Text": uiwidget.Readable(text)}), "", nil)
}

const (
	// restTime passes from a stroke near the paper's end until the row moves on.
	restTime = 900 * time.Millisecond
	// nearEnd is the share of the paper behind which the end is near.
	nearEnd = 0.86
)

// rest moves the row on once the pen has rested near the paper's end.
func (p *Page) rest() {
	groups := p.row.now.Groups()
	if len(groups) == 0 || groups[len(groups)-1].Box.X1 < p.strip.Left()+nearEnd*p.strip.Sight() {
		return
	}
	p.resting = time.AfterFunc(restTime, func() { p.background.Show(p.rested) })
}

func (p *Page) rested() {
	if !p.strip.Drawing() {
		p.moveOn()
	}
}

func (p *Page) penDown() {
	if p.resting != nil {
		p.resting.Stop()
	}
}

func (p *Page) moveOn()   { p.strip.ScrollTo(p.strip.Left() + p.strip.Sight()/2) }
func (p *Page) moveBack() { p.strip.ScrollTo(p.strip.Left() - p.strip.Sight()/2) }
