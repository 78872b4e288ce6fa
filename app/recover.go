package app

import (
	"errors"
	"io/fs"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/project"
)

// openOrRecover reads a project, or what can be had in its place, and tells
// what was done about a file that is damaged or missing.
func openOrRecover(path string) (p *project.Project, notice string, err error) {
	p, err = project.Open(path)
	damaged := errors.Is(err, project.ErrDamaged)
	missing := errors.Is(err, fs.ErrNotExist)
	if !damaged && !missing {
		return p, "", err
	}
	if damaged {
		kept, err := project.SetAside(path)
		if err != nil {
			return nil, "", err
		}
		notice = lang.L("The gallery was damaged. It is kept as {{.File}}.", map[string]any{"File": kept})
	}
	p, err = project.Open(project.Backup(path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The next saves would make the empty gallery its backup.
		if _, err := project.SetAside(project.Backup(path)); err != nil {
			return nil, "", err
		}
	}
	switch {
	case err == nil && damaged:
		return p, notice + " " + lang.L("This is the version before its last change."), nil
	case err == nil:
		return p, lang.L("{{.File}} was missing. This is the version before its last change.", map[string]any{"File": path}), nil
	case damaged:
		return project.New(), notice + " " + lang.L("This one is empty."), nil
	case errors.Is(err, fs.ErrNotExist):
		return project.New(), "", nil
	}
	return project.New(), lang.L("{{.File}} was missing, and its backup cannot be read. This one is empty.", map[string]any{"File": path}), nil
}
