package ui

import (
	"path/filepath"
	"strings"
)

// Chooser lets the user point at files. What it is given is called once the
// user has chosen, and not at all when there is no choice.
type Chooser interface {
	OpenFile(extensions []string, chosen func(path string))
	OpenFolder(chosen func(path string))
	SaveFile(name string, chosen func(path string))
}

// dialogChooser asks in the window's dialogs.
type dialogChooser struct{ *session }

func (c dialogChooser) OpenFile(extensions []string, chosen func(path string)) {
	c.chooseFile(requestFor(extensions), chosen)
}

func (c dialogChooser) OpenFolder(chosen func(path string)) {
	c.choose(FileRequest{}, Dialogs.OpenFolder, c.ownFolderDialog, chosen)
}

func (c dialogChooser) SaveFile(name string, chosen func(path string)) {
	r := requestFor(nil)
	if extension := filepath.Ext(name); extension != "" {
		r = requestFor([]string{extension})
	}
	r.Name = name
	c.chooseNewFile(r, chosen)
}

// requestFor asks for files of extensions that begin with a dot.
func requestFor(extensions []string) (r FileRequest) {
	r.Kind = strings.Join(extensions, ", ")
	for _, e := range extensions {
		r.Extensions = append(r.Extensions, strings.TrimPrefix(e, "."))
	}
	return r
}
