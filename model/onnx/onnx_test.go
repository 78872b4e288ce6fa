package onnx

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// small are networks with everything that an architecture may have.
func small(t *testing.T) map[string]*siamese.Model {
	t.Helper()
	all := map[string]*siamese.Model{}
	for _, a := range []siamese.Architecture{
		{Name: "normed", Input: 20, PositiveAlpha: true, Layers: []siamese.Layer{
			{Filters: 8, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}, {Filters: 12, Kernel: 3, Pad: 1, Pool: 1, BatchNorm: true}, {Filters: 5, Kernel: 3, Pad: 1, Pool: 3, BatchNorm: true},
		}},
		{Name: "dense", Input: 23, Embedding: 17, Layers: []siamese.Layer{{Filters: 6, Kernel: 4, Pool: 2}, {Filters: 7, Kernel: 3, Pool: 1}}},
	} {
		m, err := siamese.New(a, 7)
		if err != nil {
			t.Fatal(err)
		}
		if m, err = m.WithCalibration(siamese.Calibration{Scale: 1.5, Shift: -0.25, Threshold: 0.4, Views: 3}); err != nil {
			t.Fatal(err)
		}
		// A few steps, so that running means, scales and biases are not those of
		// the start.
		l, err := siamese.NewLearner(m, siamese.EpisodeLoss, 8, 1)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			fill(l.Pictures())
			for i := range l.Labels() {
				l.Labels()[i] = int32(i / 2)
			}
			if _, _, err := l.Step(siamese.StepSize{Rate: 0.02}); err != nil {
				t.Fatal(err)
			}
		}
		all[a.Name] = l.Model(m)
		_ = l.Close() // nothing of it is needed
	}
	return all
}

func fill(pix []float32) {
	for i := range pix {
		pix[i] = rand.Float32()
	}
}

// fields lists a message's fields of one number: the bytes of each.
func fields(t *testing.T, m []byte, wanted protowire.Number) (all [][]byte) {
	t.Helper()
	for len(m) > 0 {
		number, kind, n := protowire.ConsumeTag(m)
		if n < 0 {
			t.Fatalf("no protocol buffer: %v", protowire.ParseError(n))
		}
		m = m[n:]
		length := protowire.ConsumeFieldValue(number, kind, m)
		if length < 0 {
			t.Fatalf("field %d: %v", number, protowire.ParseError(length))
		}
		if number == wanted {
			v := m[:length]
			if kind == protowire.BytesType {
				v, _ = protowire.ConsumeBytes(v)
			}
			all = append(all, v)
		}
		m = m[length:]
	}
	return all
}

func texts(t *testing.T, m []byte, wanted protowire.Number) (all []string) {
	t.Helper()
	for _, f := range fields(t, m, wanted) {
		all = append(all, string(f))
	}
	return all
}

// TestStructure: every node takes what was there before it, every constant has
// as many values as its shape says, and the outputs are made.
func TestStructure(t *testing.T) {
	for name, m := range small(t) {
		for kind, data := range map[string][]byte{"encoder": Encoder(m), "similarity": Similarity(m)} {
			g := fields(t, data, 7)[0]
			var known []string
			for _, in := range fields(t, g, 11) {
				known = append(known, texts(t, in, 1)...)
			}
			for _, c := range fields(t, g, 5) {
				size := 1
				for _, d := range fields(t, c, 1) {
					n, _ := protowire.ConsumeVarint(d)
					size *= int(n)
				}
				width := 4
				if v, _ := protowire.ConsumeVarint(fields(t, c, 2)[0]); v == typeInt64 {
					width = 8
				}
				if raw := fields(t, c, 9)[0]; len(raw) != size*width {
					t.Errorf("%s %s: %s has %d bytes for %d values", name, kind, texts(t, c, 8), len(raw), size)
				}
				known = append(known, texts(t, c, 8)...)
			}
			for _, n := range fields(t, g, 1) {
				for _, in := range texts(t, n, 1) {
					if !slices.Contains(known, in) {
						t.Errorf("%s %s: %s takes %q, which is not there", name, kind, texts(t, n, 4), in)
					}
				}
				known = append(known, texts(t, n, 2)...)
			}
			for _, out := range fields(t, g, 12) {
				if !slices.Contains(known, texts(t, out, 1)[0]) {
					t.Errorf("%s %s: no output %q", name, kind, texts(t, out, 1))
				}
			}
			notes := map[string]string{}
			for _, entry := range fields(t, data, 14) {
				notes[texts(t, entry, 1)[0]] = texts(t, entry, 2)[0]
			}
			var views [][6]float32
			if err := json.Unmarshal([]byte(notes["views"]), &views); err != nil || len(views) != 3 || notes["fingerprint"] != m.Fingerprint() {
				t.Errorf("%s %s: notes %v (%v)", name, kind, notes, err)
			}
			if !bytes.Equal(data, map[string][]byte{"encoder": Encoder(m), "similarity": Similarity(m)}[kind]) {
				t.Errorf("%s %s is not the same twice", name, kind)
			}
		}
	}
}

// inRuntime has ONNX Runtime evaluate a model: the inputs' values and shapes by
// name. It needs node and, in a folder that $ONNXRUNTIME_NODE names, the package
// onnxruntime-node.
func inRuntime(t *testing.T, data []byte, output string, inputs map[string]tensor) []float32 {
	t.Helper()
	folder := t.TempDir()
	model := filepath.Join(folder, "model.onnx")
	if err := os.WriteFile(model, data, 0o666); err != nil {
		t.Fatal(err)
	}
	feeds, err := json.Marshal(inputs)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "feeds.json"), feeds, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	const script = `const ort = require("onnxruntime-node"), fs = require("fs");
(async () => {
	const [model, feeds, output, out] = process.argv.slice(1);
	const session = await ort.InferenceSession.create(model);
	const inputs = {};
	for (const [name, t] of Object.entries(JSON.parse(fs.readFileSync(feeds))))
		inputs[name] = new ort.Tensor("float32", Float32Array.from(t.Values), t.Shape);
	const result = (await session.run(inputs))[output].data;
	fs.writeFileSync(out, Buffer.from(result.buffer, result.byteOffset, result.byteLength));
})().catch(e => { console.error(e); process.exit(1); });`
	out := filepath.Join(folder, "out.bin")
	c := exec.Command("node", "-e", script, model, filepath.Join(folder, "feeds.json"), output, out)
	c.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(os.Getenv("ONNXRUNTIME_NODE"), "node_modules"))
	if text, err := c.CombinedOutput(); err != nil {
		t.Fatalf("ONNX Runtime: %v\n%s", err, text)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float32, len(raw)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return values
}

type tensor struct {
	Values []float32
	Shape  []int
}

// TestInRuntime compares ONNX Runtime's numbers with the encoder's and the
// metric's.
func TestInRuntime(t *testing.T) {
	if os.Getenv("ONNXRUNTIME_NODE") == "" {
		t.Skip("ONNXRUNTIME_NODE names no folder; scripts/onnxruntime.sh makes one")
	}
	for name, m := range small(t) {
		const n = 3
		side, d := m.Architecture().Input, m.Architecture().EmbeddingLen()
		pix, want := make([]float32, n*side*side), make([]float32, n*d)
		fill(pix)
		e, err := siamese.NewBatchEncoder(m, n*3, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.EmbedPictures(want, pix); err != nil {
			t.Fatal(err)
		}
		_ = e.Close() // nothing of it is needed
		got := inRuntime(t, Encoder(m), "embeddings", map[string]tensor{"pictures": {pix, []int{n, 1, side, side}}})
		same(t, name+": embeddings", got, want)

		logits := make([]float32, n*n)
		similarities := make([]float32, n*n)
		for i := range n {
			m.Metric().Logits(logits[i*n:][:n], want[i*d:][:d], want)
			for j := range n {
				similarities[i*n+j] = float32(m.Metric().Similarity(logits[i*n+j]))
			}
		}
		feeds := map[string]tensor{"query": {want, []int{n, d}}, "support": {want, []int{n, d}}}
		same(t, name+": logits", inRuntime(t, Similarity(m), "logits", feeds), logits)
		same(t, name+": similarities", inRuntime(t, Similarity(m), "similarity", feeds), similarities)
	}
}

func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	worst := 0.0
	for i := range want {
		worst = max(worst, math.Abs(float64(got[i]-want[i]))/(1+math.Abs(float64(want[i]))))
	}
	if fmt.Sprint(worst) == "NaN" || worst > 1e-4 {
		t.Errorf("%s differ by up to %g", what, worst)
	}
	t.Logf("%s differ by at most %.1e", what, worst)
}
