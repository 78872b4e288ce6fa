package siamese

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// described is a weights file that ends after its header.
func described(t *testing.T, a Architecture) []byte {
	t.Helper()
	calibration := must(json.Marshal(Calibration{Scale: 1, Threshold: 0.5}))(t)
	header := map[string]any{metadataKey: map[string]string{
		"oneglyph": formatVersion, "architecture": string(must(json.Marshal(a))(t)), "calibration": string(calibration),
	}}
	var at int64
	for _, p := range a.params() {
		e := entry{DType: "F32", Offsets: [2]int64{at, at + 4*int64(p.len())}}
		for _, d := range p.shape {
			e.Shape = append(e.Shape, int64(d))
		}
		header[p.name], at = e, e.Offsets[1]
	}
	head := must(json.Marshal(header))(t)
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...)
}

// within fails where reading takes as much as a hundred megabytes or a second.
func within(t *testing.T, name string, read func() error) error {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	err := read()
	runtime.ReadMemStats(&after)
	if mb, d := (after.TotalAlloc-before.TotalAlloc)>>20, time.Since(start); mb > 100 || d > time.Second {
		t.Errorf("%s: took %d MB and %v: %v", name, mb, d, err)
	}
	return err
}

func TestEnormousArchitecturesAreRefused(t *testing.T) {
	for name, a := range map[string]Architecture{
		"wide outputs":      {Input: 256, Layers: []Layer{{Filters: 8192, Kernel: 1, Pool: 1}}},
		"wide but pooled":   {Input: 256, Layers: []Layer{{Filters: 8192, Kernel: 1, Pool: 8}, {Filters: 1, Kernel: 1, Pool: 8}}},
		"grows":             {Input: 256, Layers: []Layer{{Filters: 4, Kernel: 100, Pad: 99, Pool: 1}, {Filters: 4, Kernel: 100, Pad: 99, Pool: 1}, {Filters: 4, Kernel: 100, Pad: 99, Pool: 1}, {Filters: 4, Kernel: 100, Pad: 99, Pool: 1}}},
		"a padded copy":     {Input: 256, Layers: []Layer{{Filters: 180, Kernel: 1, Pool: 1}, {Filters: 1, Kernel: 256, Pad: 1, Pool: 1}}},
		"a wide embedding":  {Input: 256, Layers: []Layer{{Filters: 16, Kernel: 1, Pool: 2}}, Embedding: 8192},
		"parameters":        {Input: 105, Layers: []Layer{{Filters: 8192, Kernel: 10, Pool: 8}, {Filters: 8192, Kernel: 7, Pool: 1}}},
		"many to multiply":  {Input: 256, Layers: []Layer{{Filters: 64, Kernel: 3, Pad: 1, Pool: 1}, {Filters: 64, Kernel: 31, Pad: 15, Pool: 8}}},
		"a very long name":  {Name: strings.Repeat("x", 500_000), Input: 8, Layers: []Layer{{Filters: 1, Kernel: 3, Pool: 1}}},
		"overflow":          {Input: 256, Layers: []Layer{{Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}, {Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}, {Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}}, Embedding: 8192},
		"packed by fillers": {Input: 256, Layers: []Layer{{Filters: 1500, Kernel: 1, Pool: 8}, {Filters: 1, Kernel: 32, Pool: 1}}},
	} {
		err := within(t, name, func() error {
			_, err := Read(bytes.NewReader(described(t, a)))
			return err
		})
		if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "architecture") && !strings.Contains(err.Error(), "shape") || len(err.Error()) > 400 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, a := range []Architecture{Compact(), Koch()} {
		if _, err := Read(bytes.NewReader(described(t, a))); err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Errorf("%s: %v", a.Name, err)
		}
	}
}

// All that is learnt from by the program's own recipes can be afforded.
func TestLearningIsReckoned(t *testing.T) {
	for _, batch := range []int{2, 32, 256, 2000} {
		if err := errors.Join(Compact().learnable(batch), Koch().learnable(batch)); err != nil {
			t.Error(err)
		}
	}
	m := must(New(Compact(), 1))(t)
	for _, batch := range []int{20_000, 2_000_000, 1 << 40, 1 << 62} {
		err := within(t, "a batch", func() error {
			_, err := NewLearner(m, EpisodeLoss, batch, 1)
			return err
		})
		if err == nil {
			t.Errorf("%d pictures are learnt from", batch)
		}
	}
}

// A tensor that nobody asked for is not read, and a file with one is none of ours.
func TestTensorsNobodyAskedForAreNotRead(t *testing.T) {
	var whole bytes.Buffer
	if err := must(New(tiny(true), 1))(t).Write(&whole); err != nil {
		t.Fatal(err)
	}
	data := whole.Bytes()
	size := binary.LittleEndian.Uint64(data)
	var header map[string]json.RawMessage
	if err := json.Unmarshal(data[8:8+size], &header); err != nil {
		t.Fatal(err)
	}
	end := int64(len(data)) - 8 - int64(size)
	more := end
	for _, name := range []string{"a", "b", "c", "d"} { // 450 MB each
		header[name] = must(json.Marshal(entry{"F32", []int64{112_500_000}, [2]int64{more, more + 450_000_000}}))(t)
		more += 450_000_000
	}
	head := must(json.Marshal(header))(t)
	path := filepath.Join(t.TempDir(), "sparse.safetensors")
	file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...)
	if err := os.WriteFile(path, append(file, data[8+size:]...), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 8+int64(len(head))+more); err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() error{
		"Open":           func() error { _, err := Open(path); return err },
		"OpenCheckpoint": func() error { _, err := OpenCheckpoint(path); return err },
	} {
		if err := within(t, name, open); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Truncate(path, 12<<30); err != nil {
		t.Fatal(err)
	}
	if err := within(t, "12 GB", func() error { _, err := Open(path); return err }); err == nil {
		t.Error("a file of 12 GB opens")
	}
}
