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
// threads as it is given, for as long as it lives; once more where it has been asked
// for before it is in a support set.
type Network struct {
	model   *siamese.Model
	turns   model.Turns
	queries map[model.Glyph]model.Embedding
	shown   map[model.Glyph][]float32 // of support sets, (looks, D)
}

// NewNetwork returns a network that has seen no drawing yet.
func NewNetwork(m *siamese.Model) *Network {
	return &Network{m, m.Turns(), map[model.Glyph]model.Embedding{}, map[model.Glyph][]float32{}}
}

// Name is that of all networks.
func (n *Network) Name() string { return "network" }

// Scorer embeds what the trials compare, support sets with their turned copies.
func (n *Network) Scorer(ctx context.Context, trials []evaluate.Trial, threads int, progress func(done, total int)) (evaluate.Scorer, error) {
	var shown, queries []model.Glyph
	asked := map[model.Glyph]bool{}
	for _, t := range trials {
		for _, shots := range t.Support {
			for _, g := range shots {
				if _, known := n.shown[g]; !known && !asked[g] {
					asked[g] = true
					shown = append(shown, g)
				}
			}
		}
	}
	for _, t := range trials { // of which many are in others' support sets
		if h, _ := n.Embed(t.Query); h == nil && !asked[t.Query] {
			asked[t.Query] = true
			queries = append(queries, t.Query)
		}
	}
	total, dim, looks := len(shown)+len(queries), n.model.Architecture().EmbeddingLen(), n.turns.Looks()
	from := func(before int) func(done, _ int) {
		return func(done, _ int) {
			if progress != nil {
				progress(before+done, total)
			}
		}
	}
	if len(shown) > 0 {
		h, err := n.model.EmbedSupportAll(ctx, shown, threads, from(0)) // (len(shown), looks, dim)
		if err != nil {
			return nil, err
		}
		for i, g := range shown {
			n.shown[g] = h[i*looks*dim:][:looks*dim]
		}
	}
	if len(queries) > 0 {
		h, err := n.model.EmbedAll(ctx, queries, threads, from(len(shown))) // (len(queries), dim)
		if err != nil {
			return nil, err
		}
		for i, g := range queries {
			n.queries[g] = h[i*dim:][:dim]
		}
	}
	return evaluate.SiameseScorer(n, n.model.Metric(), n.turns), nil
}

// Embed returns what is known, nil if nothing is; the scorer asks for nothing else.
func (n *Network) Embed(g model.Glyph) (model.Embedding, error) {
	if h, known := n.queries[g]; known {
		return h, nil
	}
	if h, known := n.shown[g]; known {
		return h[:n.model.Architecture().EmbeddingLen()], nil
	}
	return nil, nil
}

// EmbedSupport likewise.
func (n *Network) EmbedSupport(g model.Glyph) ([]float32, error) { return n.shown[g], nil }

// forget drops the embeddings of drawings that will not be asked again.
func (n *Network) forget(trials []evaluate.Trial) {
	for _, t := range trials {
		delete(n.queries, t.Query)
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
