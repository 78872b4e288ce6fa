package gallery_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/gallery"
)

func TestTextsAreCleaned(t *testing.T) {
	for text, want := range map[string]string{
		"가":                          "가",
		"  two\r\nlines\rand more\n": "  two\nlines\nand more\n",
		"\\alpha\t\u00a0":            "\\alpha\t\u00a0",
		"a\x1b[31mb\x00\x7f\u009bc":  "a[31mbc",
		"a\u2028b\u2029c\u0085d":     "a\nb\nc\nd",
		"e\u0301":                    "e\u0301", // spelled as it was given
	} {
		got, err := gallery.CleanText(text)
		if err != nil || got != want {
			t.Errorf("%q becomes %q, %v, want %q", text, got, err, want)
		}
		if again, _ := gallery.CleanText(got); again != got {
			t.Errorf("%q becomes %q the second time", got, again)
		}
	}
	for _, text := range []string{strings.Repeat("가", 2001), "\xff", strings.Repeat("\x00", 2<<20)} {
		if _, err := gallery.CleanText(text); !errors.Is(err, gallery.ErrBadText) {
			t.Errorf("%.20q of %d bytes: %v", text, len(text), err)
		}
	}
	if _, err := gallery.CleanText(strings.Repeat("가", 2000)); err != nil {
		t.Error(err)
	}
}

// A class without a text of its own copies its name, whichever that comes to be.
func TestTextOrName(t *testing.T) {
	p := gallery.New()
	id := add(t, p, "alpha", zigzag(1)).ID
	copied := func(want string) {
		t.Helper()
		if c, _ := p.Class(id); c.Copied() != want {
			t.Errorf("%q is copied, want %q", c.Copied(), want)
		}
	}
	set := func(text string) {
		t.Helper()
		if err := p.SetText(id, text); err != nil {
			t.Fatal(err)
		}
	}
	copied("alpha")
	set("alpha")
	if err := p.Rename(id, "beta"); err != nil {
		t.Fatal(err)
	}
	copied("beta")
	set("\\beta")
	if err := p.Rename(id, "gamma"); err != nil {
		t.Fatal(err)
	}
	copied("\\beta")
	if err := p.SetText(id, strings.Repeat("x", 2001)); !errors.Is(err, gallery.ErrBadText) {
		t.Error(err)
	}
	copied("\\beta")
	set("")
	copied("gamma")
	if err := p.SetText(id+100, "x"); !errors.Is(err, gallery.ErrNotFound) {
		t.Error(err)
	}
}

// Without texts a file is one that earlier programs read, with one it is not.
func TestFilesAreOfTheOldestVersionThatKnowsThem(t *testing.T) {
	p := gallery.New()
	id := add(t, p, "a", zigzag(1)).ID
	version := func(want string) {
		t.Helper()
		if m := entries(t, encode(t, p))["manifest.json"]; !strings.HasPrefix(m, `{"format":"oneglyph","version":`+want+",") {
			t.Errorf("want version %s: %s", want, m)
		}
	}
	version("1")
	for _, text := range []string{"b", ""} {
		if err := p.SetText(id, text); err != nil {
			t.Fatal(err)
		}
		version(map[string]string{"b": "2", "": "1"}[text])
	}
}

// However many texts there are and whatever they hold, the file can be read again.
func TestTextsFitTheFile(t *testing.T) {
	p := gallery.New()
	e := add(t, p, "0", zigzag(1)).Examples[0]
	long := strings.Repeat("\"\\\n", 666)
	var err error
	n := 0
	for ; err == nil && n < 2000; n++ {
		c := add(t, p, fmt.Sprint("class ", n), e)
		err = p.SetText(c.ID, long)
	}
	if !errors.Is(err, gallery.ErrTooLarge) || n < 500 {
		t.Fatalf("after %d texts: %v", n, err)
	}
	q := reopen(t, p)
	if !p.Same(q) {
		t.Error("read, the texts differ")
	}
	all := p.Classes()
	last := all[len(all)-2]
	last.Text = long + long // as a change to be undone might hold
	if err := p.Exchange([]gallery.Class{last}, []gallery.Class{last}); !errors.Is(err, gallery.ErrBadText) {
		t.Errorf("exchanged: %v", err)
	}
}

// What another program wrote is cleaned, or refused where it cannot be.
func TestForeignTexts(t *testing.T) {
	stroke := entry{"examples/2.json", `{"strokes":[[1,2,3,4]]}`}
	of := func(text string) (*gallery.Gallery, error) {
		return decode(pack(t, manifest(`{"id":1,"name":"a","text":"`+text+`","examples":[2]}`), stroke))
	}
	p, err := of(`x\u0007\r\ny`)
	if err != nil || p.Classes()[0].Text != "x\ny" {
		t.Errorf("%v, %+v", err, p)
	}
	if _, err := of(strings.Repeat("x", 2001)); !errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("too long: %v", err)
	}
}
