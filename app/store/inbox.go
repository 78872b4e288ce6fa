package store

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

// Inbox is a folder in the data folder by which a second start of the program asks
// the window that has it open to open a file, or to show or hide the quick panel. A
// request is a file that holds the path or a word; the window takes it away once it has done as asked. Files work on every
// system and disk, in folders of any length, and what a killed program left of them
// answers to nobody, all of which sockets do not.
type Inbox string

// InboxOf returns a data folder's inbox.
func InboxOf(dir string) Inbox { return Inbox(filepath.Join(dir, "requests")) }

// Requests that are no file's. Paths are absolute, so that none is one of these.
const (
	AskToggle = "toggle" // to show or hide the quick panel
	AskStart  = "start"  // what a start without a file means in a program that runs
)

// InboxPatience is how long to wait for an answer.
const InboxPatience = 3 * time.Second

const (
	inboxInterval = 200 * time.Millisecond // between two looks
	maxRequest    = 64 << 10               // bytes of a path
)

// Ask asks the open window to open a file, or for AskToggle or AskStart, and reports
// whether it does so.
func (b Inbox) Ask(request string, patience time.Duration) bool {
	if os.MkdirAll(string(b), 0o777) != nil {
		return false
	}
	name := filepath.Join(string(b), strconv.FormatUint(rand.Uint64(), 36)+".request")
	if atomicfile.WriteBytes(name, []byte(request)) != nil {
		return false
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(inboxInterval / 4) {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return errors.Is(os.Remove(name), fs.ErrNotExist) // taken at the last moment
}

// Serve hands each request to a function, which calls back with whether it was
// taken, until stop is closed. What was asked of an earlier window, by a program
// that waits no more, is thrown away.
func (b Inbox) Serve(stop <-chan struct{}, do func(request string, taken func(bool))) {
	tick := time.NewTicker(inboxInterval)
	defer tick.Stop()
	for {
		for _, name := range b.requests() {
			answer := make(chan bool, 1)
			request, ok := b.read(name)
			if ok {
				do(request, func(taken bool) { answer <- taken })
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

func (b Inbox) requests() []string {
	names, _ := fs.Glob(os.DirFS(string(b)), "*.request") // there is no folder before the first
	for i, name := range names {
		names[i] = filepath.Join(string(b), name)
	}
	return names
}

// read returns what a request asks for, unless whoever asked has given up.
func (b Inbox) read(name string) (request string, ok bool) {
	info, err := os.Lstat(name)
	if err != nil || time.Since(info.ModTime()) > 2*InboxPatience {
		return "", false
	}
	data, err := foreign.ReadFile(name, maxRequest)
	request = string(data)
	return request, err == nil && (filepath.IsAbs(request) || request == AskToggle || request == AskStart)
}
