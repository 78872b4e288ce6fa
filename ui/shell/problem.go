package shell

import (
	"errors"
	"io/fs"
	"runtime"
	"syscall"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Problem returns in the person's words why something failed; empty for nil.
func Problem(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrAtWork):
		return lang.L("One moment: the gallery is being read or written.")
	case errors.Is(err, gallery.ErrNameTaken):
		return lang.L("Another class has this name.")
	case errors.Is(err, gallery.ErrBadName):
		return lang.L("A name is 1 to 64 characters, one of them visible.")
	case errors.Is(err, ErrGalleryFile):
		return lang.L("That is a gallery's file. Choose another name.")
	case errors.Is(err, gallery.ErrBadText):
		return lang.L("A text to copy has at most 2,000 characters.")
	case errors.Is(err, gallery.ErrTooLarge):
		return lang.L("That is more than one file can hold.")
	case errors.Is(err, gallery.ErrDamaged):
		return lang.L("The file is damaged or is not a Oneglyph gallery. {{.Where}}", Where(err))
	case errors.Is(err, gallery.ErrNewer):
		return lang.L("A newer Oneglyph made this file. {{.Where}}", Where(err))
	case errors.Is(err, gallery.ErrInUse):
		return lang.L("Another Oneglyph window has this file open. {{.Where}}", Where(err))
	case errors.Is(err, gallery.ErrOwnCopy):
		return lang.L("This file is the program's own working copy. {{.Where}}", Where(err))
	case errors.Is(err, fs.ErrNotExist):
		return lang.L("There is no such file or folder. {{.Where}}", Where(err))
	case isDiskFull(err):
		return lang.L("The disk is full. What you did is kept in memory. {{.Where}}", Where(err))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return lang.L("Permission denied. What you did is kept in memory. {{.Where}}", Where(err))
	default:
		return uiwidget.Readable(err.Error())
	}
}

// Where returns the data of a translation that ends with an error's own words, which
// name the file: {{.Where}}.
func Where(err error) map[string]any {
	return map[string]any{"Where": "(" + uiwidget.Readable(err.Error()) + ")"}
}

func isDiskFull(err error) bool {
	const windowsDiskFull, windowsHandleDiskFull = syscall.Errno(112), syscall.Errno(39)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	return runtime.GOOS == "windows" && (errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull))
}

// ErrGalleryFile says that a gallery's file would be lost to an export.
var ErrGalleryFile = errors.New("this file is a gallery")
