package store

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"text/template"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// english fills a text's fields in, as the window's translations do.
func english(text string, data ...any) string {
	var filled strings.Builder
	var fields any
	if len(data) > 0 {
		fields = data[0]
	}
	if err := template.Must(template.New("").Parse(text)).Execute(&filled, fields); err != nil {
		panic(err)
	}
	return filled.String()
}

func drawing(n int) gallery.Example {
	return gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: float32(n) + 3, Y: 4}}})
}

func openKeeper(t *testing.T, dir string) *Keeper {
	t.Helper()
	k, err := Open(dir, english)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func register(t *testing.T, k *Keeper, name string) {
	t.Helper()
	if _, err := k.Gallery().Add(name, drawing(k.Gallery().Len())); err != nil {
		t.Fatal(err)
	}
	k.Changed()
}

// eventually waits for a condition that a goroutine brings about.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	within(t, 30*time.Second, what, condition)
}

// within is eventually for what takes its time.
func within(t *testing.T, patience time.Duration, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s never happened", what)
		}
	}
}

func holds(path string, classes int) func() bool {
	return func() bool {
		p, err := gallery.Open(context.Background(), path)
		return err == nil && p.Len() == classes
	}
}

func TestChangesReachTheDisk(t *testing.T) {
	dir := t.TempDir()
	k := openKeeper(t, dir)
	if k.Notice() != "" || k.Gallery().Len() != 0 {
		t.Errorf("a new gallery has %d classes, %q", k.Gallery().Len(), k.Notice())
	}
	path := filepath.Join(dir, galleryName)
	register(t, k, "a")
	eventually(t, "autosave", holds(path, 1))
	for i := range 20 {
		register(t, k, fmt.Sprint(i))
	}
	eventually(t, "the second autosave", holds(path, 21))
	register(t, k, "last")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, dir)
	defer k.Close()
	if k.Gallery().Len() != 22 || k.Notice() != "" {
		t.Errorf("reopened with %d classes, %q", k.Gallery().Len(), k.Notice())
	}
}

func TestASecondWindowIsTold(t *testing.T) {
	dir := t.TempDir()
	k := openKeeper(t, dir)
	if _, err := Open(dir, english); !errors.Is(err, gallery.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("the second: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	if err := openKeeper(t, dir).Close(); err != nil {
		t.Error(err)
	}
}

func TestDamagedGallery(t *testing.T) {
	for _, c := range []struct {
		name    string
		file    string // "damaged" or "missing"
		backup  string // "" where it is well
		classes int
		notice  string
		aside   int // files
	}{
		{"damaged", "damaged", "", 1, "version before", 1},
		{"damaged without backup", "damaged", "missing", 0, "empty", 1},
		{"damaged like its backup", "damaged", "damaged", 0, "empty", 2},
		{"missing", "missing", "", 1, "version before", 0},
		{"missing without backup", "missing", "missing", 0, "", 0},
		{"missing, backup damaged", "missing", "damaged", 0, "empty", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, galleryName)
			k := openKeeper(t, dir)
			register(t, k, "a")
			eventually(t, "autosave", holds(path, 1))
			register(t, k, "b")
			if err := k.Close(); err != nil {
				t.Fatal(err)
			}
			for file, state := range map[string]string{path: c.file, gallery.Backup(path): c.backup} {
				var err error
				switch state {
				case "missing":
					err = os.Remove(file)
				case "damaged":
					err = os.Truncate(file, 100)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			k = openKeeper(t, dir)
			defer k.Close()
			if k.Gallery().Len() != c.classes || !strings.Contains(k.Notice(), c.notice) || (c.notice == "") != (k.Notice() == "") {
				t.Errorf("%d classes, notice %q", k.Gallery().Len(), k.Notice())
			}
			aside, _ := filepath.Glob(filepath.Join(dir, "*.damaged-*"))
			if len(aside) != c.aside || c.file == "damaged" && !strings.Contains(k.Notice(), aside[0]) {
				t.Errorf("kept aside: %v, notice %q", aside, k.Notice())
			}
			if err := k.Flush(); err != nil || c.notice != "" && !holds(path, c.classes)() {
				t.Errorf("what was recovered is not on disk again: %v", err)
			}
		})
	}
}

func TestNewerGalleryIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, galleryName)
	if err := gallery.New().Save(path); err != nil {
		t.Fatal(err)
	}
	newer(t, path)
	before, _ := os.ReadFile(path)
	if _, err := Open(dir, english); !errors.Is(err, gallery.ErrNewer) {
		t.Errorf("got %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file was changed")
	}
}

func TestWorkIsKeptWhileTheDiskRefuses(t *testing.T) { synctest.Test(t, testWorkIsKept) }

func testWorkIsKept(t *testing.T) {
	k := openKeeper(t, t.TempDir())
	failures := make(chan error, 100)
	k.OnError(func(err error) { failures <- err })
	register(t, k, "a")
	eventually(t, "the first save", holds(k.path, 1))
	allow := refuse(t, k)
	register(t, k, "b")
	time.Sleep(10 * retryDelay)
	if len(failures) != 1 {
		t.Fatalf("said %d times", len(failures))
	}
	if err := <-failures; !strings.Contains(err.Error(), k.path) {
		t.Errorf("unclear: %v", err)
	}
	allow()
	eventually(t, "the save once the disk allows", holds(k.path, 2))
	time.Sleep(retryDelay)
	register(t, k, "c")
	time.Sleep(retryDelay)
	if len(failures) != 1 {
		t.Errorf("said %d times that the work is saved again", len(failures))
	} else if err := <-failures; err != nil {
		t.Errorf("saved again, it says %v", err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

// refuse keeps a gallery that is on disk from being saved again, even by the
// superuser: a full folder is in its backup's place. allow ends that.
func refuse(t *testing.T, k *Keeper) (allow func()) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(gallery.Backup(k.path), "full"), 0o777); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.RemoveAll(gallery.Backup(k.path)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCloseTellsOfLostWork(t *testing.T) {
	k := openKeeper(t, t.TempDir())
	register(t, k, "a")
	eventually(t, "the first save", holds(k.path, 1))
	refuse(t, k)
	register(t, k, "b")
	if err := k.Close(); err == nil {
		t.Error("the work was lost in silence")
	}
}

// newer rewrites a gallery's file as a later version of the format.
func newer(t *testing.T, path string) {
	t.Helper()
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	w, err := z.Create("manifest.json")
	if err == nil {
		_, err = w.Write([]byte(`{"format":"oneglyph","version":99}`))
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = os.WriteFile(path, data.Bytes(), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A change that comes while the one before is being written is not lost.
func TestChangesDuringASave(t *testing.T) {
	dir := t.TempDir()
	k := openKeeper(t, dir)
	const many = 1000 // so that writing takes a while
	c, err := k.Gallery().Add("first", drawing(1))
	for i := 1; i < many && err == nil; i++ {
		_, err = k.Gallery().Add(fmt.Sprint(i), c.Examples[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	k.Changed()
	eventually(t, "the beginning of a save", func() bool {
		begun, _ := filepath.Glob(filepath.Join(dir, ".*.tmp"))
		return len(begun) > 0
	})
	register(t, k, "last")
	eventually(t, "the first save", func() bool { _, err := os.Stat(k.path); return err == nil })
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if !holds(k.path, many+1)() {
		t.Error("the last change is lost")
	}
}
