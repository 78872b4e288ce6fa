package ui

// FileRequest is what a file is wanted for.
type FileRequest struct {
	Title      string
	Kind       string   // what the files are, for people
	Extensions []string // without a dot
	Folder     string   // to begin in; empty for any
	Name       string   // proposed for a new file
}

// chooseFile asks for a file that exists and goes on with it, if one was chosen.
func (s *session) chooseFile(r FileRequest, then func(path string)) {
	var dotted []string
	for _, e := range r.Extensions {
		dotted = append(dotted, "."+e)
	}
	fyneChooser{s.window}.OpenFile(dotted, then)
}

// chooseNewFile asks for a file to be written.
func (s *session) chooseNewFile(r FileRequest, then func(path string)) {
	fyneChooser{s.window}.SaveFile(r.Name, then)
}
