package ui

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// session is what the pages share: the window, the gallery that is open in it,
// and the one way in which the gallery changes.
type session struct {
	window   fyne.Window
	build    Build
	ranker   Ranker
	keeper   Keeper
	settings Settings
	dialogs  Dialogs
	choosing bool         // a dialog of the system is open
	beside   func(func()) // Deps.Beside
	working  sync.WaitGroup
	notice   *notice
	tips     *uiwidget.Tips // of the buttons in the window
	modal    *question      // the uppermost of the questions that are open
	cover    *cover         // over the window while the disk works; nil: it does not
	thumbs   uiwidget.Thumbs

	embedder  Embedder // these two may be nil
	alphabets Alphabets

	editor *gallery.Editor
	pad    *canvas.Pad
	steps  *timeline
	asked  uint64 // generation of the last query
	// matches holds how alike the classes are to the drawing on the pad; nil
	// while there is none.
	matches map[model.ClassID]float64

	onEdit        []func(gallery.Change) // hear of every change of the gallery
	onReplaced    []func()               // hear that another gallery is open
	onDrawingBack func(name string)      // hears that undo brought a drawing back
	onShortcut    func(fyne.Shortcut)    // takes what a text field has no use for
	onKey         func(*fyne.KeyEvent)
	onShow        func(model.ClassID) // shows a class with its drawings
}

func newSession(window fyne.Window, deps Deps) *session {
	t := uiwidget.NewTips()
	s := &session{window: window, build: deps.Build, ranker: deps.Ranker, keeper: deps.Keeper, settings: deps.Settings, dialogs: deps.Dialogs, notice: newNotice(t), tips: t}
	if s.beside = deps.Beside; s.beside == nil {
		s.beside = func(f func()) { go f() }
	}
	s.embedder, s.alphabets = deps.Embedder, deps.Alphabets
	s.editor = gallery.NewEditor(s.keeper.Gallery(), s.follow)
	s.pad = canvas.NewPad("")
	s.steps = &timeline{pad: s.pad}
	return s
}

// Gallery is for looking at; change alone changes it.
func (s *session) Gallery() *gallery.Gallery { return s.editor.Gallery() }

// change makes one step, which can be undone, of what a function does to the
// gallery: all of it or, with the function's error, nothing.
func (s *session) change(kind gallery.Kind, name string, do func(*gallery.Gallery) error) error {
	if s.cover != nil {
		return errAtWork
	}
	return s.editor.Do(kind, name, do)
}

// follow brings a change to the network, to the disk and to the pages.
func (s *session) follow(c gallery.Change) {
	gone, moved, added := c.Examples()
	for _, e := range gone {
		s.ranker.RemoveExample(e)
	}
	for _, p := range moved {
		s.ranker.Move(p.Example.ID, p.Class)
	}
	if len(added) == 1 {
		s.ranker.Register(added[0].Class, added[0].Example)
	} else if len(added) > 1 {
		s.ranker.Load(added)
	}
	s.keeper.Changed()
	s.steps.changed()
	s.notice.pass()
	for _, f := range s.onEdit {
		f(c)
	}
}

// replaced begins anew with the gallery that the keeper has now.
func (s *session) replaced() {
	s.editor = gallery.NewEditor(s.keeper.Gallery(), s.follow)
	s.thumbs, s.matches = uiwidget.Thumbs{}, nil
	s.steps.forget()
	all := gallery.Change{After: s.Gallery().Classes()}
	_, _, examples := all.Examples()
	s.ranker.Reset(examples)
	for _, f := range s.onReplaced {
		f()
	}
}

// ask shows a question, over the one that is open if there is one: the keyboard is
// the upper one's until it is left.
func (s *session) ask(title string, content fyne.CanvasObject, choices ...choice) *question {
	s.window.Canvas().Unfocus()
	q := ask(s.window.Canvas(), title, content, nil, choices...)
	q.closed = func() { s.unstack(q) }
	q.under, s.modal = s.modal, q
	return q
}

// unstack takes a question that was left out of those that are open, wherever
// among them it is.
func (s *session) unstack(q *question) {
	for at := &s.modal; *at != nil; at = &(*at).under {
		if *at == q {
			*at = q.under
			return
		}
	}
}

func (s *session) tell(title, text string) { s.ask(title, uiwidget.NewWrapped(text)) }

// tellOfSaving says that saving failed, or with nil no more, since it came right.
func (s *session) tellOfSaving(err error) {
	if err == nil {
		s.notice.settle()
		return
	}
	s.notice.trouble(lang.L("Could not save: {{.Problem}}", map[string]any{"Problem": problem(err)}))
}

// popUp shows a menu that stays within the window.
func (s *session) popUp(at fyne.Position, items ...*fyne.MenuItem) {
	popup := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.window.Canvas())
	at.X = min(at.X, s.window.Canvas().Size().Width-uiwidget.Margin-popup.MinSize().Width)
	popup.ShowAtPosition(at)
}
