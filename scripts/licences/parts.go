package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are those that the program is packaged for.
var systems = []string{"linux", "windows", "darwin"}

// listed is what the go command says about a package.
type listed struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// part is one file of a licence and what it is the licence of.
type part struct {
	of   string // "MODULE VERSION", or with a folder below it
	text string
}

// linked returns the packages of other modules that the program at root is linked
// from.
func linked(root string) (packages []listed, err error) {
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-json=Dir,Module", ".")
		list.Dir = root
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
			var p listed
			if err := d.Decode(&p); err != nil {
				return nil, fmt.Errorf("go list for %s: %w", system, err)
			}
			if p.Module != nil && !p.Module.Main {
				packages = append(packages, p)
			}
		}
	}
	return packages, nil
}

var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense|notice|patents)([._-].*)?$`)

// partsOf returns the licence files that go with a package: in the folders from
// its module's root down to it, and in those below it which hold no package of
// their own but C, fonts and the like.
func partsOf(p listed) (parts []part, err error) {
	below, err := filepath.Rel(p.Module.Dir, p.Dir)
	if err != nil {
		return nil, err
	}
	read := func(dir string) error {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.IsDir() || !licenceName.MatchString(e.Name()) {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return err
			}
			of := p.Module.Path + " " + p.Module.Version
			if sub, _ := filepath.Rel(p.Module.Dir, filepath.Join(dir, e.Name())); strings.ContainsRune(sub, filepath.Separator) {
				of += ", " + filepath.ToSlash(sub)
			}
			parts = append(parts, part{of, tidy(string(data))})
		}
		return nil
	}
	dir := p.Module.Dir
	for _, step := range strings.Split(below, string(filepath.Separator)) {
		if err := read(dir); err != nil {
			return nil, err
		}
		dir = filepath.Join(dir, step)
	}
	return parts, filepath.WalkDir(p.Dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return err
		case path != p.Dir && (d.Name() == "testdata" || holdsGo(path)):
			return filepath.SkipDir
		}
		return read(path)
	})
}

func holdsGo(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	return len(files) > 0
}

const lineLength = 80

// tidy makes texts comparable and lines short enough for a window.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimRight(line, " \t\r\n\f")
		for len(line) > lineLength {
			at := strings.LastIndexByte(line[:lineLength], ' ')
			if at <= 0 {
				break
			}
			lines = append(lines, strings.TrimRight(line[:at], " "))
			line = line[at+1:]
		}
		lines = append(lines, line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}

// unique drops what was found by several ways.
func unique(parts []part) []part {
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(strings.Compare(a.of, b.of), strings.Compare(a.text, b.text))
	})
	return slices.Compact(parts)
}
