package inference

import (
	"bytes"
	"fmt"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// Network is a model at work: a twin, and the index of the embeddings that it made
// of registered examples. It serves one goroutine at a time. Close frees it.
type Network struct {
	calibration siamese.Calibration
	encoder     encoder
	index       *oneshot.Index
}

// encoder is a siamese.Encoder, or a test's that can be held up.
type encoder interface {
	Embed(model.Glyph) (model.Embedding, error)
	EmbedSupport(model.Glyph) ([]float32, error)
	Close() error
}

// pendingExample is an example that waits for its embedding.
type pendingExample struct {
	class   model.ClassID
	example model.ExampleID
	glyph   func() (model.Glyph, error)
}

// pendingIn lists a gallery's examples.
func pendingIn(g *gallery.Gallery) (all []pendingExample) {
	for _, c := range g.Classes() {
		for _, e := range c.Examples {
			all = append(all, pendingExample{c.ID, e.ID, e.Glyph})
		}
	}
	return all
}

// LoadModel reads weights from a file, or for an empty path those of the program
// itself.
func LoadModel(path string) (*siamese.Model, error) {
	if path != "" {
		return siamese.Open(path)
	}
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		return nil, fmt.Errorf("built-in weights: %w", err)
	}
	return m, nil
}

// NewNetwork returns a network of a model, with an empty index.
func NewNetwork(m *siamese.Model) (*Network, error) {
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		return nil, err
	}
	return &Network{m.Calibration(), encoder, oneshot.NewIndex(m.Metric(), m.Turns())}, nil
}

// NetworkOver returns a network of a model with a gallery's examples in its index.
func NetworkOver(m *siamese.Model, g *gallery.Gallery) (*Network, error) {
	n, err := NewNetwork(m)
	if err != nil {
		return nil, err
	}
	for _, e := range pendingIn(g) {
		if err := n.register(e); err != nil {
			n.Close()
			return nil, err
		}
	}
	return n, nil
}

// Describe returns what a gallery notes of the model that ranked it last.
func Describe(m *siamese.Model) gallery.Network {
	return gallery.Network{Architecture: m.Architecture().Name, Fingerprint: m.Fingerprint()}
}

// register adds an example's embedding, and those of its turned copies, to the index.
func (n *Network) register(e pendingExample) error {
	g, err := e.glyph()
	if err != nil {
		return err
	}
	h, err := n.encoder.EmbedSupport(g)
	if err != nil {
		return err
	}
	return n.index.Add(e.class, e.example, h)
}

// Embed returns a glyph's embedding, as it was drawn.
func (n *Network) Embed(g model.Glyph) (model.Embedding, error) { return n.encoder.Embed(g) }

// Rank compares a glyph with every class of the index, the best match first.
func (n *Network) Rank(g model.Glyph) ([]model.Match, error) {
	h, err := n.encoder.Embed(g)
	if err != nil {
		return nil, err
	}
	return n.index.Rank(h, 0), nil
}

// Threshold returns the calibrated similarity below which the best of a number of
// classes is no match.
func (n *Network) Threshold(classes int) float64 { return n.calibration.For(classes).Threshold }

// Alike returns the calibrated similarity from which a drawing is very like the best
// of a number of classes.
func (n *Network) Alike(classes int) float64 { return confusion.Alike(n.calibration.For(classes)) }

// Close frees the network, which must not be used any more.
func (n *Network) Close() { _ = n.encoder.Close() } // nothing of it is kept
