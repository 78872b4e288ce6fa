package shell

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func fileRequest(title string) FileRequest {
	return FileRequest{Title: title, Kind: lang.L("Oneglyph galleries"), Extensions: []string{strings.TrimPrefix(gallery.Extension, ".")}}
}

// RefreshTitle shows which gallery is open, and whether its file holds all of it.
func (s *Session) RefreshTitle() {
	title := "Oneglyph"
	if d := s.keeper.Document(); d.Path != "" {
		title = foreign.Text(d.Name()) + " – " + title
		if d.Unsaved {
			title = "• " + title
		}
	}
	if s.Window.Title() != title {
		s.Window.SetTitle(title)
	}
}

// NewGallery begins an empty gallery.
func (s *Session) NewGallery() {
	s.unlessUnsaved(func() { s.another(lang.L("One moment…"), s.keeper.New(), nil) })
}

// OpenGallery asks for a gallery's file and opens it.
func (s *Session) OpenGallery() {
	s.unlessUnsaved(func() {
		r := fileRequest(lang.L("Open a gallery"))
		if d := s.keeper.Document(); d.Path != "" {
			r.Folder = filepath.Dir(d.Path)
		}
		s.ChooseFile(r, s.open)
	})
}

// OpenFile opens a file that was named without a dialog.
func (s *Session) OpenFile(path string) {
	s.unlessUnsaved(func() { s.open(path) })
}

// OpenAsked opens a file that another start of the program was given, and comes to
// the front. It may be called on any goroutine; taken is called on Fyne's, with
// false while a question is open or the disk works, when it is to be asked again.
func (s *Session) OpenAsked(path string, taken func(bool)) {
	s.Do(func() {
		s.Window.RequestFocus()
		free := !s.Occupied() && !s.leaving
		if free {
			s.OpenFile(path)
		}
		taken(free)
	})
}

func (s *Session) open(path string) {
	ctx, giveUp := context.WithCancel(context.Background())
	s.another(lang.L("Opening “{{.Name}}”…", uiwidget.Named(gallery.Document{Path: path}.Name())), s.keeper.Open(ctx, path), giveUp)
}

// another puts another gallery into the window, and says where the one before
// is kept. giveUp, unless nil, ends the work.
func (s *Session) another(doing string, show DiskTask, giveUp func()) {
	s.awaitUnless(giveUp, doing, show, func(kept string, err error) {
		if err != nil {
			s.Tell(lang.L("Could not open"), Problem(err))
			return
		}
		s.replaced()
		s.Notice.Hide()
		if kept != "" {
			s.Notice.Show(lang.L("Your previous gallery was saved as {{.Name}} (see Open recent).", uiwidget.Named(filepath.Base(kept))))
		}
		s.RefreshTitle()
	})
}

// Save writes the gallery to its file, asking for one where it has none.
func (s *Session) Save() { s.saveThen(func() {}) }

func (s *Session) saveThen(then func()) {
	s.Await(s.saving(), s.keeper.Save(), func(_ string, err error) {
		switch {
		case errors.Is(err, gallery.ErrNoFile):
			s.saveAsThen(then)
		case errors.Is(err, gallery.ErrChangedOnDisk):
			d := s.keeper.Document()
			s.Ask(lang.L("Another program has changed “{{.Name}}”", uiwidget.Named(d.Name())),
				uiwidget.NewWrapped(lang.L("Saving replaces what it wrote, which is kept as a backup.")),
				Choice{Label: lang.L("Save as…"), Then: func() { s.saveAsThen(then) }},
				Choice{Label: lang.L("Replace"), Grave: true, Then: func() { s.saveTo(d.Path, then) }})
		case err != nil:
			s.Ask(lang.L("Could not save"), uiwidget.NewWrapped(Problem(err)),
				Choice{Label: lang.L("Save as…"), Then: func() { s.saveAsThen(then) }})
		default:
			s.saved(then)
		}
	})
}

// SaveAs asks for a file and makes it the gallery's own.
func (s *Session) SaveAs() { s.saveAsThen(func() {}) }

func (s *Session) saveAsThen(then func()) {
	r := fileRequest(lang.L("Save the gallery as"))
	r.Name = lang.L("My gallery") + gallery.Extension
	if d := s.keeper.Document(); d.Path != "" {
		r.Folder, r.Name = filepath.Split(d.Path)
	}
	s.ChooseNewFile(r, func(path string) { s.saveTo(path, then) })
}

func (s *Session) saveTo(path string, then func()) {
	s.Await(s.saving(), s.keeper.SaveAs(path), func(_ string, err error) {
		if err != nil {
			s.Tell(lang.L("Could not save"), Problem(err))
			return
		}
		s.saved(then)
	})
}

func (s *Session) saving() string { return lang.L("Saving…") }

// saved shows that saving went well, and goes on.
func (s *Session) saved(then func()) {
	s.Notice.settle()
	s.RefreshTitle()
	then()
}

// unlessUnsaved goes on at once, or after a question when the gallery's file does
// not hold the latest changes.
func (s *Session) unlessUnsaved(then func()) {
	d := s.keeper.Document()
	if !d.Unsaved {
		then()
		return
	}
	s.Ask(lang.L("Save the changes to “{{.Name}}”?", uiwidget.Named(d.Name())),
		uiwidget.NewWrapped(lang.L("Otherwise they are kept in a copy that “Open recent” lists.")),
		Choice{Label: lang.L("Save"), Then: func() { s.saveThen(then) }},
		Choice{Label: lang.L("Don't save"), Then: then},
	)
}

// Leave closes the window, after a question when something is not where it should
// be. While the disk works it waits for that, unless that can be given up.
func (s *Session) Leave() {
	if s.cover != nil {
		s.giveUp()
	}
	switch {
	case s.cover != nil:
		s.leaving = true
	case s.modal == nil:
		flush := func() (string, func(), error) { return "", func() {}, s.keeper.Flush() }
		s.Await(s.saving(), flush, func(_ string, err error) { s.flushed(err) })
	}
}

// flushed goes on with leaving once the working copy is on the disk, or is not.
func (s *Session) flushed(err error) {
	if err != nil {
		s.Ask(lang.L("The gallery could not be saved"), uiwidget.NewWrapped(Problem(err)),
			Choice{Label: lang.L("Save as…"), Then: func() { s.saveAsThen(s.Leave) }},
			Choice{Label: lang.L("Discard and close"), Grave: true, Then: s.close})
		return
	}
	d := s.keeper.Document()
	if !d.Unsaved {
		s.close()
		return
	}
	s.Ask(lang.L("Save the changes to “{{.Name}}”?", uiwidget.Named(d.Name())),
		uiwidget.NewWrapped(lang.L("Otherwise they stay here, unsaved, until the next time.")),
		Choice{Label: lang.L("Save"), Then: func() { s.saveThen(s.close) }},
		Choice{Label: lang.L("Close"), Then: s.close},
	)
}

func (s *Session) close() {
	s.leaving = false
	s.Window.Close()
}
