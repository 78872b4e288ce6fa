//go:build linux

package app

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
)

var (
	every   = flag.Int("every", 4, "TestKilledAtEverySystemCall: kill at every how manieth")
	killDir = flag.String("kill-dir", "", "TestKilledAtEverySystemCall: a folder on the file system to try, instead of the usual one for tests")
)

// TestKilledAtEverySystemCall kills `register` just before each system call that it
// makes from its first look at the gallery on, and looks at what is there: at any
// moment the path holds the whole gallery, what was confirmed is in it, and the next
// two registrations leave nothing of the killed one lying about. It does so twice:
// with hard links, and as on disks that have none. With -every 1 no call is left
// out; -kill-dir names a folder of another file system.
//
//	go test ./app -run TestKilledAtEverySystemCall -every 1 -v -kill-dir /mnt/stick
func TestKilledAtEverySystemCall(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes: not with -short")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("it takes strace to choose the moment")
	}
	binary := buildProgram(t)
	picture := filepath.Join(t.TempDir(), "bar.png")
	bar(t, picture)
	for _, c := range []struct {
		name    string
		without []string // what strace refuses
	}{
		{"with hard links", nil},
		{"without hard links", []string{"-e", "inject=linkat:error=EPERM"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := killing{t: t, binary: binary, picture: picture, without: c.without}
			calls := k.calls()
			kills := 0
			for i, call := range calls {
				if i%*every == 0 {
					k.at(call)
					kills++
				}
			}
			t.Logf("%d calls, killed at %d of them; before the gallery was whole in its new version at %d", len(calls), kills, k.old)
			if k.old == 0 || k.old == kills {
				t.Error("the kills are not spread over the saving")
			}
		})
	}
}

type killing struct {
	t               *testing.T
	binary, picture string
	without         []string
	old             int // kills that left the old version
}

// sysCall is the nth of its name.
type sysCall struct {
	name string
	n    int
}

// prepare makes a folder with a gallery of three classes and its backup.
func (k *killing) prepare() (path string) {
	k.t.Helper()
	dir, err := os.MkdirTemp(*killDir, "killed")
	if err != nil {
		k.t.Fatal(err)
	}
	k.t.Cleanup(func() { os.RemoveAll(dir) })
	path = filepath.Join(dir, "p.oneglyph")
	p := gallery.New()
	for i, name := range []string{"a", "b", "c"} {
		if _, err := p.Add(name, drawing(i)); err != nil {
			k.t.Fatal(err)
		}
		if i > 0 {
			if err := p.Save(path); err != nil {
				k.t.Fatal(err)
			}
		}
	}
	return path
}

// run registers once, under strace.
func (k *killing) run(path, trace string, options ...string) (stdout string, err error) {
	args := append([]string{"-f", "-e", "trace=" + trace}, options...)
	args = append(append(args, k.without...), k.binary, "--data-dir", filepath.Dir(path)+"/data", "register", "--project", path, "--name", "d", k.picture)
	c := exec.Command("strace", args...)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	err = c.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		k.t.Fatalf("%v\n%s", err, said.String())
	}
	return out.String(), err
}

var traced = regexp.MustCompile(`^(\d+) +(\w+)\((.*)`)

// notFiles are calls whose number differs from run to run, and that no file hears of.
var notFiles = regexp.MustCompile(`^(futex|nanosleep|mmap|munmap|madvise|mprotect|brk|clone3|rt_\w+|sig\w+|sched_\w+|gettid|getpid|tgkill|epoll_\w+|eventfd2)$`)

// calls lists what register does to files from its first look at the gallery on. The
// program's main goroutine keeps to the main thread, which is the one that counts.
func (k *killing) calls() (all []sysCall) {
	k.t.Helper()
	path := k.prepare()
	log := filepath.Join(k.t.TempDir(), "log")
	if _, err := k.run(path, "all", "-o", log); err != nil {
		k.t.Skipf("strace cannot trace here: %v", err)
	}
	data, err := os.ReadFile(log)
	if err != nil {
		k.t.Fatal(err)
	}
	seen := make(map[string]int)
	begun, thread := false, ""
	for line := range strings.Lines(string(data)) {
		m := traced.FindStringSubmatch(line)
		if m == nil || thread != "" && m[1] != thread {
			continue
		}
		thread = m[1]
		seen[m[2]]++
		begun = begun || strings.Contains(m[3], ".p.oneglyph.lock")
		if begun && !notFiles.MatchString(m[2]) && m[2] != "exit_group" {
			all = append(all, sysCall{m[2], seen[m[2]]})
		}
	}
	if len(all) < 30 {
		k.t.Fatalf("only %d calls were seen", len(all))
	}
	return all
}

// at kills at one call and looks at what is left.
func (k *killing) at(c sysCall) {
	k.t.Helper()
	path := k.prepare()
	stdout, err := k.run(path, c.name+",linkat", "-o", "/dev/null", "-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", c.name, c.n))
	if err == nil {
		k.t.Logf("%v was not reached", c)
	}
	p, err := gallery.Open(context.Background(), path)
	if err != nil {
		k.t.Errorf("killed at %v: %v", c, err)
		return
	}
	was := p.Len()
	if was == 3 {
		k.old++
	}
	if was < 3 || was > 4 || stdout != "" && was != 4 {
		k.t.Errorf("killed at %v: %d classes, after %q", c, was, stdout)
	}
	for _, name := range []string{"x", "y"} {
		var stderr bytes.Buffer
		err := store.ChangeFile(k.t.Context(), path, func(text string) { stderr.WriteString(text) }, func(p *gallery.Gallery) error { return p.Put(name, drawing(1)) })
		if err != nil || stderr.Len() > 0 {
			k.t.Errorf("killed at %v, registered again: %v %s", c, err, stderr.String())
		}
	}
	if p, err = gallery.Open(context.Background(), path); err != nil || p.Len() != was+2 {
		k.t.Errorf("killed at %v, there are %d classes, %v", c, p.Len(), err)
	}
	if q, err := gallery.Open(context.Background(), gallery.Backup(path)); err != nil || q.Len() != was+1 {
		k.t.Errorf("killed at %v, of the backup: %v", c, err)
	}
	_ = fs.WalkDir(os.DirFS(filepath.Dir(path)), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && name != "p.oneglyph" && name != "p.oneglyph.bak" {
			k.t.Errorf("killed at %v: %s is left lying about", c, name)
		}
		return err
	})
}
