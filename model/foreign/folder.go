package foreign

import (
	"io/fs"
	"math"
	"os"
)

// Folder returns a folder's files as os.DirFS does, but for what is no regular
// file: that is listed and not opened.
func Folder(path string) fs.FS { return folder{os.DirFS(path), path} }

type folder struct {
	fs.FS
	path string
}

// Open implements fs.FS.
func (f folder) Open(name string) (fs.File, error) {
	info, err := fs.Stat(f.FS, name) // also refuses names that lead elsewhere
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return f.FS.Open(name)
	}
	file, _, err := Open(f.path+string(os.PathSeparator)+name, math.MaxInt64)
	return file, err
}

// ReadDir implements fs.ReadDirFS.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, name) }

// Stat implements fs.StatFS.
func (f folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }
