package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// overhear gathers what a keeper says while it is open.
func overhear(k *Keeper) (news chan string, failures chan error) {
	news, failures = make(chan string, 100), make(chan error, 100)
	k.OnNotice(func(text string) { news <- text })
	k.OnError(func(err error) { failures <- err })
	return news, failures
}

// removeFolder takes a data folder away under its keeper, where the system lets it.
func removeFolder(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Skipf("a folder that is in use cannot be removed here: %v", err)
	}
}

func await[T any](t *testing.T, what string, c chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(30 * time.Second):
		t.Fatalf("%s never came", what)
		panic("unreachable")
	}
}

// TestRemovedDataFolder is made again, with the gallery in it, without a change
// that would save it, and that is told.
func TestRemovedDataFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	k := openKeeper(t, dir)
	news, _ := overhear(k)
	register(t, k, "a")
	eventually(t, "the first save", holds(k.path, 1))
	removeFolder(t, dir)
	if text := await(t, "word of it", news); !strings.Contains(text, dir) {
		t.Errorf("said %q", text)
	}
	if !holds(k.path, 1)() {
		t.Error("the gallery is not there")
	}
	if _, err := Open(dir, english); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("a second window opens it: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

// TestTwoWindowsOverARemovedFolder: the second takes the place, and the first does
// not write there until it is free. Neither's work is lost.
func TestTwoWindowsOverARemovedFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	first := openKeeper(t, dir)
	news, failures := overhear(first)
	register(t, first, "first's")
	eventually(t, "the first save", holds(first.path, 1))
	removeFolder(t, dir)
	if err := os.Mkdir(dir, 0o777); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
	second, err := Open(dir, english)
	if errors.Is(err, gallery.ErrInUse) {
		t.Skip("the first was quicker")
	}
	if err != nil {
		t.Fatal(err)
	}
	register(t, second, "second's")
	eventually(t, "the second's save", holds(second.path, 1))
	register(t, first, "more")
	if err := await(t, "the refusal", failures); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("the first is told %v", err)
	}
	if got := savedNames(t, second.path); !slices.Equal(got, []string{"second's"}) {
		t.Errorf("there is %q", got)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the first's save", holds(first.path, 2))
	kept, _ := filepath.Glob(filepath.Join(dir, earlierName, "*"))
	if len(kept) != 1 || !slices.Equal(savedNames(t, kept[0]), []string{"second's"}) {
		t.Errorf("of the second's work %v is kept", kept)
	}
	if text := await(t, "word of it", news); !strings.Contains(text, dir) {
		t.Errorf("said %q", text)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
}

// TestUnguardedFolder: in a folder that knows no locks the window works and says so
// once, and what another program wrote meanwhile is kept.
func TestUnguardedFolder(t *testing.T) {
	k := openKeeper(t, t.TempDir())
	k.saving.Lock()
	k.lock.Release()
	k.lock = &Lock{path: k.path} // as lockGallery makes it where flock fails
	k.saving.Unlock()
	news, _ := overhear(k)
	register(t, k, "a")
	eventually(t, "the first save", holds(k.path, 1))
	err := ChangeFile(t.Context(), k.path, func(text string) { t.Log(text) }, func(p *gallery.Gallery) error {
		_, err := p.Add("another's", drawing(3))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	register(t, k, "b")
	if text := await(t, "word of it", news); !strings.Contains(text, k.path) {
		t.Errorf("said %q", text)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if got := savedNames(t, k.path); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("there is %q", got)
	}
	kept, _ := filepath.Glob(filepath.Join(k.dir, earlierName, "*"))
	if len(kept) != 1 || !slices.Equal(savedNames(t, kept[0]), []string{"a", "another's"}) {
		t.Errorf("of the other's work %v is kept", kept)
	}
}

// A disk may give a file another time than the one it was written at. That is no
// change.
func TestVagueClockIsNoForeignWork(t *testing.T) {
	k := openKeeper(t, t.TempDir())
	register(t, k, "a")
	eventually(t, "the first save", holds(k.path, 1))
	if err := os.Chtimes(k.path, time.Time{}, time.Now().Add(-2*time.Second)); err != nil {
		t.Fatal(err)
	}
	register(t, k, "b")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if kept, _ := filepath.Glob(filepath.Join(k.dir, earlierName, "*")); len(kept) > 0 {
		t.Errorf("its own work is kept as %v", kept)
	}
}

// TestKilledWhileSavingTheDocument: the document is written, and the working copy
// does not say so yet. That is not another program's change.
func TestKilledWhileSavingTheDocument(t *testing.T) {
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "letters.oneglyph")
	k := openKeeper(t, data)
	register(t, k, "a")
	if err := saved(k.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	register(t, k, "b")
	// The change is not on the disk yet when Ctrl+S is pressed, and the work is
	// never finished.
	if _, _, err := k.Save()(); err != nil {
		t.Fatal(err)
	}
	killed := copyFolder(t, data)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, killed)
	defer k.Close()
	if got := k.Document(); got != (gallery.Document{Path: path}) || !slices.Equal(classNames(k.Gallery()), []string{"a", "b"}) || k.Notice() != "" {
		t.Errorf("back is %+v with %q, notice %q", got, classNames(k.Gallery()), k.Notice())
	}
	register(t, k, "c")
	if err := saved(k.Save()); err != nil {
		t.Errorf("saved again: %v", err)
	}
}

func copyFolder(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestOneFileByManyNames: a window's document that is reached by another name is
// the same document, and its own copy is that by whatever name.
func TestOneFileByManyNames(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	real, link := filepath.Join(dir, "real.oneglyph"), filepath.Join(dir, "link.oneglyph")
	symlink(t, "real.oneglyph", link)
	symlink(t, data, filepath.Join(dir, "data"))
	k := openKeeper(t, data)
	defer k.Close()
	register(t, k, "a")
	if err := saved(k.SaveAs(link)); err != nil { // it leads to nothing yet
		t.Fatal(err)
	}
	if info, err := os.Lstat(real); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the target is %v, %v", info, err)
	}
	if _, err := os.Readlink(link); err != nil {
		t.Error("the link is none any more")
	}
	if got := k.Document().Path; got != link {
		t.Errorf("the document is %s", got)
	}
	if _, err := lockGallery(real); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("its target is not locked: %v", err)
	}
	if err := saved(k.SaveAs(real)); err != nil {
		t.Errorf("saved by its other name: %v", err)
	}
	if _, err := done(k.Open(t.Context(), link)); err != nil {
		t.Errorf("opened by its other name: %v", err)
	}
	if _, err := lockGallery(real); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("opened anew, its target is not locked: %v", err)
	}
	if err := saved(k.SaveAs(filepath.Join(dir, "data", galleryName))); !errors.Is(err, gallery.ErrOwnCopy) {
		t.Errorf("over its own copy: %v", err)
	}
}

// TestGalleryThatIsALink: two data folders may share a gallery, though not at once.
func TestGalleryThatIsALink(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	real := filepath.Join(dir, "real.oneglyph")
	symlink(t, real, filepath.Join(data, galleryName))
	k := openKeeper(t, data)
	register(t, k, "a")
	eventually(t, "the first save", holds(real, 1))
	if err := ChangeFile(t.Context(), real, nil, nil); !errors.Is(err, gallery.ErrInUse) {
		t.Errorf("the command line writes to it: %v", err)
	}
	register(t, k, "b")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if got := savedNames(t, gallery.Backup(real)); !slices.Equal(got, []string{"a"}) {
		t.Errorf("the backup holds %q", got)
	}
	if _, err := os.Readlink(filepath.Join(data, galleryName)); err != nil {
		t.Error("the link is none any more")
	}
	// Damaged, it is the target that goes aside.
	if err := os.WriteFile(real, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, data)
	if aside, _ := filepath.Glob(filepath.Join(dir, "*.damaged-*")); len(aside) != 1 || k.Gallery().Len() != 1 {
		t.Errorf("kept aside: %v, open are %q", aside, classNames(k.Gallery()))
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Readlink(filepath.Join(data, galleryName)); err != nil {
		t.Error("the link went aside")
	}
}

// TestLoneBackup: the command line goes on from it, and says so.
func TestLoneBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.oneglyph")
	p := gallery.New()
	for i, name := range []string{"a", "b"} {
		if _, err := p.Add(name, drawing(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, gallery.Backup(path)); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	add := func() error {
		return ChangeFile(t.Context(), path, func(text string) { said.WriteString(text) }, func(p *gallery.Gallery) error {
			_, err := p.Add("c", drawing(3))
			return err
		})
	}
	if err := add(); err != nil {
		t.Fatal(err)
	}
	if got := savedNames(t, path); !slices.Equal(got, []string{"a", "b", "c"}) || !strings.Contains(said.String(), gallery.Backup(path)) {
		t.Errorf("there is %q, said %q", got, said.String())
	}
	// One that cannot be read is not what to begin from, nor to be written over.
	os.Remove(path)
	if err := os.WriteFile(gallery.Backup(path), []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := add(); !errors.Is(err, gallery.ErrDamaged) || !strings.Contains(err.Error(), gallery.Backup(path)) {
		t.Errorf("a damaged one: %v", err)
	}
}
