//go:build unix

package hostiletest

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// special makes what is no file at all.
func (m *maker) special(kind Kind) {
	m.Helper()
	if err := syscall.Mkfifo(m.path(kind, "a pipe", extensions[kind]), 0o666); err != nil {
		m.Fatal(err)
	}
	for _, l := range [][2]string{{"a device", "/dev/zero"}, {"a terminal", "/dev/tty"}, {"a link to nothing", "/nowhere/at/all"}} {
		name, target := l[0], l[1]
		if err := os.Symlink(target, m.path(kind, name, extensions[kind])); err != nil {
			m.Fatal(err)
		}
	}
	loop := m.path(kind, "a link to itself", extensions[kind])
	if err := os.Symlink(loop, loop); err != nil {
		m.Fatal(err)
	}
	if err := os.Mkdir(m.path(kind, "an empty folder", extensions[kind]), 0o777); err != nil {
		m.Fatal(err)
	}
}

// links adds to a data set links that lead round, up and to what is no file.
func (m *maker) links(folder string) {
	m.Helper()
	for name, target := range map[string]string{
		"a/loop": "..", "a/up": "../..", "root": "/", "a/b/0001_02.png": "/dev/zero", "a/b/0001_03.png": "0001_03.png", "a/b/0001_04.png": "/etc/passwd",
	} {
		if err := os.Symlink(target, folder+"/"+name); err != nil {
			m.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(folder+"/a/b/0001_05.png", 0o666); err != nil {
		m.Fatal(err)
	}
}

// specialStates are data folders of what is no file.
func (m *maker) specialStates(run string) {
	m.Helper()
	for _, file := range []string{"settings.json", "recent.json", "weights.safetensors", run + "run.json", run + "log.csv"} {
		dir := m.path(State, "a pipe for "+filepath.Base(file), "")
		if strings.HasSuffix(file, ".csv") {
			m.write(filepath.Join(dir, run, "run.json"), []byte("{}"))
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o777); err != nil {
			m.Fatal(err)
		}
		if err := syscall.Mkfifo(filepath.Join(dir, file), 0o666); err != nil {
			m.Fatal(err)
		}
	}
}
