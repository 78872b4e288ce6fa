package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// symlink makes a link, or skips where the system does not let one.
func symlink(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Skipf("no links: %v", err)
	}
}

func lockOf(t *testing.T, path string) *Lock {
	t.Helper()
	l, err := lockGallery(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestLockGoesByTheFile: whoever has a file by one name keeps it from all others,
// by whatever name, and whether or not it is there yet.
func TestLockGoesByTheFile(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "real", "g.oneglyph")
	if err := os.Mkdir(filepath.Dir(real), 0o777); err != nil {
		t.Fatal(err)
	}
	symlink(t, "real/g.oneglyph", filepath.Join(dir, "relative.oneglyph"))
	symlink(t, real, filepath.Join(dir, "absolute.oneglyph"))
	symlink(t, "real", filepath.Join(dir, "folder"))
	t.Chdir(dir)
	names := []string{
		real, "real/g.oneglyph", "./real/../real/g.oneglyph", "relative.oneglyph", filepath.Join(dir, "relative.oneglyph"),
		"absolute.oneglyph", "folder/g.oneglyph",
	}
	for _, there := range []bool{false, true} {
		if there {
			if err := gallery.New().Save(real); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range names {
			l := lockOf(t, name)
			for _, other := range names {
				if _, err := lockGallery(other); !errors.Is(err, gallery.ErrInUse) {
					t.Errorf("%s is locked, %s is not: %v", name, other, err)
				}
				if !l.isOf(other) {
					t.Errorf("the lock of %s is not that of %s", name, other)
				}
			}
			l.Release()
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".*.lock")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestLockIsAwaitedWhileItMoves(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.oneglyph")
	const patience = 400 * time.Millisecond
	l := lockOf(t, path)
	begun := time.Now()
	if _, err := awaitLock(path, patience); !errors.Is(err, gallery.ErrInUse) || time.Since(begun) < patience {
		t.Errorf("after %v: %v", time.Since(begun), err)
	}
	// A queue of others, each with the lock for less than the patience, and all
	// together for more.
	var queue sync.WaitGroup
	queue.Go(func() {
		for range 6 {
			time.Sleep(patience / 2)
			l.Release()
			again, err := lockGallery(path)
			if err != nil {
				return // the one that waits has it
			}
			l = again
		}
		l.Release()
	})
	got, err := awaitLock(path, patience)
	if err != nil {
		t.Fatal(err)
	}
	got.Release()
	queue.Wait()
}

// TestReleaseLeavesAnothersLock: where the folder was removed and made anew, the
// lock of its name is somebody else's.
func TestReleaseLeavesAnothersLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(dir, "g.oneglyph")
	anew := func() {
		t.Helper()
		if err := os.RemoveAll(dir); err != nil {
			t.Skipf("a locked file's folder cannot be removed here: %v", err)
		}
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	anew()
	first := lockOf(t, path)
	anew()
	if first.current() {
		t.Error("a lock without its file is held to be one")
	}
	second := lockOf(t, path)
	defer second.Release()
	first.Release()
	if !second.current() {
		t.Error("the first took the second's lock away")
	}
}

var registrars = flag.Int("registrars", 20, "how many processes TestRegistrationsAtOnce starts")

const registrarKey = "ONEGLYPH_TEST_REGISTRAR"

// TestRegistrar is one of those processes.
func TestRegistrar(t *testing.T) {
	name, path, ok := strings.Cut(os.Getenv(registrarKey), " ")
	if !ok {
		t.Skip("only as a process of TestRegistrationsAtOnce")
	}
	var warned strings.Builder
	err := ChangeFile(t.Context(), path, func(text string) { warned.WriteString(text) }, func(p *gallery.Gallery) error {
		return p.Put(name, drawing(1))
	})
	if err != nil || warned.Len() > 0 {
		t.Fatal(err, warned.String())
	}
}

// TestRegistrationsAtOnce: many processes register in one file by many names, and
// everything is there.
//
//	go test ./app/store -run TestRegistrationsAtOnce -registrars 100 -v
func TestRegistrationsAtOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "real"), 0o777); err != nil {
		t.Fatal(err)
	}
	real := filepath.Join(dir, "real", "g.oneglyph")
	symlink(t, "real/g.oneglyph", filepath.Join(dir, "relative.oneglyph")) // leads to nothing yet
	symlink(t, real, filepath.Join(dir, "absolute.oneglyph"))
	names := []string{real, "real/g.oneglyph", "relative.oneglyph", filepath.Join(dir, "absolute.oneglyph")}
	if lower, upper := filepath.Join(dir, "case"), filepath.Join(dir, "CASE"); os.WriteFile(lower, nil, 0o666) == nil && atomicfile.Same(lower, upper) {
		names = append(names, "real/G.ONEGLYPH")
	}
	var all sync.WaitGroup
	for i := range *registrars {
		all.Go(func() {
			c := exec.Command(os.Args[0], "-test.run=^TestRegistrar$")
			c.Dir = dir
			c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", registrarKey, i, names[i%len(names)]))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("registration %d: %v\n%s", i, err, out)
			}
		})
	}
	all.Wait()
	p, err := gallery.Open(context.Background(), real)
	if err != nil {
		t.Fatal(err)
	}
	if p.Len() != *registrars {
		t.Errorf("%d of %d are there", p.Len(), *registrars)
	}
	for _, link := range []string{"relative.oneglyph", "absolute.oneglyph"} {
		if _, err := os.Readlink(filepath.Join(dir, link)); err != nil {
			t.Errorf("%s is no link any more", link)
		}
	}
}
