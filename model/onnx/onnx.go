// Package onnx writes a network as ONNX models, which other programs run: the
// encoder, pictures to embeddings, and the similarity of embeddings. The format
// is Protocol Buffers (onnx.proto3 of the ONNX project, IR version 8, operator
// set 13), of which proto.go writes the little that is needed.
package onnx

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Encoder returns the model that turns pictures (n, 1, side, side), ink 1 and
// paper 0, into embeddings (n, D). Batch norm is folded into the convolutions.
// Layouts differ: here images are NHWC, in ONNX they are NCHW, so the last
// layer's output is transposed before it is flattened.
//
// What the arithmetic leaves out stands in the metadata: how a picture is
// normalised, and the views that an embedding is the mean of.
func Encoder(m *siamese.Model) []byte {
	f := m.Freeze()
	g := graph{name: "encoder"}
	side := int64(f.Architecture.Input)
	g.input("pictures", named("n"), fixed(1), fixed(side), fixed(side))
	x, channels := "pictures", 1
	for i, l := range f.Architecture.Layers {
		at := fmt.Sprintf("conv%d", i+1)
		g.floats(at+".weight", toOIHW(f.Weights[i], l.Kernel, channels, l.Filters), l.Filters, channels, l.Kernel, l.Kernel)
		g.floats(at+".bias", f.Biases[i], l.Filters)
		k, p, s := int64(l.Kernel), int64(l.Pad), int64(l.Pool)
		x = g.node("Conv", at, []string{x, at + ".weight", at + ".bias"}, ints("kernel_shape", k, k), ints("pads", p, p, p, p))
		x = g.node("Relu", at+".relu", []string{x})
		if l.Pool > 1 {
			x = g.node("MaxPool", at+".pool", []string{x}, ints("kernel_shape", s, s), ints("strides", s, s))
		}
		channels = l.Filters
	}
	x = g.node("Transpose", "nhwc", []string{x}, ints("perm", 0, 2, 3, 1))
	d := f.Architecture.EmbeddingLen()
	if f.Dense == nil {
		g.nodeTo("embeddings", "Flatten", []string{x}, integer("axis", 1))
	} else {
		x = g.node("Flatten", "features", []string{x}, integer("axis", 1))
		g.floats("embedding.weight", f.Dense, len(f.Dense)/d, d)
		g.floats("embedding.bias", f.DenseBias, d)
		x = g.node("Gemm", "embedding", []string{x, "embedding.weight", "embedding.bias"})
		g.nodeTo("embeddings", "Sigmoid", []string{x})
	}
	g.output("embeddings", named("n"), fixed(int64(d)))
	return g.model(metadata(m, f))
}

// Similarity returns the model that compares embeddings: query (n, D) and support
// (m, D) to logits (n, m), b − Σ α·|h₁ − h₂|, and to similarity (n, m), the
// calibrated probability of their showing the same character.
func Similarity(m *siamese.Model) []byte {
	f := m.Freeze()
	d := len(f.Alpha)
	g := graph{name: "similarity"}
	g.input("query", named("n"), fixed(int64(d)))
	g.input("support", named("m"), fixed(int64(d)))
	g.int64s("axis0", []int64{0})
	g.int64s("axis1", []int64{1})
	g.floats("alpha", f.Alpha, d)
	g.floats("bias", []float32{f.Bias}, 1)
	g.floats("scale", []float32{float32(f.Calibration.Scale)}, 1)
	g.floats("shift", []float32{float32(f.Calibration.Shift)}, 1)
	q := g.node("Unsqueeze", "queries", []string{"query", "axis1"})    // (n, 1, D)
	s := g.node("Unsqueeze", "supports", []string{"support", "axis0"}) // (1, m, D)
	x := g.node("Sub", "differences", []string{q, s})                  // (n, m, D)
	x = g.node("Abs", "distances", []string{x})
	x = g.node("MatMul", "weighted", []string{x, "alpha"}) // (n, m)
	g.nodeTo("logits", "Sub", []string{"bias", x})
	x = g.node("Mul", "scaled", []string{"logits", "scale"})
	x = g.node("Add", "shifted", []string{x, "shift"})
	g.nodeTo("similarity", "Sigmoid", []string{x})
	g.output("logits", named("n"), named("m"))
	g.output("similarity", named("n"), named("m"))
	return g.model(metadata(m, f))
}

// Beside is the path of the similarity that Save writes next to an encoder.
func Beside(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-similarity" + ext
}

// Save writes both models: the encoder to path, the similarity next to it, and
// returns the second's path.
func Save(path string, m *siamese.Model) (similarity string, err error) {
	similarity = Beside(path)
	if err := write(path, Encoder(m)); err != nil {
		return "", err
	}
	return similarity, write(similarity, Similarity(m))
}

// write puts a file in its place once it is whole.
func write(path string, data []byte) error {
	if err := atomicfile.WriteBytes(path, data); err != nil {
		return fmt.Errorf("onnx: %w", err)
	}
	return nil
}

// normalisation says in words what stands before the arithmetic.
const normalisation = "Crop to the ink's bounding box; scale so that its longer side is 82 % of the frame; centre; " +
	"average areas down to the input size; ink 1, paper 0. Strokes are drawn with a pen of 5 % of the frame."

// metadata notes what the arithmetic leaves out.
func metadata(m *siamese.Model, f siamese.Frozen) [][2]string {
	var views [][6]float32
	for _, v := range f.Views {
		views = append(views, v.A)
	}
	described, err := json.Marshal(views)
	if err != nil { // six finite numbers each
		described = nil
	}
	return [][2]string{
		{"architecture", f.Architecture.Name},
		{"fingerprint", m.Fingerprint()},
		{"input", normalisation},
		{"views", string(described)},
		{"views_are", "An embedding is the mean over these views of a picture: affine maps (a, b, tx, c, d, ty) from the frame to the picture, both from -0.5 to 0.5"},
		{"threshold", strconv.FormatFloat(f.Calibration.Threshold, 'g', -1, 64)},
	}
}

// toOIHW turns a convolution's weights from (K, K, C, F) to (F, C, K, K).
func toOIHW(w []float32, k, c, f int) []float32 {
	out := make([]float32, len(w))
	for y := range k {
		for x := range k {
			for i := range c {
				for o := range f {
					out[((o*c+i)*k+y)*k+x] = w[((y*k+x)*c+i)*f+o]
				}
			}
		}
	}
	return out
}
