package challenge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// mode is one of the page's games.
type mode interface {
	content() fyne.CanvasObject
	shown()
	shortcuts() []uiwidget.Shortcut
	typedRune(rune)
	undo()
	redo()
}

// Page shows one game at a time.
type Page struct {
	session *shell.Session
	deps    Deps
	work    *shell.Background
	library *library
	trial   *trialView
	lesson  *lessonView
	quiz    *quizView
	bench   *benchView
	modes   []mode
	titles  []*uiwidget.TipButton
	chosen  int
	front   bool // has been shown: before, nothing is read
	pages   *fyne.Container
	content fyne.CanvasObject
}

// New returns the page, which reads nothing before it is shown.
func New(session *shell.Session, deps Deps) *Page {
	p := &Page{session: session, deps: deps, work: shell.NewBackground(session)}
	p.library = newLibrary(session, p.work, deps)
	p.trial, p.lesson, p.quiz, p.bench = newTrialView(p), newLessonView(p), newQuizView(p), newBenchView(p)
	p.modes = []mode{p.trial, p.lesson, p.quiz, p.bench}
	line := container.New(uiwidget.ToolRow{})
	p.pages = container.New(uiwidget.Roomy{})
	for i, title := range []string{lang.L("Lake's trial"), lang.L("Teach it"), lang.L("Quiz"), lang.L("Benchmark")} {
		b := session.Tips.NewButton(title, nil, func() { p.choose(i) })
		b.Importance = widget.LowImportance
		p.titles = append(p.titles, b)
		line.Add(b)
		p.pages.Add(p.modes[i].content())
	}
	head := container.New(layout.NewCustomPaddedLayout(0, 8, uiwidget.Margin, uiwidget.Margin), line) // the chosen one is painted
	body := container.New(layout.NewCustomPaddedLayout(0, uiwidget.Margin, uiwidget.Margin, uiwidget.Margin), p.pages)
	p.content = container.NewBorder(head, nil, nil, nil, body)
	p.mark()
	return p
}

// Content returns what the tab shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown begins the game in front.
func (p *Page) Shown() {
	p.front = true
	p.modes[p.chosen].shown()
}

// Close ends what the page has begun.
func (p *Page) Close() { p.work.Close() }

// choose brings a game to the front.
func (p *Page) choose(i int) {
	p.chosen = i
	p.mark()
	if p.front {
		p.modes[i].shown()
	}
}

// mark shows which game is in front.
func (p *Page) mark() {
	for i, b := range p.titles {
		importance := widget.LowImportance
		if i == p.chosen {
			importance = widget.MediumImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
		uiwidget.SetVisible(p.pages.Objects[i], i == p.chosen)
	}
}

// Shortcuts returns those of the games' choice and of the game in front.
func (p *Page) Shortcuts() []uiwidget.Shortcut {
	var all []uiwidget.Shortcut
	for i, key := range []fyne.KeyName{fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5} {
		all = append(all, p.titles[i].Shortcut(key))
	}
	return append(all, p.modes[p.chosen].shortcuts()...)
}

// TypedRune takes the letters of the game in front.
func (p *Page) TypedRune(r rune) { p.modes[p.chosen].typedRune(r) }

// Undo takes back a stroke.
func (p *Page) Undo() { p.modes[p.chosen].undo() }

// Redo makes it again.
func (p *Page) Redo() { p.modes[p.chosen].redo() }

// RestoreFrom goes on with what another page was at, in another language or other
// colours.
func (p *Page) RestoreFrom(old *Page) {
	p.library.restore(old.library)
	p.trial.restore(old.trial)
	p.lesson.restore(old.lesson)
	p.quiz.restore(old.quiz)
	p.bench.restore(old.bench)
	p.chosen = old.chosen
	p.mark()
}
