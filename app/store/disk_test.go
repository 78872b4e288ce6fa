//go:build linux

package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// mountSmall returns a folder on a disk of a few pages. Only the superuser can make
// one, and not everywhere.
func mountSmall(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("no disk of one's own: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestFullDisk(t *testing.T) {
	dir := mountSmall(t)
	k := openKeeper(t, dir)
	failures := make(chan error, 1000)
	k.OnError(func(err error) { failures <- err })
	register(t, k, "small")
	eventually(t, "the first save", holds(k.path, 1))

	long := make(model.Stroke, 8000)
	for i := range long {
		long[i] = model.Point{X: float32(i*i%977) / 7, Y: float32(i*31%1009) / 3}
	}
	if _, err := k.Gallery().Add("large", gallery.FromStrokes([]model.Stroke{long, long})); err != nil {
		t.Fatal(err)
	}
	k.Changed()
	err := <-failures
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), k.path) {
		t.Fatalf("unclear: %v", err)
	}
	if !holds(k.path, 1)() {
		t.Error("the last version that fitted is gone")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp")); len(left) > 0 {
		t.Errorf("the full disk is kept full by %v", left)
	}
	if err := k.Flush(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("tried again at once: %v", err)
	}
	// It is all in memory, and goes to another disk.
	elsewhere := filepath.Join(t.TempDir(), "elsewhere.oneglyph")
	if err := saved(k.SaveAs(elsewhere)); err != nil || !holds(elsewhere, 2)() {
		t.Errorf("saved elsewhere: %v", err)
	}
	// Room is made, and the work arrives by itself.
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=4m"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the save once there is room", holds(k.path, 2))
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	dir := mountSmall(t)
	k := openKeeper(t, dir)
	register(t, k, "a")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	k = openKeeper(t, dir)
	if k.Gallery().Len() != 1 || !strings.Contains(k.Notice(), dir) {
		t.Errorf("%d classes, notice %q", k.Gallery().Len(), k.Notice())
	}
	failures := make(chan error, 1000)
	k.OnError(func(err error) { failures <- err })
	register(t, k, "b")
	if err := <-failures; !errors.Is(err, syscall.EROFS) {
		t.Errorf("unclear: %v", err)
	}
	if k.Gallery().Len() != 2 {
		t.Error("the work is not in memory")
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere.oneglyph")
	if err := saved(k.SaveAs(elsewhere)); err != nil || !holds(elsewhere, 2)() {
		t.Errorf("saved elsewhere: %v", err)
	}
	if err := k.Close(); !errors.Is(err, syscall.EROFS) {
		t.Errorf("closed with %v", err)
	}
}

// A gallery in a folder of somebody else's can be looked at, and is not saved
// there.
func TestForeignFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is forbidden to the superuser")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "letters.oneglyph")
	if err := gallery.New().Save(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	k := openKeeper(t, t.TempDir())
	defer k.Close()
	if _, err := done(k.Open(t.Context(), path)); err != nil {
		t.Fatal(err)
	}
	register(t, k, "a")
	if err := saved(k.Save()); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("saved with %v", err)
	}
}
