package shell

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Session is what the pages share: the window, the gallery that is open in it, the
// one way in which that changes, and questions, files and notices. Its fields and
// methods belong to Fyne's goroutine, but for Do, Interrupt and OpenAsked.
type Session struct {
	Window   fyne.Window
	Tips     *uiwidget.Tips // of the buttons in the window
	Notice   *Notice
	Settings Settings
	Thumbs   uiwidget.Thumbs
	Pad      *canvas.Pad // the drawing, which outlives its page
	// Similarity holds how alike the classes are to the drawing on the pad; nil
	// while there is none.
	Similarity map[model.ClassID]float64

	OnShortcut    func(fyne.Shortcut)  // takes what a text field has no use for
	OnKey         func(*fyne.KeyEvent) // likewise
	OnDrawingBack func(name string)    // is called when undo has brought a drawing back

	onEdit     []func(gallery.Change)
	onReplaced []func()
	index      Index
	keeper     Keeper
	dialogs    Dialogs
	choosing   bool // a dialog of the system is open
	beside     func(func())
	working    sync.WaitGroup  // background work of all pages
	ctx        context.Context // is done once the window has closed
	end        context.CancelFunc
	modal      *Question // the uppermost of the questions that are open
	cover      *cover    // over the window while the disk works; nil: it does not
	leaving    bool      // the window is to be closed once the disk has done its work
	editor     *gallery.Editor
	steps      *timeline
}

// Deps is what a session works with.
type Deps struct {
	Window   fyne.Window
	Index    Index
	Keeper   Keeper
	Settings Settings
	Dialogs  Dialogs      // nil: the window's own
	Beside   func(func()) // runs what would hold up Fyne's goroutine; nil: on one of its own
}

// New returns a session over the keeper's gallery, which the index knows
// already.
func New(deps Deps) *Session {
	s := &Session{
		Window: deps.Window, Settings: deps.Settings, Pad: canvas.NewPad(""),
		index: deps.Index, keeper: deps.Keeper, dialogs: deps.Dialogs, beside: deps.Beside,
		OnShortcut: func(fyne.Shortcut) {}, OnKey: func(*fyne.KeyEvent) {}, OnDrawingBack: func(string) {},
	}
	s.ctx, s.end = context.WithCancel(context.Background())
	s.Tips = uiwidget.NewTips(s.After)
	s.Notice = newNotice(s.Tips)
	if s.beside == nil {
		s.beside = func(f func()) { go f() }
	}
	s.editor = gallery.NewEditor(s.keeper.Gallery(), s.follow)
	s.steps = &timeline{pad: s.Pad}
	s.keeper.OnError(func(err error) { s.Do(func() { s.tellOfSaving(err) }) })
	s.keeper.OnNotice(func(text string) { s.Do(func() { s.Notice.Show(text) }) })
	return s
}

// Gallery returns the open gallery, for looking at; Change alone changes it.
func (s *Session) Gallery() *gallery.Gallery { return s.editor.Gallery() }

// Change makes one step, which can be undone, of what a function does to the
// gallery: all of it or, with the function's error, nothing.
func (s *Session) Change(kind gallery.Kind, name string, do func(*gallery.Gallery) error) error {
	if s.cover != nil {
		return ErrAtWork
	}
	return s.editor.Do(kind, name, do)
}

// OnEdit has a page told of every change of the gallery.
func (s *Session) OnEdit(f func(gallery.Change)) { s.onEdit = append(s.onEdit, f) }

// OnReplaced has a page told when another gallery is open.
func (s *Session) OnReplaced(f func()) { s.onReplaced = append(s.onReplaced, f) }

// follow brings a change to the network, to the disk and to the pages.
func (s *Session) follow(c gallery.Change) {
	gone, moved, added := c.Examples()
	for _, e := range gone {
		s.index.RemoveExample(e)
	}
	for _, p := range moved {
		s.index.Move(p.Example.ID, p.Class)
	}
	if len(added) == 1 {
		s.index.Register(added[0].Class, added[0].Example)
	} else if len(added) > 1 {
		s.index.Load(added)
	}
	s.keeper.Changed()
	s.steps.changed()
	s.Notice.Pass()
	for _, f := range s.onEdit {
		f(c)
	}
	s.RefreshTitle()
}

// replaced begins again with the gallery that the keeper has now.
func (s *Session) replaced() {
	s.editor = gallery.NewEditor(s.keeper.Gallery(), s.follow)
	s.Thumbs, s.Similarity = uiwidget.Thumbs{}, nil
	s.steps.forget()
	all := gallery.Change{After: s.Gallery().Classes()}
	_, _, examples := all.Examples()
	s.index.Reset(examples)
	for _, f := range s.onReplaced {
		f()
	}
}

// ForgetPages drops what pages that are no more were to be told.
func (s *Session) ForgetPages() {
	s.onEdit, s.onReplaced, s.OnDrawingBack = nil, nil, func(string) {}
}

// Ask shows a question, over the one that is open if there is one: the keyboard is
// the upper one's until it is left.
func (s *Session) Ask(title string, content fyne.CanvasObject, choices ...Choice) *Question {
	s.Window.Canvas().Unfocus()
	q := ask(s.Window.Canvas(), title, content, nil, choices...)
	q.OnClosed = func() { s.unstack(q) }
	q.under, s.modal = s.modal, q
	return q
}

// unstack takes a question that was left out of those that are open, wherever
// among them it is.
func (s *Session) unstack(q *Question) {
	for at := &s.modal; *at != nil; at = &(*at).under {
		if *at == q {
			*at = q.under
			return
		}
	}
}

// Tell shows a text until it is closed.
func (s *Session) Tell(title, text string) { s.Ask(title, uiwidget.NewWrapped(text)) }

// PopUp shows a menu that stays within the window.
func (s *Session) PopUp(at fyne.Position, items ...*fyne.MenuItem) {
	popup := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.Window.Canvas())
	at.X = min(at.X, s.Window.Canvas().Size().Width-uiwidget.Margin-popup.MinSize().Width)
	popup.ShowAtPosition(at)
}

// PopUpUnder shows a menu under a button.
func (s *Session) PopUpUnder(o fyne.CanvasObject, items ...*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	s.PopUp(at.AddXY(0, o.Size().Height+4), items...)
}

// Go runs what would hold up Fyne's goroutine on another, which nobody waits for:
// see background for what ends with a page.
func (s *Session) Go(f func()) { s.beside(f) }

// Wait returns once all background work has ended.
func (s *Session) Wait() { s.working.Wait() }

// Question returns the uppermost question that is open; nil: there is none.
func (s *Session) Question() *Question { return s.modal }

// Occupied reports whether a question is open or the disk works, so that nothing else
// can be begun.
func (s *Session) Occupied() bool { return s.modal != nil || s.cover != nil }

// ChoosingFile reports whether a dialog of the system is open.
func (s *Session) ChoosingFile() bool { return s.choosing }

// Covered reports whether a question, a menu or a dialog lies over the page.
func (s *Session) Covered() bool {
	return s.modal != nil || s.Window.Canvas().Overlays().Top() != nil
}

// TypedKey brings a key to what lies over the page, and reports whether anything
// does: then it is not the page's.
func (s *Session) TypedKey(k *fyne.KeyEvent) (taken bool) {
	if s.cover != nil && k.Name == fyne.KeyEscape {
		s.giveUp()
	} else if s.modal != nil && s.modal.onTop() {
		s.modal.TypedKey(k)
	} else {
		return s.Covered()
	}
	return true
}

// tellOfSaving says that saving failed, or with nil no more, since it came right.
func (s *Session) tellOfSaving(err error) {
	if err == nil {
		s.Notice.settle()
		return
	}
	s.Notice.trouble(lang.L("Could not save: {{.Problem}}", map[string]any{"Problem": Problem(err)}))
}
