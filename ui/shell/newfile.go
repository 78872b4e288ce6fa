package shell

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// ChooseNewFile asks for a file to be written, and about whatever would be
// replaced that the dialog has not asked about. The name's extension says which form is
// wanted: one without any gets the first, and one of a form that is not to be had is not
// taken. A dialog of the system offers all forms as one.
func (s *Session) ChooseNewFile(r FileRequest, then func(path string)) {
	own := func(r FileRequest, _ func(string)) {
		s.ownSaveDialog(r, func(path string) { s.unlessThere(r, path, false, then) })
	}
	s.choose(r, Dialogs.Save, own, func(typed string) {
		if problem := r.foreign(typed); problem != "" {
			again := r
			again.Folder = filepath.Dir(typed)
			s.Ask(r.Title, uiwidget.NewWrapped(problem), Choice{Label: lang.L("Another name…"), Then: func() { s.ChooseNewFile(again, then) }})
			return
		}
		path := r.extended(typed)
		s.unlessThere(r, path, path == typed, then)
	})
}

// extended is a path with the first extension that is wanted, unless it has one.
func (r FileRequest) extended(path string) string {
	for _, e := range r.Extensions {
		if strings.EqualFold(filepath.Ext(path), "."+e) {
			return path
		}
	}
	if len(r.Extensions) > 0 {
		path += "." + r.Extensions[0]
	}
	return path
}

// forms are extensions by which people mean a form of file, not a part of its name such as
// that of “sheet v1.2”.
var forms = []string{
	"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "pdf", "ps", "eps",
	"txt", "md", "csv", "tsv", "json", "xml", "html", "htm", "npy", "npz", "zip", "gz",
	"tar", "onnx", "safetensors", "pt", "pth", "h5", "doc", "docx", "xls", "xlsx", "ods", "odt",
	"oneglyph",
}

// foreign says that a path asks for a form that cannot be written; empty: it does not.
func (r FileRequest) foreign(path string) string {
	form := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if len(r.Extensions) == 0 || slices.Contains(r.Extensions, form) || !slices.Contains(forms, form) {
		return ""
	}
	return lang.L("This cannot be written as .{{.Form}}, but as {{.Forms}}.", map[string]any{"Form": form, "Forms": "." + strings.Join(r.Extensions, ", .")})
}

// unlessThere goes on with a file to be written, after a question where it or one
// that is written with it would be replaced. asked says that the person has been
// asked about the file itself.
func (s *Session) unlessThere(r FileRequest, path string, asked bool, then func(path string)) {
	s.beside(func() {
		var there []string
		for _, p := range r.written(path) {
			if _, err := os.Lstat(p); err == nil && !(asked && p == path) {
				there = append(there, lang.L("“{{.Name}}”", uiwidget.Named(filepath.Base(p))))
			}
		}
		s.Do(func() {
			if len(there) == 0 {
				then(path)
				return
			}
			again := r
			again.Folder, again.Name = filepath.Split(path)
			s.Ask(lang.L("Replace {{.Files}}?", map[string]any{"Files": strings.Join(there, ", ")}),
				uiwidget.NewWrapped(lang.L("There is something of that name already.")),
				Choice{Label: lang.L("Another name…"), Then: func() { s.ChooseNewFile(again, then) }},
				Choice{Label: lang.L("Replace"), Grave: true, Then: func() { then(path) }})
		})
	})
}

// written lists the files that are written where one was asked for.
func (r FileRequest) written(path string) []string {
	if r.Files == nil {
		return []string{path}
	}
	return r.Files(path)
}

// ownSaveDialog asks for a folder and a name. Fyne's own dialog would empty the
// file that is chosen before anything is there to take its place.
func (s *Session) ownSaveDialog(r FileRequest, then func(string)) {
	folder := r.Folder
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		folder, _ = os.UserHomeDir() // without one the name is asked for in full
	}
	name := uiwidget.NewLineEntry()
	name.SetText(r.Name)
	where := widget.NewLabel(folder)
	where.Truncation = fyne.TextTruncateEllipsis
	other := widget.NewButtonWithIcon(lang.L("Folder…"), theme.FolderOpenIcon(), nil)
	other.OnTapped = func() {
		s.ownFolderDialog(FileRequest{Title: r.Title, Folder: folder}, func(chosen string) {
			folder = chosen
			where.SetText(folder)
		})
	}
	var path string
	q := s.Ask(r.Title, container.NewVBox(name, container.NewBorder(nil, nil, nil, other, where)), Choice{
		Label: lang.L("Save"),
		Do: func() (problem string) {
			path, problem = r.placed(folder, name.Text)
			return problem
		},
		Then: func() { then(path) },
	})
	name.OnSubmitted = func(string) { q.Choose(0) }
	name.OnEscape = q.Leave
	s.Window.Canvas().Focus(name)
	name.TypedShortcut(&fyne.ShortcutSelectAll{}) // typing puts another in its place
}

// placed is the path of a file of a name in a folder, or why there can be none. A
// name may be a whole path.
func (r FileRequest) placed(folder, name string) (path, problem string) {
	name = strings.TrimSpace(name)
	path = name
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, name)
	}
	switch info, err := os.Stat(filepath.Dir(path)); {
	case name == "" || strings.ContainsAny(name, "\x00\n\r") || strings.HasSuffix(name, string(filepath.Separator)) || name == "." || name == "..":
		return "", lang.L("Type a name for the file.")
	case err != nil || !info.IsDir() || !filepath.IsAbs(path):
		return "", lang.L("There is no such file or folder. {{.Where}}", map[string]any{"Where": "(" + filepath.Dir(path) + ")"})
	}
	if problem := r.foreign(path); problem != "" {
		return "", problem
	}
	path = r.extended(path)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return "", lang.L("This is a folder: {{.Name}}", uiwidget.Named(filepath.Base(path)))
	}
	return path, ""
}
