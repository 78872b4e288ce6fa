package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/challenge"
	"github.com/oneglyph/oneglyph/ui/draw"
	gallerypage "github.com/oneglyph/oneglyph/ui/gallery"
	"github.com/oneglyph/oneglyph/ui/inspect"
	"github.com/oneglyph/oneglyph/ui/page"
	"github.com/oneglyph/oneglyph/ui/quick"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	"github.com/oneglyph/oneglyph/ui/training"
	"github.com/oneglyph/oneglyph/ui/transfer"
	"github.com/oneglyph/oneglyph/ui/writing"
)

// The pages, as the tabs number them: first what a person does with a gallery, then
// what is in it, then what the network is about.
const (
	drawPage = iota
	writingPage
	pagePage
	galleryPage
	inspectPage
	challengePage
	trainingPage
)

// Window is the program's only window.
type Window struct {
	session   *shell.Session
	deps      Deps
	theme     *uitheme.AppTheme
	draw      *draw.Page
	gallery   *gallerypage.Page
	training  *training.Page
	transfer  *transfer.Transfer
	writing   *writing.Page
	page      *page.Page
	challenge *challenge.Page
	inspect   *inspect.Page
	tabs      *tabs
	quick     *quick.Panel // nil until it is first shown
	inTray    bool         // the program's icon is in the system tray
	restored  bool         // it has the size and the page of the last window
	ended     bool
}

// NewWindow builds the window over what it works with, and sets the app's
// look and its languages.
func NewWindow(a fyne.App, deps Deps) *Window {
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	a.SetIcon(icon)
	theme := uitheme.New(deps.Settings.StringWithFallback(variantKey, ""))
	a.Settings().SetTheme(theme)
	Speak(deps.Settings)

	w := &Window{deps: deps, theme: theme}
	w.session = shell.New(shell.Deps{
		Window: a.NewWindow("Oneglyph"), Index: deps.Ranker, Keeper: deps.Keeper,
		Settings: deps.Settings, Dialogs: deps.Dialogs, Beside: deps.Beside,
	})
	w.session.Window.SetIcon(icon)
	w.session.Tips.Shortcuts = w.bound
	w.session.Window.SetPadded(false)
	w.buildPages()
	w.bindKeys()
	w.restore()
	w.session.Window.SetMaster()
	w.session.Window.SetOnClosed(w.closed)
	w.session.Window.SetOnDropped(w.dropped)
	w.session.Window.SetCloseIntercept(w.leave)
	w.session.RefreshTitle()
	w.startTray()

	if text := strings.TrimSpace(deps.Keeper.Notice() + " " + unusable(deps.Weights.Trouble())); text != "" {
		w.session.Notice.Show(text)
	}
	if deps.Open != "" {
		w.session.OpenFile(deps.Open)
	}
	return w
}

// buildPages makes the pages, in the language that is spoken now, and joins them.
func (w *Window) buildPages() {
	w.session.ForgetPages()
	w.session.Tips.Hide()
	w.transfer = transfer.New(w.session, transfer.Deps{
		Embedder: w.deps.Embedder, Alphabets: w.deps.Alphabets,
		Ranking: func() []model.Match { return w.draw.Ranking() },
		OverPad: func(at fyne.Position) bool { return w.draw.Covers(at) },
		Compare: w.compare,
	})
	w.draw = draw.New(w.session, draw.Deps{Ranker: w.deps.Ranker, Starter: w.transfer.NewStarterOffer(), OnShow: w.showClass})
	w.gallery = gallerypage.New(w.session, w.deps.Judge, func(id model.ClassID) { w.draw.AddDrawing(id) })
	w.training = training.New(w.session, training.Deps{
		Trainer: w.deps.Trainer, Weights: w.deps.Weights, Downloads: w.deps.Downloads,
	})
	w.writing = writing.New(w.session, writing.Deps{Ranker: w.deps.Ranker, Threshold: w.draw.Threshold, OnPage: w.openPage})
	w.page = page.New(w.session, page.Deps{Surveyor: w.deps.Ranker, Extensions: transfer.PictureExtensions})
	w.challenge = challenge.New(w.session, challenge.Deps{
		Weights: w.deps.Weights, Files: w.deps.Trials, QuizFile: w.deps.quizFile, Starter: w.transfer.NewStarterOffer(),
	})
	w.inspect = w.newInspectPage()
	w.tabs = newTabs(w.menuButton(),
		tab{"draw", lang.L("Draw"), w.draw},
		tab{"write", lang.L("Write"), w.writing},
		tab{"page", lang.L("Page"), w.page},
		tab{"gallery", lang.L("Gallery"), w.gallery},
		tab{"inspect", lang.L("Inspect"), w.inspect},
		tab{"challenge", lang.L("Challenge"), w.challenge},
		tab{"retrain", lang.L("Retrain"), w.training},
	)
	w.tabs.onChosen = w.remember
	w.session.Notice.Translate()
	w.session.Window.SetContent(container.New(sized{onSize: w.remember}, w.session.Notice.Under(w.tabs.content), w.session.Tips.Layer))
}

// newInspectPage makes the page that looks inside the network, and has it told of the
// pen.
func (w *Window) newInspectPage() *inspect.Page {
	page := inspect.New(w.session, inspect.Deps{
		Network:  func() *siamese.Model { m, _ := w.deps.Weights.Current(); return m },
		Surveyor: w.deps.Ranker,
		Export:   w.transfer.WriteTo,
		Starter:  w.transfer.NewStarterOffer(),
	})
	pad, inked := w.session.Pad, w.session.Pad.OnChanged
	pad.OnChanged = func() {
		inked()
		page.Drawn()
	}
	return page
}

// closed ends what the window has begun.
func (w *Window) closed() {
	if w.ended {
		return
	}
	w.ended = true
	w.session.End()
	w.closePages()
}

// unusable says that the weights used last are not those in use; empty for nil.
func unusable(err error) string {
	if err == nil {
		return ""
	}
	return lang.L("The weights used last cannot be read; the built-in ones rank instead. {{.Where}}", shell.Where(err))
}

// ShowAndRun shows the window and runs the app until it is closed and all that it
// has begun in the background has ended.
func (w *Window) ShowAndRun() {
	w.session.Window.ShowAndRun()
	w.closed() // a signal ends Fyne with the window open
	w.session.Wait()
}

// Interrupted is to be called, on any goroutine, once a signal asks the program to end.
func (w *Window) Interrupted() { w.session.Interrupt() }

// showClass leads to a class's drawings.
func (w *Window) showClass(id model.ClassID) {
	w.tabs.choose(galleryPage)
	w.gallery.Reveal(id)
}

// compare puts a picture's ink on the pad, which asks for its ranking.
func (w *Window) compare(ink model.Scan) {
	w.tabs.choose(drawPage)
	w.session.Pad.Place(ink)
}

// OpenAsked opens a file that another start of the program was given, and comes to
// the front. It may be called on any goroutine; taken is called on Fyne's, with
// false while a question is open or the disk works, when it is to be asked again.
func (w *Window) OpenAsked(path string, taken func(bool)) { w.session.OpenAsked(path, taken) }

// openPage asks for a page of writing to read.
func (w *Window) openPage() {
	w.tabs.choose(pagePage)
	w.page.Open()
}
