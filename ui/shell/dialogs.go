package shell

import (
	"errors"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
)

// ChooseFile asks for a file that exists and goes on with it, if one was chosen.
func (s *Session) ChooseFile(r FileRequest, then func(path string)) {
	s.choose(r, Dialogs.Open, s.ownOpenDialog, then)
}

// ChooseFolder asks for a folder that exists.
func (s *Session) ChooseFolder(r FileRequest, then func(path string)) {
	s.choose(r, Dialogs.OpenFolder, s.ownFolderDialog, then)
}

// choose shows the system's dialog on another goroutine, or Fyne's own where
// there is none. A second one is not shown while the first is open.
func (s *Session) choose(r FileRequest, ask func(Dialogs, FileRequest) (string, error), own func(FileRequest, func(string)), then func(string)) {
	if s.choosing {
		return
	}
	if s.dialogs == nil {
		own(r, then)
		return
	}
	s.choosing = true
	s.beside(func() {
		path, err := ask(s.dialogs, r)
		s.Do(func() {
			s.choosing = false
			switch {
			case err == nil:
				then(path)
			case errors.Is(err, ErrCancelled):
			case errors.Is(err, ErrNoDialog):
				own(r, then)
			default:
				s.Tell(lang.L("Something went wrong"), Problem(err))
			}
		})
	})
}

func (s *Session) ownOpenDialog(r FileRequest, then func(string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if f != nil {
			_ = f.Close() // it is opened again by its path
			s.answered(f.URI(), err, then)
		} else {
			s.answered(nil, err, then)
		}
	}, s.Window)
	prepare(d, r)
}

func (s *Session) ownFolderDialog(r FileRequest, then func(string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if folder == nil {
			s.answered(nil, err, then)
		} else {
			s.answered(folder, err, then)
		}
	}, s.Window)
	prepare(d, r)
}

func (s *Session) answered(file fyne.URI, err error, then func(string)) {
	switch {
	case err != nil:
		s.Tell(lang.L("Something went wrong"), Problem(err))
	case file != nil:
		then(file.Path())
	}
}

func prepare(d *dialog.FileDialog, r FileRequest) {
	if len(r.Extensions) > 0 {
		var filter []string
		for _, e := range r.Extensions {
			filter = append(filter, "."+e)
		}
		d.SetFilter(regularFiles{storage.NewExtensionFileFilter(filter)})
	}
	if folder, err := storage.ListerForURI(storage.NewFileURI(r.Folder)); err == nil && r.Folder != "" {
		d.SetLocation(folder)
	}
	d.Show()
	d.Resize(fyne.NewSize(760, 520))
}

// regularFiles leaves out pipes and devices: Fyne's dialog opens what is chosen, and
// would wait for them for ever.
type regularFiles struct{ storage.FileFilter }

func (f regularFiles) Matches(file fyne.URI) bool {
	info, err := os.Stat(file.Path())
	return err == nil && info.Mode().IsRegular() && f.FileFilter.Matches(file)
}
