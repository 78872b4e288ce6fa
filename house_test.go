package main

import (
	"cmp"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the path in go.mod.
const module = "github.com/oneglyph/oneglyph"

// doors names, for each room of the house, the rooms that it may enter. A name
// that ends in /... stands for everything below. docs/architecture.md draws the
// same picture.
var doors = map[string][]string{
	".":                    {"app", "app/native"},
	"app":                  {"chart", "ui", "canvas", "canvas/ink", "export", "model/...", "assets", "weights"},
	"app/native":           {"ui"},
	"assets":               {},
	"canvas":               {"canvas/ink", "model"},
	"canvas/ink":           {"model"},
	"chart":                {"model/retrain", "assets"},
	"export":               {"canvas/ink", "lettering", "model", "model/atomicfile", "model/project"},
	"lettering":            {},
	"model":                {},
	"model/atomicfile":     {},
	"model/edit":           {"model", "model/project"},
	"model/foreign":        {},
	"model/omniglot":       {"model", "model/atomicfile", "model/foreign"},
	"model/hostiletest":    {},
	"model/inks":           {"model"},
	"model/omnitest":       {"model"},
	"model/oneshot":        {"model", "model/inks", "model/omniglot"},
	"model/onnx":           {"model", "model/atomicfile", "model/siamese"},
	"model/picture":        {"model", "model/foreign"},
	"model/project":        {"model", "model/atomicfile", "model/foreign"},
	"model/retrain":        {"model", "model/atomicfile", "model/foreign", "model/siamese", "model/omniglot", "model/train"},
	"model/siamese":        {"model", "model/atomicfile", "model/foreign", "model/siamese/kernel"},
	"model/siamese/kernel": {},
	"model/starter":        {"model"},
	"model/train":          {"model", "model/inks", "model/siamese", "model/omniglot", "model/oneshot"},
	"scripts/licences":     {},
	"scripts/mnist":        {"assets", "weights", "model", "model/oneshot", "model/picture", "model/siamese", "model/starter"},
	"ui":                   {"canvas", "canvas/ink", "chart", "export", "lettering", "model/...", "assets"},
	"weights":              {},
}

// guests names the only rooms that may import what lies behind a path.
var guests = map[string][]string{
	"fyne.io/fyne/v2/app":        {"app"},
	"fyne.io/fyne/v2":            {"app", "ui", "canvas"},
	"gorgonia.org":               {"model/siamese"},
	"C":                          {"model/siamese/kernel"},
	"github.com/alecthomas/kong": {"app"},
	"github.com/go-text":         {"lettering"},
	"github.com/rogpeppe":        {"model/atomicfile", "model/foreign"},
	"github.com/srwiley/rasterx": {"chart"},
	"github.com/shirou/gopsutil": {"model/train"},
	"github.com/sqweek/dialog":   {"app/native"},
}

// standardOnly lists the rooms that depend on the standard library alone.
var standardOnly = []string{"model", "canvas/ink", "assets", "weights"}

func TestDoors(t *testing.T) {
	for room, imports := range importsOf(t) {
		allowed, known := doors[room]
		if !known {
			t.Errorf("%s is a room without doors: say in house_test.go and docs/architecture.md what it may import", room)
		}
		for _, path := range imports {
			inside, isOurs := strings.CutPrefix(path, module+"/")
			if isOurs && !slices.ContainsFunc(allowed, func(door string) bool { return leadsTo(door, inside) }) {
				t.Errorf("%s imports %s, a door that the house does not have", room, path)
			}
			if !isOurs && strings.Contains(path, ".") && slices.Contains(standardOnly, room) {
				t.Errorf("%s imports %s, it should depend on the standard library alone", room, path)
			}
			if host := strictest(path); host != "" && !slices.Contains(guests[host], room) {
				t.Errorf("%s imports %s, which only %v may", room, path, guests[host])
			}
		}
	}
}

// importsOf asks the go command for every package's imports, tests aside.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	rooms := make(map[string][]string)
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		rooms[cmp.Or(strings.TrimPrefix(strings.TrimPrefix(fields[0], module), "/"), ".")] = fields[1:]
	}
	if len(rooms) < len(doors)/2 {
		t.Fatalf("go list names %d packages only", len(rooms))
	}
	return rooms
}

func leadsTo(door, path string) bool {
	below, all := strings.CutSuffix(door, "/...")
	return door == path || all && strings.HasPrefix(path, below+"/") || all && path == below
}

// strictest returns the longest path of guests that an import lies behind.
func strictest(path string) (host string) {
	for h := range guests {
		if (path == h || strings.HasPrefix(path, h+"/")) && len(h) > len(host) {
			host = h
		}
	}
	return host
}
