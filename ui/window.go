package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// The pages, as the tabs number them.
const (
	drawPage = iota
	galleryPage
	retrainPage
)

// Window is the program's only window.
type Window struct {
	*session
	deps    Deps
	draw    *drawTab
	gallery *galleryTab
	retrain *retrainTab
	tabs    *tabs
	look    *uitheme.AppTheme
	leaving bool // is to be closed once the disk has done its work
}

// NewWindow builds the window over what it works with, and gives the app its
// look and its languages.
func NewWindow(a fyne.App, deps Deps) *Window {
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	a.SetIcon(icon)
	worn := uitheme.New(deps.Settings.StringWithFallback(variantKey, ""))
	a.Settings().SetTheme(worn)
	Speak(deps.Settings)

	w := &Window{session: newSession(a.NewWindow("Oneglyph"), deps), deps: deps, look: worn}
	w.window.SetIcon(icon)
	w.onShow = w.showClass
	w.tips.Shortcuts = w.bound
	w.window.SetPadded(false)
	w.buildPages()
	w.bindKeys()
	w.restore()
	w.window.SetMaster()
	w.window.SetOnClosed(w.closed)
	w.window.SetOnDropped(w.dropped)
	w.window.SetCloseIntercept(w.leave)
	w.refreshTitle()

	if text := strings.TrimSpace(deps.Keeper.Notice() + " " + unusable(deps.Weights.Trouble())); text != "" {
		w.notice.show(text)
	}
	if deps.Open != "" {
		w.openFile(deps.Open)
	}
	return w
}

// buildPages makes the pages, in the language that is spoken now.
func (w *Window) buildPages() {
	w.onEdit, w.onReplaced = nil, nil
	w.tips.Hide()
	w.draw = newDrawTab(w.session)
	w.gallery = newGalleryTab(w.session, w.draw)
	w.retrain = newRetrainTab(w.session, w.deps)
	w.tabs = newTabs(w.menuButton(),
		tab{lang.L("Draw"), w.draw.content, w.draw},
		tab{lang.L("Gallery"), w.gallery.content, w.gallery},
		tab{lang.L("Retrain"), w.retrain.content, w.retrain},
	)
	w.onEdit = append(w.onEdit, func(gallery.Change) { w.refreshTitle() })
	w.notice.translate()
	page := container.NewBorder(nil, w.notice.line, nil, nil, w.tabs.content)
	w.notice.arrange = func() { uiwidget.Relayout(page) }
	w.window.SetContent(container.New(uiwidget.Roomy{}, page, w.tips.Layer))
}

// closed ends what the window has begun, and keeps what the next one begins with.
func (w *Window) closed() {
	w.remember()
	w.retrain.close()
}

// unusable says that the weights used last are not those in use; empty for nil.
func unusable(err error) string {
	if err == nil {
		return ""
	}
	return lang.L("The weights used last cannot be read; the built-in ones rank instead. {{.Where}}", where(err))
}

// ShowAndRun shows the window and runs the app until it is closed and all that it
// has begun beside has ended.
func (w *Window) ShowAndRun() {
	w.window.ShowAndRun()
	w.working.Wait()
}

// showClass leads to a class's drawings.
func (w *Window) showClass(id model.ClassID) {
	w.tabs.choose(galleryPage)
	w.gallery.reveal(id)
}
