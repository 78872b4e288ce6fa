package transfer

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/ui/shell"
)

// ImportPicture asks for a picture and what is to become of it.
func (t *Transfer) ImportPicture() {
	t.session.ChooseFile(shell.FileRequest{Title: lang.L("Import a picture"), Kind: lang.L("Pictures"), Extensions: PictureExtensions},
		func(path string) { t.importFiles([]string{path}) })
}

// importFiles asks what is to become of picture files.
func (t *Transfer) importFiles(paths []string) {
	if t.session.Question() != nil || len(paths) == 0 {
		return
	}
	t.newImportCard(paths, false)
}

// DropPictures takes pictures that were dropped on the window: one on the pad
// is compared at once.
func (t *Transfer) DropPictures(at fyne.Position, paths []string) {
	if len(paths) != 1 || !t.overPad(at) || t.session.Question() != nil {
		t.importFiles(paths)
		return
	}
	t.newImportCard(paths, true)
}

// Paste takes the paths of picture files from the clipboard, which is what file
// managers put there; of pictures themselves Fyne's clipboard knows nothing.
func (t *Transfer) Paste() {
	paths := pastedPaths(fyne.CurrentApp().Clipboard().Content())
	if len(paths) == 0 {
		t.session.Tell(lang.L("Import a picture"), lang.L("The clipboard holds no picture file. Copy one in the file manager, or drop it here."))
		return
	}
	t.importFiles(paths)
}

// pastedPaths finds the pictures among lines of paths or file URIs.
func pastedPaths(text string) (paths []string) {
	const most = 64 << 10 // bytes; a longer text is none of paths
	if len(text) > most {
		return nil
	}
	for line := range strings.Lines(text) {
		path := strings.Trim(strings.TrimSpace(line), `"'`)
		if u, err := url.Parse(path); err == nil && u.Scheme == "file" {
			path = pathOf(u)
		}
		if info, err := os.Stat(path); filepath.IsAbs(path) && IsPicture(path) && err == nil && info.Mode().IsRegular() {
			paths = append(paths, path)
		}
	}
	return paths
}

// pathOf returns the path of a file's URI, on Windows as RFC 8089 says in its
// appendix E.
func pathOf(u *url.URL) string {
	switch path := filepath.FromSlash(u.Path); {
	case runtime.GOOS != "windows":
		return path
	case u.Host != "": // a server's
		return `\\` + u.Host + path
	default:
		return strings.TrimPrefix(path, `\`)
	}
}
