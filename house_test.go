package main

import (
	"cmp"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the path in go.mod.
const module = "github.com/oneglyph/oneglyph"

// allowedImports names, for each package, the packages of this module that it may
// import. docs/architecture.md draws the same picture.
var allowedImports = map[string][]string{
	".":                    {"app", "app/native"},
	"app":                  {"app/cli", "app/inference", "app/store", "ui", "ui/shell", "ui/theme", "model/atomicfile", "model/foreign", "model/challenge", "model/gallery", "model/omniglot", "model/starter", "model/train/runs", "assets"},
	"app/cli":              {"app/inference", "app/serve", "app/store", "chart", "export", "model", "model/atomicfile", "model/benchmark", "model/evaluate", "model/foreign", "model/gallery", "model/inks", "model/omniglot", "model/picture", "model/recognizer", "model/siamese", "model/starter", "model/train", "model/train/runs", "assets"},
	"app/inference":        {"model", "model/confusion", "model/gallery", "model/oneshot", "model/siamese", "weights"},
	"app/native":           {"ui/shell"},
	"app/serve":            {"docs", "model/recognizer"},
	"app/store":            {"model/atomicfile", "model/foreign", "model/gallery"},
	"assets":               {},
	"canvas":               {"canvas/ink", "model"},
	"canvas/ink":           {"model"},
	"chart":                {"model/train/runs", "assets"},
	"docs":                 {},
	"export":               {"canvas/ink", "lettering", "model", "model/atomicfile", "model/challenge", "model/gallery"},
	"lettering":            {},
	"model":                {},
	"model/atomicfile":     {},
	"model/benchmark":      {"model", "model/evaluate", "model/inks", "model/omniglot", "model/siamese"},
	"model/challenge":      {"model", "model/benchmark", "model/evaluate", "model/gallery", "model/omniglot", "model/siamese", "model/starter"},
	"model/confusion":      {"model", "model/oneshot", "model/siamese"},
	"model/evaluate":       {"model", "model/inks", "model/omniglot", "model/oneshot"},
	"model/foreign":        {},
	"model/gallery":        {"model", "model/atomicfile", "model/foreign"},
	"model/hostiletest":    {},
	"model/inks":           {"model"},
	"model/inspect":        {"model", "model/siamese"},
	"model/omniglot":       {"model", "model/atomicfile", "model/foreign"},
	"model/omnitest":       {"model"},
	"model/oneshot":        {"model"},
	"model/onnx":           {"model/atomicfile", "model/siamese"},
	"model/page":           {"model", "model/picture", "model/writing"},
	"model/picture":        {"model", "model/foreign"},
	"model/recognizer":     {"model", "model/gallery", "model/oneshot", "model/picture", "model/siamese", "weights"},
	"model/quiz":           {"model", "model/atomicfile", "model/foreign", "model/gallery"},
	"model/siamese":        {"model", "model/atomicfile", "model/foreign", "model/siamese/kernel"},
	"model/siamese/kernel": {},
	"model/starter":        {"model", "model/gallery", "model/omniglot"},
	"model/writing":        {"model"},
	"model/train":          {"model", "model/evaluate", "model/inks", "model/omniglot", "model/siamese"},
	"model/train/runs":     {"model", "model/atomicfile", "model/foreign", "model/omniglot", "model/siamese", "model/train"},
	"scripts/curves":       {"chart", "export", "model/train/runs"},
	"scripts/licences":     {},
	"scripts/pictures":     {"assets", "model", "model/starter"},
	"scripts/occlusion":    {"model", "model/inspect", "model/omniglot", "model/siamese", "weights"},
	"scripts/mnist":        {"assets", "weights", "model", "model/oneshot", "model/picture", "model/siamese", "model/starter"},
	"ui/inspect":           {"canvas", "export", "lettering", "model", "model/gallery", "model/inspect", "model/oneshot", "model/siamese", "ui/shell", "ui/theme", "ui/widget"},
	"ui":                   {"model/siamese", "ui/challenge", "ui/draw", "ui/gallery", "ui/health", "ui/inspect", "ui/page", "ui/quick", "ui/shell", "ui/theme", "ui/training", "ui/transfer", "ui/widget", "ui/writing", "assets", "canvas", "model", "model/gallery", "model/quiz"},
	"ui/draw":              {"canvas", "model", "model/gallery", "model/siamese", "ui/shell", "ui/theme", "ui/widget"},
	"ui/gallery":           {"ui/health", "model", "model/gallery", "ui/shell", "ui/widget"},
	"ui/health":            {"canvas", "model", "model/confusion", "model/gallery", "ui/shell", "ui/theme", "ui/widget"},
	"ui/quick":             {"ui/theme", "ui/widget", "canvas", "model", "model/gallery"},
	"ui/challenge":         {"assets", "canvas", "export", "model", "model/benchmark", "model/challenge", "model/evaluate", "model/gallery", "model/omniglot", "model/quiz", "model/siamese", "model/starter", "model/train", "ui/shell", "ui/theme", "ui/widget"},
	"ui/shell":             {"ui/widget", "canvas", "model", "model/foreign", "model/gallery"},
	"ui/theme":             {"assets", "canvas"},
	"ui/page":              {"ui/shell", "ui/theme", "ui/widget", "canvas", "export", "model", "model/gallery", "model/oneshot", "model/page", "model/picture"},
	"ui/training":          {"chart", "export", "model/atomicfile", "model/omniglot", "model/onnx", "model/siamese", "model/train", "model/train/runs", "ui/shell", "ui/theme", "ui/widget"},
	"ui/transfer":          {"assets", "canvas", "export", "model", "model/gallery", "model/picture", "model/starter", "ui/shell", "ui/theme", "ui/widget"},
	"ui/uitest":            {"ui/health", "model/challenge", "model", "model/gallery", "model/omniglot", "model/oneshot", "model/siamese", "model/train", "model/train/runs", "ui/shell", "ui/theme", "ui/widget"},
	"ui/writing":           {"ui/shell", "ui/theme", "ui/widget", "canvas", "model", "model/gallery", "model/writing"},
	"ui/widget":            {"canvas", "lettering", "model", "model/foreign", "model/gallery", "ui/theme"},
	"weights":              {},
}

// restrictedTo names the only packages that may import what lies behind a path. The
// last four are for tests alone.
var restrictedTo = map[string][]string{
	"fyne.io/fyne/v2/app":               {"app"},
	"fyne.io/fyne/v2":                   {"app", "ui/...", "canvas"},
	"gorgonia.org":                      {"model/siamese"},
	"C":                                 {"model/siamese/kernel"},
	"github.com/alecthomas/kong":        {"app/cli"},
	"github.com/open-spaced-repetition": {"model/quiz"},
	"github.com/go-text":                {"lettering"},
	"github.com/rogpeppe":               {"model/atomicfile", "model/foreign"},
	"golang.org/x/image/vector":         {"chart"},
	"github.com/shirou/gopsutil":        {"model/train"},
	"golang.org/x/net":                  {"app/serve"},
	"github.com/sqweek/dialog":          {"app/native"},
	module + "/model/omnitest":          {},
	module + "/model/hostiletest":       {},
	module + "/ui/uitest":               {},
	"testing":                           {"model/omnitest", "model/hostiletest", "ui/uitest"},
}

// standardOnly lists the packages that depend on the standard library alone.
var standardOnly = []string{"model", "canvas/ink", "assets", "weights"}

func TestImports(t *testing.T) {
	packages := importsOf(t)
	for name, imports := range packages {
		allowed, known := allowedImports[name]
		if !known {
			t.Errorf("package %s is new: say in house_test.go and docs/architecture.md what it may import", name)
		}
		for _, path := range imports {
			inside, isOurs := strings.CutPrefix(path, module+"/")
			if isOurs && !slices.Contains(allowed, inside) {
				t.Errorf("%s imports %s: not allowed", name, inside)
			}
			if !isOurs && strings.Contains(path, ".") && slices.Contains(standardOnly, name) {
				t.Errorf("%s imports %s, it should depend on the standard library alone", name, path)
			}
			if host, only := strictest(path); host != "" && !slices.ContainsFunc(only, func(p string) bool { return covers(p, name) }) {
				t.Errorf("%s imports %s, which only %v may", name, path, only)
			}
		}
	}
	for name, allowed := range allowedImports {
		imports, exists := packages[name]
		if !exists {
			t.Errorf("house_test.go speaks of package %s, which is gone", name)
		}
		for _, path := range allowed {
			if exists && !slices.Contains(imports, module+"/"+path) {
				t.Errorf("house_test.go lets %s import %s, which it no longer does", name, path)
			}
		}
	}
}

// windowless lists packages that a program without a window can be made of: neither
// they nor what they import knows Fyne or the user interface.
var windowless = []string{"app/cli", "app/inference", "app/store"}

func TestWindowless(t *testing.T) {
	for _, name := range windowless {
		out, err := exec.Command("go", "list", "-deps", "./"+name).Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for path := range strings.FieldsSeq(string(out)) {
			inside, _ := strings.CutPrefix(path, module+"/")
			if strings.HasPrefix(path, "fyne.io/") || covers("ui/...", inside) || inside == "canvas" || inside == "app" {
				t.Errorf("%s depends on %s", name, path)
			}
		}
	}
}

// importsOf asks the go command for every package's imports, tests aside, by its path
// inside the module.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := make(map[string][]string)
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		packages[cmp.Or(strings.TrimPrefix(strings.TrimPrefix(fields[0], module), "/"), ".")] = fields[1:]
	}
	return packages
}

// covers reports whether a pattern, which may end in /... for all below, names a
// package.
func covers(pattern, name string) bool {
	above, all := strings.CutSuffix(pattern, "/...")
	return name == above || all && strings.HasPrefix(name, above+"/")
}

// strictest returns the longest path of restrictedTo that an import lies behind, and
// who may.
func strictest(path string) (host string, only []string) {
	for _, h := range slices.Sorted(maps.Keys(restrictedTo)) {
		if (path == h || strings.HasPrefix(path, h+"/")) && len(h) > len(host) {
			host, only = h, restrictedTo[h]
		}
	}
	return host, only
}

// TestOneWayToTheWindow: what another goroutine has for the window goes through
// Session.Do, which knows when that has closed.
func TestOneWayToTheWindow(t *testing.T) {
	allowed := []string{"ui/shell/loop.go", "ui/shell/question.go"} // question.go calls it on Fyne's goroutine
	err := filepath.WalkDir("ui", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || slices.Contains(allowed, filepath.ToSlash(path)) {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "fyne.Do(") {
			t.Errorf("%s calls fyne.Do: Session.Do is to be used", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
