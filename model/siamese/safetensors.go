package siamese

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
)

// ErrFormat says that a file is not a safetensors file that this package reads.
var ErrFormat = errors.New("not a readable safetensors file")

// Limits of a safetensors file. The header of the largest network here is under
// 10 KB; the data limit leaves room for its parameters and optimiser state.
const (
	maxHeader = 1 << 20
	maxData   = 2 << 30
	maxFile   = 8 + maxHeader + maxData
)

// namedTensor is one tensor of a safetensors file.
type namedTensor struct {
	name  string
	shape []int
	data  []float32
}

// entry is a tensor in the header. The format: 8 bytes of header length, little
// endian; the header in JSON, name → entry, beside "__metadata__", a map of
// strings; the tensors' bytes. https://github.com/huggingface/safetensors
type entry struct {
	DType   string   `json:"dtype"`
	Shape   []int64  `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

const metadataKey = "__metadata__"

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

// writeTensors writes float32 tensors and notes as one safetensors file.
func writeTensors(w io.Writer, tensors []namedTensor, metadata map[string]string) error {
	header := map[string]any{metadataKey: metadata}
	var at int64
	for _, t := range tensors {
		e := entry{DType: "F32", Shape: make([]int64, len(t.shape)), Offsets: [2]int64{at, at + 4*int64(len(t.data))}}
		for i, d := range t.shape {
			e.Shape[i] = int64(d)
		}
		header[t.name], at = e, e.Offsets[1]
	}
	head, err := json.Marshal(header)
	if err != nil {
		return fmt.Errorf("siamese: write header: %w", err)
	}
	for len(head)%8 != 0 { // the format asks for aligned data
		head = append(head, ' ')
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(head)))
	if _, err := w.Write(append(out, head...)); err != nil {
		return err
	}
	for _, t := range tensors {
		buf := make([]byte, 0, 4*len(t.data))
		for _, v := range t.data {
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(v))
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}

// readTensors reads a whole safetensors file of float32 tensors. Memory is taken
// only as bytes arrive, whatever the header promises.
func readTensors(r io.Reader) (map[string]namedTensor, map[string]string, error) {
	var size [8]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, nil, formatError("shorter than its header's length")
	}
	n := binary.LittleEndian.Uint64(size[:])
	if n == 0 || n > maxHeader {
		return nil, nil, formatError("a header of %d bytes", n)
	}
	head := make([]byte, n)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, nil, formatError("the header is cut off")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(head, &raw); err != nil {
		return nil, nil, formatError("header: %v", err)
	}
	metadata := map[string]string{}
	if m, ok := raw[metadataKey]; ok {
		if err := json.Unmarshal(m, &metadata); err != nil {
			return nil, nil, formatError("metadata: %v", err)
		}
		delete(raw, metadataKey)
	}
	type placed struct {
		name string
		entry
	}
	var entries []placed
	for name, m := range raw {
		p := placed{name: name}
		if err := json.Unmarshal(m, &p.entry); err != nil {
			return nil, nil, formatError("tensor %q: %v", name, err)
		}
		entries = append(entries, p)
	}
	sort.Slice(entries, func(i, j int) bool {
		a, b := entries[i], entries[j]
		return a.Offsets[0] < b.Offsets[0] || a.Offsets[0] == b.Offsets[0] && a.name < b.name
	})
	tensors := map[string]namedTensor{}
	var at int64
	for _, e := range entries {
		shape, length, err := e.length()
		if err != nil {
			return nil, nil, formatError("tensor %q: %v", e.name, err)
		}
		if e.Offsets[0] != at || e.Offsets[1] != at+4*length {
			return nil, nil, formatError("tensor %q lies at bytes %d–%d, not %d–%d", e.name, e.Offsets[0], e.Offsets[1], at, at+4*length)
		}
		at = e.Offsets[1]
		data, err := readFloats(r, length)
		if err != nil {
			return nil, nil, formatError("tensor %q is cut off", e.name)
		}
		tensors[e.name] = namedTensor{e.name, shape, data}
	}
	if n, _ := io.CopyN(io.Discard, r, 1); n != 0 {
		return nil, nil, formatError("more bytes than the header names")
	}
	return tensors, metadata, nil
}

// length checks an entry and gives its shape and number of values.
func (e entry) length() (shape []int, length int64, err error) {
	if e.DType != "F32" {
		return nil, 0, fmt.Errorf("type %q, not F32", e.DType)
	}
	if len(e.Shape) > 8 {
		return nil, 0, fmt.Errorf("%d dimensions", len(e.Shape))
	}
	length = 1
	for _, d := range e.Shape {
		if d < 0 || d > maxData || d > 0 && length > maxData/4/d {
			return nil, 0, fmt.Errorf("shape %v", e.Shape)
		}
		length *= d
		shape = append(shape, int(d))
	}
	return shape, length, nil
}

// readFloats reads n values in pieces, so that a file that announces more than it
// holds takes no more memory than it is worth.
func readFloats(r io.Reader, n int64) ([]float32, error) {
	const piece = 1 << 18
	raw := make([]byte, 4*min(n, piece))
	out := make([]float32, 0, min(n, 4*piece))
	for left := n; left > 0; left -= int64(len(raw) / 4) {
		raw = raw[:4*min(left, piece)]
		if _, err := io.ReadFull(r, raw); err != nil {
			return nil, err
		}
		at := len(out)
		out = slices.Grow(out, len(raw)/4)[:at+len(raw)/4]
		for i := range out[at:] {
			out[at+i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	}
	return out, nil
}
