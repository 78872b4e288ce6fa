package omniglot

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/omnitest"
)

// TestLinksAreFollowed: to pictures, characters and alphabets, also where they
// lead in circles.
func TestLinksAreFollowed(t *testing.T) {
	all := synthetic("", 3, 2, 4).Folder(t)
	link := func(target, name string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, name); err != nil {
			t.Skip("this system lets nobody make links: ", err)
		}
	}
	alphabets, mixed, characters, pictures, loops := t.TempDir(), synthetic("", 3, 2).Folder(t), t.TempDir(), t.TempDir(), synthetic("", 3, 2, 4).Folder(t)
	link(filepath.Join(all, "A"), filepath.Join(alphabets, "A"))
	link(filepath.Join(all, "B"), filepath.Join(alphabets, "B"))
	link(filepath.Join(all, "B"), filepath.Join(mixed, "B"))
	found, err := filepath.Glob(filepath.Join(all, "*", "*", "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range found {
		name, err := filepath.Rel(all, file)
		if err != nil {
			t.Fatal(err)
		}
		link(file, filepath.Join(pictures, name))
		if in := filepath.Join(characters, filepath.Dir(name)); strings.HasSuffix(name, "_01.png") {
			link(filepath.Dir(file), in)
		}
	}
	link(".", filepath.Join(loops, "round"))
	link("../..", filepath.Join(loops, "A", "character01", "back"))
	link(alphabets, filepath.Join(t.TempDir(), "outer"))
	for kind, root := range map[string]string{"alphabets": alphabets, "one alphabet": mixed, "characters": characters, "pictures": pictures, "loops": loops} {
		s, err := Open(t.Context(), root, nil)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		} else if len(s.Alphabets) != 2 || s.Characters() != 6 || s.Drawings() != 18 {
			t.Errorf("%s: %d alphabets, %d characters, %d drawings", kind, len(s.Alphabets), s.Characters(), s.Drawings())
		}
	}

	for _, broken := range []string{"A/character01/0001_09.png", "A/character09", "C"} {
		root := synthetic("", 3, 2, 4).Folder(t)
		link(filepath.Join(root, "gone"), filepath.Join(root, broken))
		if _, err := Open(t.Context(), root, nil); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), broken+": a link that leads nowhere") {
			t.Errorf("%s leads nowhere: %v", broken, err)
		}
	}
	root := synthetic("", 3, 2, 4).Folder(t)
	link(filepath.Join(root, "gone"), filepath.Join(root, "notes.txt"))
	if _, err := Open(t.Context(), root, nil); err != nil {
		t.Errorf("a link that is no picture's: %v", err)
	}
}

// TestLinksCannotMultiplyForEver: folders that link to one another in every way.
func TestLinksCannotMultiplyForEver(t *testing.T) {
	root := t.TempDir()
	folders := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for _, f := range folders {
		if err := os.Mkdir(filepath.Join(root, f), 0o777); err != nil {
			t.Fatal(err)
		}
		for _, g := range folders {
			if err := os.Symlink(filepath.Join(root, g), filepath.Join(root, f, g)); err != nil {
				t.Skip("this system lets nobody make links: ", err)
			}
		}
	}
	if _, err := Open(t.Context(), root, nil); !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrNotOmniglot) {
		t.Errorf("%v", err)
	}
}

// TestZipsOfOtherPrograms: backslashes, folders of their own, and links.
func TestZipsOfOtherPrograms(t *testing.T) {
	windows := omnitest.Files{}
	for name, data := range synthetic("images/", 3, 2, 4) {
		windows[strings.ReplaceAll(name, "/", `\`)] = data
		for folder := filepath.ToSlash(filepath.Dir(name)); folder != "."; folder = filepath.ToSlash(filepath.Dir(folder)) {
			windows[strings.ReplaceAll(folder, "/", `\`)+`\`] = nil
		}
	}
	s, err := Open(t.Context(), windows.ZipFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Alphabets) != 2 || s.Characters() != 6 || s.Drawings() != 18 || s.Alphabets[0].Name != "A" || s.Alphabets[0].Characters[0].Name != "character01" {
		t.Errorf("%d alphabets, %d characters, %d drawings, %q", len(s.Alphabets), s.Characters(), s.Drawings(), s.Alphabets[0].Name)
	}

	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"A/character01/0001_01.png", "B"} {
		h := &zip.FileHeader{Name: name}
		h.SetMode(0o777 | fs.ModeSymlink)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte("../A"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), omnitest.Write(t, filepath.Join(t.TempDir(), "set.zip"), b.Bytes()), nil); err == nil || !strings.Contains(err.Error(), "a link") {
		t.Errorf("links in a zip file: %v", err)
	}
}

// What is small packed, or one file under many names, is not worked through for
// minutes.
func TestAllThatIsReadTogetherIsBounded(t *testing.T) {
	picture := omnitest.PNG(image.NewGray(image.Rect(0, 0, 420, 420)))
	a, err := OpenArchive(omnitest.Files{"a/b/0001_01.png": picture}.ZipFile(t))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	read := func() error { _, err := a.Picture("a/b/0001_01.png"); return err }
	a.pixels.Store(maxPixels - 420*420)
	if err := read(); err != nil {
		t.Error(err)
	}
	if err := read(); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "pixels in all") {
		t.Errorf("one picture too many: %v", err)
	}
	a.pixels.Store(0)
	a.unpacked.Store(maxUnpacked - int64(len(picture)))
	if err := read(); err != nil {
		t.Error(err)
	}
	if err := read(); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "MB in all") {
		t.Errorf("one byte too many: %v", err)
	}
}
