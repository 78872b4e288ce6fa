//go:build unix

package foreign_test

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// special makes files that are not regular.
func special(t *testing.T, dir string) []string {
	t.Helper()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	all := []string{pipe}
	null := filepath.Join(dir, "null")
	if err := os.Symlink(os.DevNull, null); err != nil {
		t.Fatal(err)
	}
	all = append(all, null)
	// A socket's name may have a hundred bytes only.
	if l, err := net.Listen("unix", filepath.Join(dir, "socket")); err == nil {
		t.Cleanup(func() { l.Close() })
		all = append(all, filepath.Join(dir, "socket"))
	}
	return all
}
