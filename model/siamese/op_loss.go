package siamese

import (
	"fmt"
	"math"

	G "gorgonia.org/gorgonia"
)

// Loss says what a network is taught by, over the logits of all images of a
// batch with one another.
type Loss int

const (
	// EpisodeLoss is softmax cross-entropy within an episode: each image is the
	// query once, all others are its support set, and those of its own class are
	// right. Images of one class share a label.
	EpisodeLoss Loss = iota
	// PairLoss is Koch's: binary cross-entropy over the pairs of images 2i and
	// 2i+1, which are the same character when their labels are equal.
	PairLoss
)

// compute writes the gradient of the mean loss to ds and returns that mean;
// s is (n, n), row i the logits of image i with every other.
func (l Loss) compute(s []float32, labels []int32, ds []float32) float64 {
	clear(ds)
	if l == PairLoss {
		return pairLoss(s, labels, ds)
	}
	return episodeLoss(s, labels, ds)
}

func episodeLoss(s []float32, labels []int32, ds []float32) float64 {
	n := len(labels)
	var loss float64
	for i, label := range labels {
		row, d := s[i*n:(i+1)*n], ds[i*n:(i+1)*n]
		top := math.Inf(-1)
		for j, v := range row {
			if j != i {
				top = math.Max(top, float64(v))
			}
		}
		var all, right float64 // Σ e^s over the support set, and over its right answers
		for j, v := range row {
			if j == i {
				continue
			}
			e := math.Exp(float64(v) - top)
			d[j] = float32(e)
			all += e
			if labels[j] == label {
				right += e
			}
		}
		if right < 1e-300 { // far from any answer: the log would be infinite
			right = 1e-300
		}
		loss -= math.Log(right / all)
		for j := range row {
			e := float64(d[j])
			g := e / all
			if labels[j] == label {
				g -= e / right
			}
			d[j] = float32(g / float64(n))
		}
	}
	return loss / float64(n)
}

func pairLoss(s []float32, labels []int32, ds []float32) float64 {
	n := len(labels)
	var loss float64
	for i := 0; i < n; i += 2 {
		z, same := float64(s[i*n+i+1]), 0.0
		if labels[i] == labels[i+1] {
			same = 1
		}
		// −log σ(z) for same, −log(1 − σ(z)) for different, without overflow.
		loss += math.Max(z, 0) - z*same + math.Log1p(math.Exp(-math.Abs(z)))
		ds[i*n+i+1] = float32((1/(1+math.Exp(-z)) - same) * 2 / float64(n))
	}
	return loss / float64(n/2)
}

// lossOf is the mean loss, a scalar, of logits s (n, n); labels is read at each
// run.
func lossOf(l Loss, labels []int32, s *G.Node) (*G.Node, error) {
	n := len(labels)
	dsOut, ds := output(n, n)
	diff := func(in G.Nodes, _, grad *G.Node) (G.Nodes, error) {
		node, err := op{
			name: "loss.grad", shape: dsOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // s, gradient of the loss
				if scale := v[1][0]; scale != 1 {
					for i := range ds {
						ds[i] *= scale
					}
				}
				return dsOut, nil
			},
		}.apply(in[0], grad)
		return G.Nodes{node}, err
	}
	return op{
		name: "loss", shape: nil, wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) {
			loss := l.compute(v[0], labels, ds)
			if math.IsNaN(loss) || math.IsInf(loss, 0) {
				return nil, fmt.Errorf("%w: the loss is %g", ErrDiverged, loss)
			}
			return G.NewF32(float32(loss)), nil
		},
	}.apply(s)
}
