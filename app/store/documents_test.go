package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// done does a keeper's work to its end, and saved a save's.
func done(work DiskTask) (kept string, err error) {
	kept, finish, err := work()
	if err == nil {
		finish()
	}
	return kept, err
}

func saved(work DiskTask) error {
	_, err := done(work)
	return err
}

func classNames(p *gallery.Gallery) (names []string) {
	for _, c := range p.Classes() {
		names = append(names, c.Name)
	}
	return names
}

func savedNames(t *testing.T, path string) []string {
	t.Helper()
	p, err := gallery.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if p.Origin != nil && filepath.Base(path) != galleryName {
		t.Errorf("%s says that it is a copy of %s", path, p.Origin.Path)
	}
	return classNames(p)
}

func TestDocumentIsSavedWhenAsked(t *testing.T) {
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "letters.oneglyph")
	k := openKeeper(t, data)
	register(t, k, "a")
	if err := saved(k.Save()); !errors.Is(err, gallery.ErrNoFile) {
		t.Errorf("without a file: %v", err)
	}
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	if got := k.Document(); got != (gallery.Document{Path: path}) {
		t.Errorf("document is %+v", got)
	}
	register(t, k, "b")
	if !k.Document().Unsaved || !slices.Equal(savedNames(t, path), []string{"a"}) {
		t.Errorf("document is %+v", k.Document())
	}
	if err := saved(k.Save()); err != nil {
		t.Fatal(err)
	}
	if k.Document().Unsaved || !slices.Equal(savedNames(t, path), []string{"a", "b"}) {
		t.Errorf("document is %+v", k.Document())
	}
	if got := savedNames(t, gallery.Backup(path)); !slices.Equal(got, []string{"a"}) {
		t.Errorf("the backup holds %q", got)
	}
	if got := k.Recent(); !slices.Equal(got, []string{path}) {
		t.Errorf("recent is %q", got)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What the document holds is not unsaved, whichever way it came back.
func TestUndoneChangesAreNotUnsaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letters.oneglyph")
	data := t.TempDir()
	k := openKeeper(t, data)
	register(t, k, "a")
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	there := func(want bool) {
		t.Helper()
		e := gallery.NewEditor(k.Gallery(), func(gallery.Change) { k.Changed() })
		if err := e.Do(gallery.KindRename, "a", func(p *gallery.Gallery) error { return p.Rename(p.Classes()[0].ID, "b") }); err != nil {
			t.Fatal(err)
		}
		if !k.Document().Unsaved {
			t.Error("a change is saved at once")
		}
		if err := e.Undo(); err != nil {
			t.Fatal(err)
		}
		if k.Document().Unsaved != want {
			t.Errorf("after undo unsaved is %v", k.Document().Unsaved)
		}
	}
	there(false)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, data)
	there(false)
	if _, err := done(k.Open(t.Context(), path)); err != nil {
		t.Fatal(err)
	}
	there(false)
	register(t, k, "c")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, data) // of the file's content only its size is known now
	defer k.Close()
	there(true)
}

// Closed, or killed, with unsaved changes, the program comes back with them.
func TestUnsavedChangesComeBack(t *testing.T) {
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "letters.oneglyph")
	k := openKeeper(t, data)
	register(t, k, "a")
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	register(t, k, "b")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, data)
	defer k.Close()
	if got := k.Document(); got != (gallery.Document{Path: path, Unsaved: true}) || k.Gallery().Len() != 2 || k.Notice() != "" {
		t.Errorf("document is %+v with %d classes, %q", got, k.Gallery().Len(), k.Notice())
	}
	if err := saved(k.Save()); err != nil {
		t.Error(err)
	}
}

func TestAnotherGalleryIsKept(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "letters.oneglyph")
	k := openKeeper(t, data)
	defer k.Close()
	if kept, err := done(k.New()); err != nil || kept != "" {
		t.Errorf("of an empty gallery kept %q, %v", kept, err)
	}
	register(t, k, "never saved")
	kept, err := done(k.New())
	if err != nil || !slices.Equal(savedNames(t, kept), []string{"never saved"}) {
		t.Fatalf("kept %q, %v", kept, err)
	}
	if k.Gallery().Len() != 0 || k.Document().Path != "" || !slices.Equal(k.Recent(), []string{kept}) {
		t.Errorf("new is %+v with %d classes, recent %q", k.Document(), k.Gallery().Len(), k.Recent())
	}
	register(t, k, "a")
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	if again, err := done(k.Open(t.Context(), kept)); err != nil || again != "" || classNames(k.Gallery())[0] != "never saved" {
		t.Errorf("of a saved gallery kept %q, %v", again, err)
	}
	if _, err := done(k.Open(t.Context(), path)); err != nil {
		t.Fatal(err)
	}
	register(t, k, "unsaved")
	changes, err := done(k.New())
	if err != nil || !slices.Equal(savedNames(t, changes), []string{"a", "unsaved"}) || !strings.Contains(changes, "letters") {
		t.Errorf("of an unsaved gallery kept %q, %v", changes, err)
	}
	if got := savedNames(t, path); !slices.Equal(got, []string{"a"}) {
		t.Errorf("its file holds %q", got)
	}
	eventually(t, "the working copy", holds(filepath.Join(data, galleryName), 0))
}

func TestOpeningIsAllOrNothing(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	k := openKeeper(t, data)
	defer k.Close()
	register(t, k, "a")
	junk := filepath.Join(dir, "junk.oneglyph")
	if err := os.WriteFile(junk, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := done(k.Open(t.Context(), junk)); !errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("junk: %v", err)
	}
	if _, err := done(k.Open(t.Context(), filepath.Join(dir, "none.oneglyph"))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
	eventually(t, "the working copy", holds(filepath.Join(data, galleryName), 1))
	own := filepath.Join(data, galleryName)
	if _, err := done(k.Open(t.Context(), own)); !errors.Is(err, gallery.ErrOwnCopy) {
		t.Errorf("its own copy: %v", err)
	}
	if err := saved(k.SaveAs(own)); !errors.Is(err, gallery.ErrOwnCopy) {
		t.Errorf("to its own copy: %v", err)
	}
	if err := saved(k.SaveAs(filepath.Join(dir, "no", "such", "folder.oneglyph"))); err == nil {
		t.Error("saved to nowhere")
	}
	if k.Document().Path != "" || k.Gallery().Len() != 1 {
		t.Errorf("afterwards open is %+v with %d classes", k.Document(), k.Gallery().Len())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDocumentIsOpenInOneWindowOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letters.oneglyph")
	a, b := openKeeper(t, t.TempDir()), openKeeper(t, t.TempDir())
	defer b.Close()
	register(t, a, "a")
	if err := saved(a.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	if _, err := done(b.Open(t.Context(), path)); !errors.Is(err, gallery.ErrInUse) || !strings.Contains(err.Error(), path) {
		t.Errorf("opened by two: %v", err)
	}
	if err := saved(b.SaveAs(path)); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("written by two: %v", err)
	}
	if err := saved(a.Save()); err != nil {
		t.Errorf("by its own: %v", err)
	}
	if _, err := done(a.New()); err != nil {
		t.Fatal(err)
	}
	if _, err := done(b.Open(t.Context(), path)); err != nil {
		t.Errorf("after the other let go of it: %v", err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

func TestDocumentChangedElsewhere(t *testing.T) {
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "letters.oneglyph")
	elsewhere := func(names ...string) {
		t.Helper()
		p := gallery.New()
		for i, name := range names {
			if _, err := p.Add(name, drawing(i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Save(path); err != nil {
			t.Fatal(err)
		}
		// Some file systems' clocks tick slowly.
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	k := openKeeper(t, data)
	register(t, k, "a")
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	elsewhere("x", "y")
	register(t, k, "b")
	if err := saved(k.Save()); !errors.Is(err, gallery.ErrChangedOnDisk) {
		t.Errorf("saved over another program's changes: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	// Unsaved changes are what the person comes back to, the file's new content
	// where there are none.
	k = openKeeper(t, data)
	if !slices.Equal(classNames(k.Gallery()), []string{"a", "b"}) {
		t.Errorf("back are %q", classNames(k.Gallery()))
	}
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	elsewhere("z")
	k = openKeeper(t, data)
	if !slices.Equal(classNames(k.Gallery()), []string{"z"}) || k.Document().Unsaved {
		t.Errorf("back are %q, %+v", classNames(k.Gallery()), k.Document())
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, data)
	defer k.Close()
	if !slices.Equal(classNames(k.Gallery()), []string{"z"}) || !k.Document().Unsaved || !strings.Contains(k.Notice(), path) {
		t.Errorf("its file gone, back are %q, %+v, %q", classNames(k.Gallery()), k.Document(), k.Notice())
	}
	if err := saved(k.Save()); err != nil {
		t.Error(err)
	}
}

func TestRecentFiles(t *testing.T) {
	dir := t.TempDir()
	r := openRecent(dir)
	var paths []string
	for i := range 15 {
		paths = append(paths, filepath.Join(dir, string(rune('a'+i))))
		r.add(paths[i])
	}
	r.add(paths[10])
	r.drop(paths[14])
	r.add(paths[9] + "\xb0\xa1")
	if got := openRecent(dir).list(); got[0] != paths[9]+"\xb0\xa1" {
		t.Errorf("a name in bytes is %q", got[0])
	}
	r.drop(paths[9] + "\xb0\xa1")
	got := openRecent(dir).list()
	if len(got) != 9 || got[0] != paths[10] || got[1] != paths[13] {
		t.Errorf("recent is %q", got)
	}
	if err := os.WriteFile(r.path, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := openRecent(dir).list(); len(got) != 0 {
		t.Errorf("from junk: %q", got)
	}
}
