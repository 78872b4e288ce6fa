package app

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// inbox is a folder in the data folder by which a second start of the program asks
// the window that has it open to open a file. A request is a file that holds the
// path; the window takes it away once it has done as asked. Files work on every
// system and disk, in folders of any length, and what a killed program left of them
// answers to nobody, all of which sockets do not.
type inbox string

func inboxOf(dir string) inbox { return inbox(filepath.Join(dir, "requests")) }

const (
	inboxPace     = 200 * time.Millisecond // between two looks
	inboxPatience = 3 * time.Second        // how long an answer is waited for
	maxRequest    = 64 << 10               // bytes of a path
)

// ask asks the open window for a file, and says whether it does so.
func (b inbox) ask(path string, patience time.Duration) bool {
	if os.MkdirAll(string(b), 0o777) != nil {
		return false
	}
	name := filepath.Join(string(b), strconv.FormatUint(rand.Uint64(), 36)+".request")
	if atomicfile.WriteBytes(name, []byte(path)) != nil {
		return false
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(inboxPace / 4) {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return errors.Is(os.Remove(name), fs.ErrNotExist) // taken at the last moment
}

// serve hands each request to a function, which calls back with whether it was
// taken, until stop is closed. What was asked of an earlier window, by a program
// that waits no more, is thrown away.
func (b inbox) serve(stop <-chan struct{}, open func(path string, taken func(bool))) {
	tick := time.NewTicker(inboxPace)
	defer tick.Stop()
	for {
		for _, name := range b.requests() {
			answer := make(chan bool, 1)
			path, ok := b.read(name)
			if ok {
				open(path, func(taken bool) { answer <- taken })
			} else {
				answer <- true
			}
			select {
			case <-stop:
				return
			case taken := <-answer:
				if taken {
					os.Remove(name)
				}
			}
		}
		select {
		case <-stop:
			return
		case <-tick.C:
		}
	}
}

func (b inbox) requests() []string {
	names, _ := fs.Glob(os.DirFS(string(b)), "*.request") // there is no folder before the first
	for i, name := range names {
		names[i] = filepath.Join(string(b), name)
	}
	return names
}

// read returns what a request asks for, unless whoever asked has given up.
func (b inbox) read(name string) (path string, ok bool) {
	info, err := os.Lstat(name)
	if err != nil || time.Since(info.ModTime()) > 2*inboxPatience {
		return "", false
	}
	data, err := foreign.ReadFile(name, maxRequest)
	return string(data), err == nil && filepath.IsAbs(string(data))
}
