package benchmark

import (
	"context"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Contestant answers trials. One goroutine at a time may use it.
type Contestant interface {
	Name() string
	// Scorer makes what answers these trials, which is where the time goes. Progress,
	// unless nil, is called now and then. Errors are the network's and ctx's.
	Scorer(ctx context.Context, trials []evaluate.Trial, threads int, progress func(done, total int)) (evaluate.Scorer, error)
}

// Network is a network as a contestant. It embeds each drawing once, on as many
// threads as it is given, for as long as it lives.
type Network struct {
	model *siamese.Model
	known map[model.Glyph]model.Embedding
}

// NewNetwork returns a network that has seen no drawing yet.
func NewNetwork(m *siamese.Model) *Network {
	return &Network{m, map[model.Glyph]model.Embedding{}}
}

// Name is that of all networks.
func (n *Network) Name() string { return "network" }

// Scorer embeds what the trials compare.
func (n *Network) Scorer(ctx context.Context, trials []evaluate.Trial, threads int, progress func(done, total int)) (evaluate.Scorer, error) {
	var glyphs []model.Glyph
	asked := map[model.Glyph]bool{}
	need := func(g model.Glyph) {
		if _, known := n.known[g]; !known && !asked[g] {
			asked[g] = true
			glyphs = append(glyphs, g)
		}
	}
	for _, t := range trials {
		need(t.Query)
		for _, shots := range t.Support {
			for _, g := range shots {
				need(g)
			}
		}
	}
	if len(glyphs) > 0 {
		h, err := n.model.EmbedAll(ctx, glyphs, threads, progress) // (len(glyphs), dim)
		if err != nil {
			return nil, err
		}
		dim := n.model.Architecture().EmbeddingLen()
		for i, g := range glyphs {
			n.known[g] = h[i*dim:][:dim]
		}
	}
	return evaluate.SiameseScorer(n, n.model.Metric()), nil
}

// Embed returns what is known; the scorer asks for nothing else.
func (n *Network) Embed(g model.Glyph) (model.Embedding, error) { return n.known[g], nil }

// forget drops the embeddings of drawings that will not be asked again.
func (n *Network) forget(trials []evaluate.Trial) {
	for _, t := range trials {
		delete(n.known, t.Query)
	}
}

// Accept reports of a score whether it is enough to be taken for one of a number of
// classes, by the network's own threshold.
func Accept(m *siamese.Model, classes int) func(score float64) bool {
	metric := m.Metric()
	threshold := metric.Threshold(classes)
	return func(score float64) bool { return metric.Similarity(float32(score)) >= threshold }
}

// baseline is a contestant that learns nothing.
type baseline struct {
	name   string
	scorer func([]evaluate.Trial) evaluate.Scorer
}

func (b baseline) Name() string { return b.name }

func (b baseline) Scorer(_ context.Context, trials []evaluate.Trial, _ int, _ func(done, total int)) (evaluate.Scorer, error) {
	return b.scorer(trials), nil
}

// pixelSide is the side that pictures are compared at, that of MNIST and of the
// smallest networks.
const pixelSide = 28

// Pixels is the nearest neighbour among the normalised pictures.
func Pixels() Contestant {
	return baseline{"pixels", func([]evaluate.Trial) evaluate.Scorer { return evaluate.PixelScorer(pixelSide) }}
}

// Hausdorff is the baseline that Lake's task comes with.
func Hausdorff() Contestant { return baseline{"hausdorff", evaluate.HausdorffScorer} }
