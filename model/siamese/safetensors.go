package siamese

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
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
// endian; the header in JSON, name → entry, next to "__metadata__", a map of
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

// header is what a safetensors file says of itself before its tensors.
type header struct {
	metadata map[string]string
	entries  []placed // in the order of their bytes, without gaps
}

// placed is a tensor of a header.
type placed struct {
	name string
	entry
	shape  []int
	length int64 // in values
}

// readHeader reads a file up to its tensors.
func readHeader(r io.Reader) (h header, err error) {
	var size [8]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return h, formatError("shorter than its header's length")
	}
	n := binary.LittleEndian.Uint64(size[:])
	if n == 0 || n > maxHeader {
		return h, formatError("a header of %d bytes", n)
	}
	head := make([]byte, n)
	if _, err := io.ReadFull(r, head); err != nil {
		return h, formatError("the header is cut off")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(head, &raw); err != nil {
		return h, formatError("header: %v", err)
	}
	if m, ok := raw[metadataKey]; ok {
		if err := json.Unmarshal(m, &h.metadata); err != nil {
			return h, formatError("metadata: %v", err)
		}
		delete(raw, metadataKey)
	}
	for name, m := range raw {
		p := placed{name: name}
		if err := json.Unmarshal(m, &p.entry); err != nil {
			return h, formatError("tensor %.80q: %v", name, err)
		}
		if p.shape, p.length, err = p.measure(); err != nil {
			return h, formatError("tensor %.80q: %v", name, err)
		}
		h.entries = append(h.entries, p)
	}
	slices.SortFunc(h.entries, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Offsets[0], b.Offsets[0]), cmp.Compare(a.Offsets[1], b.Offsets[1]), cmp.Compare(a.name, b.name))
	})
	var at int64
	for _, e := range h.entries {
		end := at + 4*e.length
		if e.Offsets != [2]int64{at, end} {
			return h, formatError("tensor %.80q lies at bytes %d–%d, not %d–%d", e.name, e.Offsets[0], e.Offsets[1], at, end)
		}
		at = end
	}
	return h, nil
}

// measure checks an entry and returns its shape and number of values.
func (e entry) measure() (shape []int, length int64, err error) {
	if e.DType != "F32" {
		return nil, 0, fmt.Errorf("type %.20q, not F32", e.DType)
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

// readTensors reads the data of the tensors asked for, by name and shape. Nothing
// is read where one of them is missing, has another shape, or stands beside one
// that nobody asked for.
func (h header) readTensors(r io.Reader, asked []namedTensor) error {
	byName := make(map[string]*namedTensor, len(asked))
	for i := range asked {
		byName[asked[i].name] = &asked[i]
	}
	there := make(map[string]bool, len(h.entries))
	for _, e := range h.entries {
		t := byName[e.name]
		if t == nil {
			return formatError("tensor %.80q does not belong here", e.name)
		}
		if !slices.Equal(t.shape, e.shape) {
			return formatError("tensor %.80q is %v, not %v", e.name, e.shape, t.shape)
		}
		there[e.name] = true
	}
	for _, t := range asked {
		if !there[t.name] {
			return formatError("no tensor %q", t.name)
		}
	}
	for _, e := range h.entries {
		data, err := readFloats(r, e.length)
		if err != nil {
			return formatError("tensor %.80q is cut off", e.name)
		}
		byName[e.name].data = data
	}
	if n, _ := io.CopyN(io.Discard, r, 1); n != 0 {
		return formatError("more bytes than the header names")
	}
	return nil
}

// readFloats reads n values.
func readFloats(r io.Reader, n int64) ([]float32, error) {
	const piece = 1 << 18
	raw := make([]byte, 4*min(n, piece))
	out := make([]float32, n) // of a shape that was asked for; the system gives memory as it is written to
	for at := int64(0); at < n; at += int64(len(raw) / 4) {
		raw = raw[:4*min(n-at, piece)]
		if _, err := io.ReadFull(r, raw); err != nil {
			return nil, err
		}
		for i := range raw[:len(raw)/4] {
			out[at+int64(i)] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	}
	return out, nil
}
