package ui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// translation reads one language: each key's texts, by plural form or "".
func translation(t *testing.T, language string) map[string]map[string]string {
	t.Helper()
	data, err := fs.ReadFile(assets.Translations, "translations/"+language+".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", language, err)
	}
	texts := make(map[string]map[string]string)
	for key, v := range raw {
		texts[key] = make(map[string]string)
		switch v := v.(type) {
		case string:
			texts[key][""] = v
		case map[string]any:
			for form, s := range v {
				texts[key][form] = s.(string)
			}
		}
	}
	return texts
}

// sources parses the files of a folder and of those in it, tests aside.
func sources(t *testing.T, dir string) map[string]*ast.File {
	t.Helper()
	trees := make(map[string]*ast.File)
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && filepath.Base(filepath.Dir(path)) != "uitest" {
			trees[path], err = parser.ParseFile(token.NewFileSet(), path, nil, 0)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return trees
}

// translating are the functions that are given a text to translate.
var translating = []string{"lang.L", "Counted", "uiwidget.Counted", "translate", "k.translate"}

// called names the function of a call, by its package if it has one.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// literals finds the first argument, where it is written out, of every call to
// one of the functions.
func literals(t *testing.T, dir string, functions ...string) (found []string) {
	t.Helper()
	for _, tree := range sources(t, dir) {
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if slices.Contains(functions, called(call)) {
				if s, ok := call.Args[0].(*ast.BasicLit); ok {
					text, _ := strconv.Unquote(s.Value)
					found = append(found, text)
				}
			}
			return true
		})
	}
	return found
}

// TestNoTextIsThereTwice: of two the reader would take the later one, and a correction
// of the earlier be lost.
func TestNoTextIsThereTwice(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		data, err := fs.ReadFile(assets.Translations, "translations/"+language+".json")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, line := range regexp.MustCompile(`(?m)^  ("(?:[^"\\]|\\.)*"): `).FindAllSubmatch(data, -1) {
			key := string(line[1])
			if seen[key] {
				t.Errorf("%s: %s is there twice", language, key)
			}
			seen[key] = true
		}
		if want := len(translation(t, language)); len(seen) != want {
			t.Errorf("%s: %d of %d texts were looked at", language, len(seen), want)
		}
	}
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	used := append(literals(t, ".", translating...), append(literals(t, "../app", translating...), literals(t, "../app/store", translating...)...)...)
	if len(used) < 20 {
		t.Fatalf("only %d texts were found in the code", len(used))
	}
	field := regexp.MustCompile(`{{\.\w+}}`)
	for _, language := range []string{"en", "ko"} {
		texts := translation(t, language)
		for _, key := range used {
			if len(texts[key]) == 0 {
				t.Errorf("%s: %q is missing", language, key)
			}
		}
		for key, forms := range texts {
			if !slices.Contains(used, key) {
				t.Errorf("%s: %q is not used", language, key)
			}
			for form, text := range forms {
				if text == "" {
					t.Errorf("%s: %q is empty", language, key)
				}
				if form == "one" { // may say it in words
					continue
				}
				if got, want := field.FindAllString(text, -1), field.FindAllString(key, -1); !slices.Equal(got, want) {
					t.Errorf("%s: %q has the fields %v, its key %v", language, text, got, want)
				}
			}
		}
	}
}

// untranslated are texts that are the same in every language.
var untranslated = []string{"Oneglyph", "Oneglyph ", "NotoSansCJKkr-subset.otf", "English", "한국어", "Super+", "Shift+", "Alt+", "Ctrl+", "Esc", "Del", "Enter"}

// TestNoTextOutsideTheTranslations takes every literal that reads like words for
// one that a person sees, unless it is a key of the settings, an argument of
// the translating functions, of an error that problem puts into words, or of one
// that speaks to the log alone.
func TestNoTextOutsideTheTranslations(t *testing.T) {
	words := regexp.MustCompile(`^\p{Lu}|\p{L}{2,} \p{L}{2,}|[가-힣]`)
	for text, at := range strayTexts(t) {
		if words.MatchString(text) && !slices.Contains(untranslated, text) {
			t.Errorf("%s: %q is not translated", at, text)
		}
	}
}

// strayTexts returns the literals of the package's code that are no argument of
// the translating functions, and where each stands.
func strayTexts(t *testing.T) map[string]string {
	t.Helper()
	found := make(map[string]string)
	for name, file := range sources(t, ".") {
		var visit func(n ast.Node) bool
		visit = func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.ValueSpec: // keys of the settings
				return !strings.HasSuffix(n.Names[0].Name, "Key")
			case *ast.CallExpr:
				return !slices.Contains(append(translating, "fyne.LogError", "errors.New"), called(n))
			case *ast.KeyValueExpr: // the names of a translation's fields
				ast.Inspect(n.Value, visit)
				return false
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					text, _ := strconv.Unquote(n.Value)
					found[text] = name
				}
			}
			return true
		}
		ast.Inspect(file, visit)
	}
	return found
}

// TestOneIsOneInEveryLanguage: the plural follows the language that is spoken, not
// the system's.
func TestOneIsOneInEveryLanguage(t *testing.T) {
	for _, system := range []string{"ko_KR.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8"} {
		t.Setenv("LC_ALL", system)
		t.Setenv("LANG", system)
		for _, test := range []struct {
			language string
			n        int
			want     string
		}{{"en", 0, "0 classes"}, {"en", 1, "1 class"}, {"en", 2, "2 classes"}, {"ko", 0, "글자 0개"}, {"ko", 1, "글자 1개"}, {"ko", 2, "글자 2개"}} {
			if err := speak(test.language); err != nil {
				t.Fatal(err)
			}
			if got := uiwidget.Counted("{{.Count}} classes", test.n); got != test.want {
				t.Errorf("%s on %s: %q, want %q", test.language, system, got, test.want)
			}
		}
	}
}

func TestKorean(t *testing.T) {
	t.Setenv("LC_ALL", "ko_KR.UTF-8")
	t.Setenv("LANG", "ko_KR.UTF-8")
	s := newStage(t, "가", "나")
	if shell.Spoken("") != "ko" { // Windows does not ask the environment
		s.Settings.SetString(shell.LanguageKey, "ko")
		s.open()
	}
	if s.registerText() != "등록" || s.Status() != "글자 2개 · fake" {
		t.Errorf("in Korean: %q, %q", s.registerText(), s.Status())
	}
	s.Session.RenameClass(s.Class("가").ID)
	if s.Session.Question().Choices[0].Label != "이름 바꾸기" {
		t.Errorf("in Korean: %q", s.Session.Question().Choices[0].Label)
	}
	s.Key(fyne.KeyEscape)
}
