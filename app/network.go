package app

import (
	"bytes"
	"fmt"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// builtIn names the weights that come with the program.
const builtIn = "built-in"

// network is one set of weights at work: a twin, and the embeddings that it made
// of the registered examples.
type network struct {
	calibration siamese.Calibration
	encoder     encoder
	index       index
}

type encoder interface {
	Embed(model.Glyph) (model.Embedding, error)
	Close() error
}

type index interface {
	Add(model.ClassID, model.ExampleID, model.Embedding) error
	RemoveExample(model.ExampleID) bool
	Move(model.ExampleID, model.ClassID) bool
	Clear()
	Rank(query model.Embedding, k int) []model.Match
}

// registered is an example that waits for its embedding.
type registered struct {
	class   model.ClassID
	example model.ExampleID
	glyph   func() (model.Glyph, error)
}

// loadModel reads weights from a file, or those of the program itself.
func loadModel(path string) (*siamese.Model, error) {
	if path != "" {
		return siamese.Open(path)
	}
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		return nil, fmt.Errorf("built-in weights: %w", err)
	}
	return m, nil
}

// newNetwork sets a model to work, with an empty gallery.
func newNetwork(m *siamese.Model) (network, error) {
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		return network{}, err
	}
	return network{m.Calibration(), encoder, oneshot.NewIndex(m.Metric())}, nil
}

// networkOver sets a model to work on a project's examples.
func networkOver(m *siamese.Model, p *gallery.Gallery) (network, error) {
	n, err := newNetwork(m)
	if err != nil {
		return network{}, err
	}
	for _, e := range registeredIn(p) {
		if err := n.register(e); err != nil {
			n.encoder.Close()
			return network{}, err
		}
	}
	return n, nil
}

// networkOf names a model in a project.
func networkOf(m *siamese.Model) gallery.Network {
	return gallery.Network{Architecture: m.Architecture().Name, Fingerprint: m.Fingerprint()}
}

// register embeds an example into the gallery.
func (n network) register(e registered) error {
	h, err := n.embed(e.glyph)
	if err != nil {
		return err
	}
	return n.index.Add(e.class, e.example, h)
}

func (n network) embed(glyph func() (model.Glyph, error)) (model.Embedding, error) {
	g, err := glyph()
	if err != nil {
		return nil, err
	}
	return n.encoder.Embed(g)
}

// rank compares a glyph with every registered class.
func (n network) rank(g model.Glyph) ([]model.Match, error) {
	h, err := n.encoder.Embed(g)
	if err != nil {
		return nil, err
	}
	return n.index.Rank(h, 0), nil
}
