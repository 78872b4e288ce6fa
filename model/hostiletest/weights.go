package hostiletest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// tensors is a safetensors file in the making.
type tensors struct {
	notes  map[string]string
	shapes map[string][]int
	values map[string][]float32
}

// layer and architecture are written as the program's weights name them.
type layer struct {
	Filters   int  `json:"filters"`
	Kernel    int  `json:"kernel"`
	Pad       int  `json:"pad,omitempty"`
	Pool      int  `json:"pool"`
	BatchNorm bool `json:"batch_norm,omitempty"`
}

type architecture struct {
	Name      string  `json:"name"`
	Input     int     `json:"input"`
	Layers    []layer `json:"layers"`
	Embedding int     `json:"embedding,omitempty"`
}

const calibration = `{"scale":1,"shift":0,"threshold":0.5,"levels":[{},{},{},{},{}]}`

// smallest is an architecture of a few numbers.
func smallest() architecture {
	return architecture{Name: "small", Input: 8, Layers: []layer{{Filters: 2, Kernel: 3, Pool: 2, BatchNorm: true}}}
}

// weightsOf has all tensors of an architecture, which are filled with ones.
func weightsOf(a architecture) *tensors {
	t := &tensors{map[string]string{"format": "pt", "oneglyph": "1", "calibration": calibration}, map[string][]int{}, map[string][]float32{}}
	text, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	t.notes["architecture"] = string(text)
	side, channels := a.Input, 1
	for i, l := range a.Layers {
		name := fmt.Sprintf("conv%d.", i+1)
		t.add(name+"weight", l.Kernel, l.Kernel, channels, l.Filters)
		names := []string{"bias"}
		if l.BatchNorm {
			names = []string{"gamma", "beta", "mean", "variance"}
		}
		for _, n := range names {
			t.add(name+n, l.Filters)
		}
		if l.Pool > 0 {
			side = (side + 2*l.Pad - l.Kernel + 1) / l.Pool
		}
		channels = l.Filters
	}
	length := side * side * channels
	if a.Embedding > 0 {
		t.add("embedding.weight", length, a.Embedding)
		t.add("embedding.bias", a.Embedding)
		length = a.Embedding
	}
	t.add("distance.alpha", length)
	t.add("distance.bias", 1)
	return t
}

// add adds a tensor, of ones where it is small and named only where it is not.
func (t *tensors) add(name string, shape ...int) {
	n := 1
	for _, d := range shape {
		n *= d
		if n > 100_000 || n < 0 {
			n = 0
			break
		}
	}
	values := make([]float32, n)
	for i := range values {
		values[i] = 1
	}
	t.shapes[name], t.values[name] = shape, values
}

// bytes writes the file, whose header may be changed before.
func (t *tensors) bytes(change func(header map[string]any)) []byte {
	header := map[string]any{"__metadata__": t.notes}
	at := int64(0)
	names := slices.Sorted(maps.Keys(t.shapes))
	for _, name := range names {
		length := int64(4)
		for _, d := range t.shapes[name] {
			length *= int64(d)
		}
		header[name] = map[string]any{"dtype": "F32", "shape": t.shapes[name], "data_offsets": [2]int64{at, at + length}}
		at += length
	}
	if change != nil {
		change(header)
	}
	head, err := json.Marshal(header)
	if err != nil {
		panic(err)
	}
	out := append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...)
	for _, name := range names {
		for _, v := range t.values[name] {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	return out
}

// headed is a file of this header's text.
func headed(head string) []byte {
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...)
}

func (m *maker) weights() {
	m.Helper()
	good := weightsOf(smallest()).bytes(nil)
	m.damaged(Weights, good)
	for name, a := range ordered(enormous()) {
		m.file(Weights, name, weightsOf(a).bytes(nil))
	}
	for name, text := range ordered(map[string]string{
		"a header of nothing": "", "a header that is a list": "[]", "a header of spaces": strings.Repeat(" ", 1<<20),
		"a header nested deep":           strings.Repeat(`{"a":`, 200_000),
		"a header of a hundred thousand": "{" + strings.TrimSuffix(strings.Repeat(`"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},`, 19_000), ",") + "}",
		"notes that are numbers":         `{"__metadata__":{"oneglyph":1}}`,
		"notes from the future":          `{"__metadata__":{"oneglyph":"` + strings.Repeat("9", 500_000) + `"}}`,
		"no notes":                       `{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}`,
		"a shape of many dimensions":     `{"a":{"dtype":"F32","shape":[` + strings.TrimSuffix(strings.Repeat("1,", 400_000), ",") + `],"data_offsets":[0,4]}}`,
		"a shape beyond all numbers":     `{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`,
		"a shape below nought":           `{"a":{"dtype":"F32","shape":[-1,-4],"data_offsets":[0,16]}}`,
		"offsets below nought":           `{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}`,
		"offsets beyond all numbers":     `{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775804,-9223372036854775808]}}`,
		"numbers of another kind":        `{"a":{"dtype":"` + strings.Repeat("\\u001b", 1000) + `","shape":[1],"data_offsets":[0,4]}}`,
		"a tensor with a long name":      `{"` + strings.Repeat("n", 900_000) + `":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`,
	}) {
		m.file(Weights, name, headed(text))
	}
	m.file(Weights, "a header of an exabyte", append([]byte{0, 0, 0, 0, 0, 0, 0, 0x10}, "{}"...))
	m.file(Weights, "a header below nought", append([]byte{255, 255, 255, 255, 255, 255, 255, 255}, "{}"...))
	note := func(name, key, value string) {
		t := weightsOf(smallest())
		t.notes[key] = value
		m.file(Weights, name, t.bytes(nil))
	}
	note("an architecture that is a list", "architecture", "[]")
	note("no architecture", "architecture", "")
	note("an architecture of very many layers", "architecture", `{"input":8,"layers":[`+strings.Repeat("{},", 200_000)+`{}]}`)
	note("an architecture nested deep", "architecture", strings.Repeat("[", 500_000))
	note("no calibration", "calibration", "")
	note("a calibration beyond all numbers", "calibration", `{"scale":1e999}`)
	note("a calibration of noughts", "calibration", `{}`)
	note("a calibration of a million views", "calibration", `{"scale":1,"threshold":0.5,"views":1000000}`)
	note("a calibration of steps", "calibration", `{"scale":1e308,"shift":-1e308,"threshold":1}`)
	note("a threshold below nought", "calibration", `{"scale":1,"threshold":-1}`)
	note("notes of escape codes", "recipe", Evil)
	value := func(name, tensor string, v float32) {
		t := weightsOf(smallest())
		t.values[tensor][0] = v
		m.file(Weights, name, t.bytes(nil))
	}
	value("a weight that is no number", "conv1.weight", float32(math.NaN()))
	value("an endless weight", "distance.alpha", float32(math.Inf(-1)))
	value("a negative variance", "conv1.variance", -1)
	value("a variance of nought", "conv1.variance", 0)
	value("a negative variance by a hair", "conv1.variance", -1e-5)
	value("the largest variance", "conv1.variance", math.MaxFloat32)
	value("the largest weight", "conv1.weight", math.MaxFloat32)
	value("the largest scale", "conv1.gamma", math.MaxFloat32)
	value("the largest distance", "distance.alpha", math.MaxFloat32)
	named := smallest()
	named.Name = Evil
	m.file(Weights, "an architecture of escape codes", weightsOf(named).bytes(nil))
	named.Name = strings.Repeat("n", 400_000)
	m.file(Weights, "an architecture with a long name", weightsOf(named).bytes(nil))
	t := weightsOf(smallest())
	t.add(Evil, 1)
	m.file(Weights, "a tensor of escape codes", t.bytes(nil))
	t = weightsOf(smallest())
	delete(t.shapes, "distance.bias")
	m.file(Weights, "a tensor too few", t.bytes(nil))
	t = weightsOf(smallest())
	for i := range 5000 {
		t.add(fmt.Sprintf("more%d", i), 1)
	}
	m.file(Weights, "very many tensors too many", t.bytes(nil))
	for _, gb := range []int64{1, 12} {
		t := weightsOf(smallest())
		whole := int64(len(t.bytes(nil)))
		for i := range 4 * gb {
			t.shapes[fmt.Sprintf("zmore%d", i)] = []int{1 << 26} // 256 MB each
		}
		m.sparse(Weights, fmt.Sprintf("%d GB that nobody asked for", gb), t.bytes(nil), whole+gb<<30)
	}
}

// enormous are architectures that a small file can name.
func enormous() map[string]architecture {
	return map[string]architecture{
		"layers of 2 GB":                 {Name: "a", Input: 256, Layers: []layer{{Filters: 8192, Kernel: 1, Pool: 1}}},
		"layers of 300 MB":               {Name: "a", Input: 256, Layers: []layer{{Filters: 1200, Kernel: 1, Pool: 1}, {Filters: 1, Kernel: 1, Pool: 1}}},
		"layers that grow":               {Name: "a", Input: 256, Layers: []layer{{Filters: 4, Kernel: 100, Pad: 99, Pool: 1}, {Filters: 4, Kernel: 100, Pad: 99, Pool: 1}, {Filters: 4, Kernel: 100, Pad: 99, Pool: 1}}},
		"copies with wide borders":       {Name: "a", Input: 256, Layers: []layer{{Filters: 180, Kernel: 1, Pool: 1}, {Filters: 1, Kernel: 256, Pad: 1, Pool: 1}}},
		"an embedding of 8 GB":           {Name: "a", Input: 256, Layers: []layer{{Filters: 16, Kernel: 1, Pool: 2}}, Embedding: 8192},
		"an embedding as long as 300 MB": {Name: "a", Input: 256, Layers: []layer{{Filters: 1200, Kernel: 1, Pool: 1}}},
		"a layer of 1.6 GB of weights":   {Name: "a", Input: 256, Layers: []layer{{Filters: 8192, Kernel: 7, Pool: 8}, {Filters: 1024, Kernel: 7, Pool: 8}}},
		"minutes of multiplying":         {Name: "a", Input: 256, Layers: []layer{{Filters: 64, Kernel: 3, Pad: 1, Pool: 1}, {Filters: 64, Kernel: 31, Pad: 15, Pool: 8}}},
		"numbers that overflow":          {Name: "a", Input: 256, Layers: []layer{{Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}, {Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}, {Filters: 8192, Kernel: 256, Pad: 255, Pool: 1}}, Embedding: 8192},
		"a layer of no filters":          {Name: "a", Input: 8, Layers: []layer{{Filters: 0, Kernel: 3, Pool: 1}}},
		"a layer of filters below none":  {Name: "a", Input: 8, Layers: []layer{{Filters: -3, Kernel: 3, Pool: 1}}},
		"a pool of nothing":              {Name: "a", Input: 8, Layers: []layer{{Filters: 1, Kernel: 3, Pool: 0}}},
		"a pool larger than all":         {Name: "a", Input: 8, Layers: []layer{{Filters: 1, Kernel: 3, Pool: 8}}},
		"an input beyond all numbers":    {Name: "a", Input: math.MaxInt64, Layers: []layer{{Filters: 1, Kernel: 3, Pool: 1}}},
		"a filter beyond all numbers":    {Name: "a", Input: 8, Layers: []layer{{Filters: 1, Kernel: math.MaxInt32, Pool: 1}}},
		"a border beyond all numbers":    {Name: "a", Input: 8, Layers: []layer{{Filters: 1, Kernel: 3, Pad: math.MaxInt64, Pool: 1}}},
		"an embedding below nought":      {Name: "a", Input: 8, Layers: []layer{{Filters: 1, Kernel: 3, Pool: 1}}, Embedding: -1},
		"no layers":                      {Name: "a", Input: 8},
		"17 layers":                      {Name: "a", Input: 64, Layers: slices.Repeat([]layer{{Filters: 1, Kernel: 1, Pool: 1}}, 17)},
	}
}
