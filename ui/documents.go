package ui

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

const extension = ".oneglyph"

func fileRequest(title string) FileRequest {
	return FileRequest{Title: title, Kind: lang.L("Oneglyph galleries"), Extensions: []string{strings.TrimPrefix(extension, ".")}}
}

// name is what a document is called in the title and in questions.
func (d Document) name() string { return strings.TrimSuffix(filepath.Base(d.Path), extension) }

// refreshTitle shows which gallery is open, and whether its file holds all of it.
func (w *Window) refreshTitle() {
	title := "Oneglyph"
	if d := w.keeper.Document(); d.Path != "" {
		title = d.name() + " – " + title
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
	w.unlessUnsaved(func() { w.another(w.keeper.New) })
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

func (w *Window) open(path string) {
	w.another(func() (string, error) { return w.keeper.Open(path) })
}

// another puts another gallery into the window, and says where the one before
// is kept.
func (w *Window) another(show func() (kept string, err error)) {
	kept, err := show()
	if err != nil {
		w.tell(lang.L("Not opened"), problem(err))
		return
	}
	w.replaced()
	w.notice.hide()
	if kept != "" {
		w.notice.show(lang.L("The gallery before is kept: see “Open recent” for {{.Name}}.", named(filepath.Base(kept))))
	}
	w.refreshTitle()
}

// save writes the gallery to its file, asking for one where it has none.
func (w *Window) save() { w.saveThen(func() {}) }

func (w *Window) saveThen(then func()) {
	err := w.keeper.Save()
	switch {
	case errors.Is(err, ErrNoFile):
		w.saveAsThen(then)
	case errors.Is(err, ErrChangedOnDisk):
		d := w.keeper.Document()
		w.ask(lang.L("Another program has changed “{{.Name}}”", named(d.name())),
			wrapped(lang.L("Saving replaces what it wrote, which is kept as a backup.")),
			choice{label: lang.L("Save as⋯"), then: func() { w.saveAsThen(then) }},
			choice{label: lang.L("Replace"), grave: true,
				do:   func() string { return problem(w.keeper.SaveAs(d.Path)) },
				then: func() { w.saved(then) }})
	case err != nil:
		w.ask(lang.L("Not saved"), wrapped(problem(err)),
			choice{label: lang.L("Save as⋯"), then: func() { w.saveAsThen(then) }})
	default:
		w.saved(then)
	}
}

// saveAs asks for a file and makes it the gallery's own.
func (w *Window) saveAs() { w.saveAsThen(func() {}) }

func (w *Window) saveAsThen(then func()) {
	r := fileRequest(lang.L("Save the gallery as"))
	r.Name = lang.L("My gallery") + extension
	if d := w.keeper.Document(); d.Path != "" {
		r.Folder, r.Name = filepath.Split(d.Path)
	}
	w.chooseNewFile(r, func(path string) {
		if err := w.keeper.SaveAs(path); err != nil {
			w.tell(lang.L("Not saved"), problem(err))
			return
		}
		w.saved(then)
	})
}

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
	w.ask(lang.L("Save the changes to “{{.Name}}”?", named(d.name())),
		wrapped(lang.L("Otherwise they are kept in a copy that “Open recent” lists.")),
		choice{label: lang.L("Save"), then: func() { w.saveThen(then) }},
		choice{label: lang.L("Go on without"), then: then},
	)
}

// leave closes the window, after a question when something is not where it should
// be.
func (w *Window) leave() {
	if w.modal != nil {
		return
	}
	if err := w.keeper.Flush(); err != nil {
		w.ask(lang.L("The gallery could not be saved"), wrapped(problem(err)),
			choice{label: lang.L("Save as⋯"), then: func() { w.saveAsThen(w.leave) }},
			choice{label: lang.L("Close and lose it"), grave: true, then: w.window.Close})
		return
	}
	d := w.keeper.Document()
	if !d.Unsaved {
		w.window.Close()
		return
	}
	w.ask(lang.L("Save the changes to “{{.Name}}”?", named(d.name())),
		wrapped(lang.L("Otherwise they stay here, unsaved, until the next time.")),
		choice{label: lang.L("Save"), then: func() { w.saveThen(w.window.Close) }},
		choice{label: lang.L("Close"), then: w.window.Close},
	)
}

// dropped opens what was dropped on the window: a gallery, or pictures.
func (w *Window) dropped(at fyne.Position, files []fyne.URI) {
	if w.modal != nil {
		return
	}
	var pictures []string
	for _, f := range files {
		switch path := f.Path(); {
		case f.Scheme() != "file":
		case strings.EqualFold(filepath.Ext(path), extension):
			w.openFile(path)
			return
		case isPicture(path):
			pictures = append(pictures, path)
		}
	}
	w.droppedPictures(at, pictures)
}
