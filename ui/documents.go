package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func fileRequest(title string) FileRequest {
	return FileRequest{Title: title, Kind: lang.L("Oneglyph galleries"), Extensions: []string{strings.TrimPrefix(gallery.Extension, ".")}}
}

// refreshTitle shows which gallery is open, and whether its file holds all of it.
func (w *Window) refreshTitle() {
	title := "Oneglyph"
	if d := w.keeper.Document(); d.Path != "" {
		title = foreign.Text(d.Name()) + " – " + title
		if d.Unsaved {
			title = "• " + title
		}
	}
	if w.window.Title() != title {
		w.window.SetTitle(title)
	}
}

// newDocument begins an empty gallery.
func (w *Window) newDocument() {
	w.unlessUnsaved(func() { w.another(lang.L("One moment…"), w.keeper.New(), nil) })
}

// openDocument asks for a gallery's file and opens it.
func (w *Window) openDocument() {
	w.unlessUnsaved(func() {
		r := fileRequest(lang.L("Open a gallery"))
		if d := w.keeper.Document(); d.Path != "" {
			r.Folder = filepath.Dir(d.Path)
		}
		w.chooseFile(r, w.open)
	})
}

// openFile opens a file that was named without a dialog.
func (w *Window) openFile(path string) {
	w.unlessUnsaved(func() { w.open(path) })
}

// OpenAsked opens a file that another start of the program was given, and comes to
// the front. It may be called on any goroutine; taken is called on Fyne's, with
// false while a question is open or the disk works, when it is to be asked again.
func (w *Window) OpenAsked(path string, taken func(bool)) {
	fyne.Do(func() {
		w.window.RequestFocus()
		free := w.modal == nil && w.cover == nil && !w.leaving
		if free {
			w.openFile(path)
		}
		taken(free)
	})
}

func (w *Window) open(path string) {
	ctx, giveUp := context.WithCancel(context.Background())
	w.another(lang.L("Opening “{{.Name}}”…", uiwidget.Named(gallery.Document{Path: path}.Name())), w.keeper.Open(ctx, path), giveUp)
}

// another puts another gallery into the window, and says where the one before
// is kept. giveUp, unless nil, ends the work.
func (w *Window) another(doing string, show DiskTask, giveUp func()) {
	w.awaitUnless(giveUp, doing, show, func(kept string, err error) {
		if err != nil {
			w.tell(lang.L("Could not open"), problem(err))
			return
		}
		w.replaced()
		w.notice.hide()
		if kept != "" {
			w.notice.show(lang.L("Your previous gallery was saved as {{.Name}} (see Open recent).", uiwidget.Named(filepath.Base(kept))))
		}
		w.refreshTitle()
	})
}

// save writes the gallery to its file, asking for one where it has none.
func (w *Window) save() { w.saveThen(func() {}) }

func (w *Window) saveThen(then func()) {
	w.await(w.saving(), w.keeper.Save(), func(_ string, err error) {
		switch {
		case errors.Is(err, gallery.ErrNoFile):
			w.saveAsThen(then)
		case errors.Is(err, gallery.ErrChangedOnDisk):
			d := w.keeper.Document()
			w.ask(lang.L("Another program has changed “{{.Name}}”", uiwidget.Named(d.Name())),
				uiwidget.NewWrapped(lang.L("Saving replaces what it wrote, which is kept as a backup.")),
				choice{label: lang.L("Save as…"), then: func() { w.saveAsThen(then) }},
				choice{label: lang.L("Replace"), grave: true, then: func() { w.saveTo(d.Path, then) }})
		case err != nil:
			w.ask(lang.L("Could not save"), uiwidget.NewWrapped(problem(err)),
				choice{label: lang.L("Save as…"), then: func() { w.saveAsThen(then) }})
		default:
			w.saved(then)
		}
	})
}

// saveAs asks for a file and makes it the gallery's own.
func (w *Window) saveAs() { w.saveAsThen(func() {}) }

func (w *Window) saveAsThen(then func()) {
	r := fileRequest(lang.L("Save the gallery as"))
	r.Name = lang.L("My gallery") + gallery.Extension
	if d := w.keeper.Document(); d.Path != "" {
		r.Folder, r.Name = filepath.Split(d.Path)
	}
	w.chooseNewFile(r, func(path string) { w.saveTo(path, then) })
}

func (w *Window) saveTo(path string, then func()) {
	w.await(w.saving(), w.keeper.SaveAs(path), func(_ string, err error) {
		if err != nil {
			w.tell(lang.L("Could not save"), problem(err))
			return
		}
		w.saved(then)
	})
}

func (w *Window) saving() string { return lang.L("Saving…") }

// saved shows that saving went well, and goes on.
func (w *Window) saved(then func()) {
	w.notice.settle()
	w.refreshTitle()
	then()
}

// unlessUnsaved goes on at once, or after a question when the gallery's file does
// not hold the latest changes.
func (w *Window) unlessUnsaved(then func()) {
	d := w.keeper.Document()
	if !d.Unsaved {
		then()
		return
	}
	w.ask(lang.L("Save the changes to “{{.Name}}”?", uiwidget.Named(d.Name())),
		uiwidget.NewWrapped(lang.L("Otherwise they are kept in a copy that “Open recent” lists.")),
		choice{label: lang.L("Save"), then: func() { w.saveThen(then) }},
		choice{label: lang.L("Don't save"), then: then},
	)
}

// leave closes the window, after a question when something is not where it should
// be. While the disk works it waits for that, unless that can be given up.
func (w *Window) leave() {
	if w.cover != nil {
		w.giveUp()
	}
	switch {
	case w.cover != nil:
		w.leaving = true
	case w.modal == nil:
		flush := func() (string, func(), error) { return "", func() {}, w.keeper.Flush() }
		w.await(w.saving(), flush, func(_ string, err error) { w.flushed(err) })
	}
}

// flushed goes on with leaving once the working copy is on the disk, or is not.
func (w *Window) flushed(err error) {
	if err != nil {
		w.ask(lang.L("The gallery could not be saved"), uiwidget.NewWrapped(problem(err)),
			choice{label: lang.L("Save as…"), then: func() { w.saveAsThen(w.leave) }},
			choice{label: lang.L("Discard and close"), grave: true, then: w.close})
		return
	}
	d := w.keeper.Document()
	if !d.Unsaved {
		w.close()
		return
	}
	w.ask(lang.L("Save the changes to “{{.Name}}”?", uiwidget.Named(d.Name())),
		uiwidget.NewWrapped(lang.L("Otherwise they stay here, unsaved, until the next time.")),
		choice{label: lang.L("Save"), then: func() { w.saveThen(w.close) }},
		choice{label: lang.L("Close"), then: w.close},
	)
}

func (w *Window) close() {
	w.leaving = false
	w.window.Close()
}

// dropped opens what was dropped on the window: a gallery, or pictures.
func (w *Window) dropped(at fyne.Position, files []fyne.URI) {
	if w.modal != nil || w.cover != nil {
		return
	}
	var pictures []string
	for _, f := range files {
		switch path := f.Path(); {
		case f.Scheme() != "file":
		case strings.EqualFold(filepath.Ext(path), gallery.Extension):
			w.openFile(path)
			return
		case isPicture(path):
			pictures = append(pictures, path)
		}
	}
	if len(pictures) == 0 && len(files) > 0 {
		w.notice.offer(lang.L("Only pictures and Oneglyph galleries can be dropped here."), "", nil)
	}
	w.droppedPictures(at, pictures)
}
