package shell

import (
	"fyne.io/fyne/v2"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Page is what a tab shows. Its methods are called on Fyne's goroutine.
type Page interface {
	Content() fyne.CanvasObject
	// Shown is called when the page comes to the front.
	Shown()
	// Shortcuts returns the page's own, which hold while it is in front.
	Shortcuts() []uiwidget.Shortcut
	// Close ends what the page has begun: the window closes, or the page is built
	// again in another language. It does not wait.
	Close()
}

// Typist is a page that takes letters typed while no field has the keyboard.
type Typist interface{ TypedRune(rune) }

// Undoer is a page on which undo and redo mean something.
type Undoer interface {
	Undo()
	Redo()
}
