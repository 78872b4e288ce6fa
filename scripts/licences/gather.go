package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const preface = `Oneglyph is made of more than its own source. These are the licences of what is
linked or embedded into it on Linux, Windows or macOS. Oneglyph's own licence is
MIT, in the file LICENSE.

`

// gather returns the whole text. Equal licences stand there once, under the names
// of all that they are the licence of.
func gather() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	root := strings.TrimSpace(string(out))
	parts, err := own(root)
	if err != nil {
		return "", err
	}
	packages, err := linked(root)
	if err != nil {
		return "", err
	}
	var found []part
	licensed := make(map[string]bool)
	for _, p := range packages {
		of, err := partsOf(p)
		if err != nil {
			return "", err
		}
		found = append(found, of...)
		licensed[p.Module.Path] = licensed[p.Module.Path] || len(of) > 0
	}
	for module, ok := range licensed {
		if !ok {
			return "", fmt.Errorf("%s has no licence: it must not be shipped", module)
		}
	}
	return join(append(parts, unique(found)...)), nil
}

// own returns the parts that are no modules: the font and Go itself.
func own(root string) (parts []part, err error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	for _, p := range []struct{ of, path string }{
		{"The Go programming language, runtime and standard library", filepath.Join(strings.TrimSpace(string(out)), "LICENSE")},
		{"Noto Sans CJK KR, a subset", filepath.Join(root, "assets", "NotoSansCJKkr-OFL.txt")},
	} {
		data, err := os.ReadFile(p.path)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{p.of, tidy(string(data))})
	}
	return parts, nil
}

func join(parts []part) string {
	var order []string
	of := make(map[string][]string)
	for _, p := range parts {
		if of[p.text] == nil {
			order = append(order, p.text)
		}
		of[p.text] = append(of[p.text], p.of)
	}
	var b strings.Builder
	b.WriteString(preface)
	rule := strings.Repeat("=", 80)
	for _, text := range order {
		fmt.Fprintf(&b, "%s\n%s\n%s\n\n%s\n", rule, strings.Join(of[text], "\n"), rule, text)
	}
	return b.String()
}
