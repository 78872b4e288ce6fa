// Package hostiletest makes the files that an attacker, a broken disk or another
// program might hand to this one: galleries, weights, checkpoints, data sets,
// tasks, pictures and what lies in the data folder. They are always the same.
// Whatever reads one must say in a line what is wrong with it, or take it as
// harmless, within a few seconds and a few hundred megabytes.
package hostiletest

import (
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Kind says what an input claims to be.
type Kind string

// The kinds of inputs. State is a data folder.
const (
	Gallery    Kind = "gallery"
	Weights    Kind = "weights"
	Checkpoint Kind = "checkpoint"
	DataSet    Kind = "data set"
	Task       Kind = "task"
	Picture    Kind = "picture"
	State      Kind = "state"
)

// extensions are what files of a kind are called.
var extensions = map[Kind]string{
	Gallery: ".oneglyph", Weights: ".safetensors", Checkpoint: ".safetensors",
	DataSet: ".zip", Task: ".zip", Picture: ".png", State: "",
}

// Input is one hostile file or folder.
type Input struct {
	Kind Kind
	Name string // says what is wrong with it
	Path string
}

// Evil is a name that would colour a terminal, turn the direction of what follows
// and break a line, among letters that are to be shown as they are.
const Evil = "한글\x1b[31m\u202e\u009b2J\x7fé"

// maker makes inputs in a folder.
type maker struct {
	testing.TB
	dir string
	all []Input
}

// All makes all inputs, below a folder.
func All(t testing.TB, dir string) []Input {
	t.Helper()
	m := &maker{TB: t, dir: dir}
	m.galleries()
	m.weights()
	m.checkpoints()
	m.dataSets()
	m.tasks()
	m.pictures()
	m.states()
	seen := map[string]bool{}
	for _, in := range m.all {
		if seen[in.Path] {
			t.Fatalf("two inputs at %s", in.Path)
		}
		seen[in.Path] = true
	}
	return m.all
}

// path is where an input of this name is to be.
func (m *maker) path(kind Kind, name, ext string) string {
	m.Helper()
	folder := filepath.Join(m.dir, strings.ReplaceAll(string(kind), " ", "-"))
	if err := os.MkdirAll(folder, 0o777); err != nil {
		m.Fatal(err)
	}
	path := filepath.Join(folder, fmt.Sprintf("%03d-%s%s", len(m.all), strings.NewReplacer(" ", "-", "/", "-").Replace(name), ext))
	m.all = append(m.all, Input{kind, name, path})
	return path
}

// file makes an input of these bytes.
func (m *maker) file(kind Kind, name string, data []byte) string {
	m.Helper()
	path := m.path(kind, name, extensions[kind])
	m.write(path, data)
	return path
}

func (m *maker) write(path string, data []byte) {
	m.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		m.Fatal(err)
	}
}

// sparse makes an input that begins with these bytes and goes on with noughts, of
// which the disk keeps none.
func (m *maker) sparse(kind Kind, name string, data []byte, size int64) {
	m.Helper()
	if err := os.Truncate(m.file(kind, name, data), size); err != nil {
		m.Fatal(err)
	}
}

// damaged makes of a good file what disks, networks and fuzzers do to one.
func (m *maker) damaged(kind Kind, good []byte) {
	m.Helper()
	n := len(good)
	m.file(kind, "empty", nil)
	m.file(kind, "one byte", good[:1])
	m.file(kind, "a letter", []byte("Dear reader,\nthis is no such file.\n"))
	m.file(kind, "escape codes", []byte(strings.Repeat(Evil+"\n", 100)))
	for _, share := range []int{10, 50, 90} {
		m.file(kind, fmt.Sprintf("cut at %d percent", share), good[:n*share/100])
	}
	m.file(kind, "without its last byte", good[:n-1])
	m.file(kind, "with bytes behind", append(clone(good), make([]byte, 100)...))
	m.file(kind, "with bytes before", append([]byte("#!/bin/sh\n"), good...))
	m.file(kind, "twice", append(clone(good), good...))
	m.file(kind, "noughts", make([]byte, n))
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	m.file(kind, "noise", noise)
	for i := range 4 {
		flipped := clone(good)
		for range 1 + n/200 {
			flipped[rng.IntN(n)] ^= 1 << rng.IntN(8)
		}
		m.file(kind, fmt.Sprintf("flipped bits %d", i+1), flipped)
	}
	m.sparse(kind, "12 GB of nothing", good[:n/2], 12<<30)
	m.special(kind)
}

// ordered visits a map in the order of its names.
func ordered[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

func clone(data []byte) []byte { return append([]byte(nil), data...) }
