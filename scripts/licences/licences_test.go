package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestThirdPartyIsCurrent(t *testing.T) {
	want, err := gather()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../assets/THIRD_PARTY.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("assets/THIRD_PARTY.txt is not of what go.mod asks for: run make licences")
	}
	for _, part := range []string{"gorgonia.org/gorgonia ", "fyne.io/fyne/v2 ", "Noto Sans CJK KR", ", glfw/LICENSE.md", "theme/font/LICENSE_Inter.txt"} {
		if !strings.Contains(want, part) {
			t.Errorf("%q is missing", part)
		}
	}
}

func TestNestedLicences(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("LICENSE", "root\r\n")
	write("licensing.go", "package x")
	write("a/COPYING.txt", "a")
	write("a/b/b.go", "package b")
	write("a/b/fonts/LICENCE_Font.txt", "font")
	write("a/b/other/other.go", "package other")
	write("a/b/other/LICENSE", "another package's")
	write("c/LICENSE", "beside")
	var p listed
	p.Dir = filepath.Join(root, "a", "b")
	p.Module = &struct {
		Path, Version, Dir string
		Main               bool
	}{"x.org/x", "v1", root, false}
	parts, err := partsOf(p)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, part := range parts {
		found = append(found, part.of+": "+part.text)
	}
	want := "x.org/x v1: root\n|x.org/x v1, a/COPYING.txt: a\n|x.org/x v1, a/b/fonts/LICENCE_Font.txt: font\n"
	if got := strings.Join(found, "|"); got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestEqualTextsStandOnce(t *testing.T) {
	text := join([]part{{"a", "same\n"}, {"b", "other\n"}, {"c", "same\n"}})
	if strings.Count(text, "same") != 1 || !strings.Contains(text, "a\nc\n") {
		t.Errorf("joined to %q", text)
	}
}
