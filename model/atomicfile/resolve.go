package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// maxLinks is how many links may follow each other, as in Linux.
const maxLinks = 40

// Resolve returns the path of the file that a name leads to, through links of
// every kind, whether or not there is one yet. Its folder must exist.
func Resolve(path string) (string, error) {
	asked := path
	for range maxLinks {
		folder, base := filepath.Split(path)
		if base == "" || base == "." || base == ".." { // a folder
			return filepath.EvalSymlinks(path)
		}
		folder, err := realFolder(folder)
		if err != nil {
			return "", err
		}
		path = filepath.Join(folder, base)
		to, err := os.Readlink(path)
		if err != nil || isHandle(path) { // no link, nothing at all, or what is open and may have no name
			return path, nil
		}
		if !filepath.IsAbs(to) {
			// Not cleaned: below a link ".." leads elsewhere than its text says.
			to = folder + string(filepath.Separator) + to
		}
		path = to
	}
	return "", &fs.PathError{Op: "open", Path: asked, Err: syscall.ELOOP}
}

func realFolder(folder string) (string, error) {
	if folder == "" {
		folder = "."
	}
	if !filepath.IsAbs(folder) {
		here, err := os.Getwd()
		if err != nil {
			return "", err
		}
		folder = here + string(filepath.Separator) + folder
	}
	resolved, err := filepath.EvalSymlinks(folder)
	if err == nil {
		return resolved, nil
	}
	// On Windows there are folders that can be used but not resolved.
	if info, statErr := os.Stat(folder); statErr == nil && info.IsDir() {
		return filepath.Abs(folder)
	}
	return "", err
}

// isHandle reports whether a path is that of a file which a process has open, such as
// standard output, and not that of a file.
func isHandle(path string) bool { return strings.HasPrefix(path, "/proc/") }

// Same reports whether two paths lead to one file that is there.
func Same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
