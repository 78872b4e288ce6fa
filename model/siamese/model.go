package siamese

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"sync"
)

// Model is a network's architecture and parameters with what is known of them.
// It never changes once made and may be shared between goroutines.
type Model struct {
	arch        Architecture
	values      [][]float32 // as arch.params() lists them
	calibration Calibration
	info        map[string]string
	id          *identity // shared with copies of the same parameters
}

// identity holds a fingerprint once somebody has asked for it: of Koch's network it
// takes longer than several frames of a window.
type identity struct {
	once sync.Once
	text string
}

// New makes a network of random parameters, the same for the same seed. An error
// says why the architecture cannot be built.
func New(a Architecture, seed uint64) (*Model, error) {
	return start(a, seed, func(p param) draw { return p.init })
}

// NewAsInPaper is New with parameters that start as in Koch et al. 2015, section
// 3.2. Most of its sigmoids begin saturated: it learns far more slowly.
func NewAsInPaper(a Architecture, seed uint64) (*Model, error) {
	return start(a, seed, func(p param) draw {
		if p.paper != nil {
			return p.paper
		}
		return p.init
	})
}

func start(a Architecture, seed uint64, drawOf func(param) draw) (*Model, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(seed, 0x6f6e65676c797068)) // "oneglyph"
	m := &Model{arch: a, calibration: Calibration{Scale: 1, Threshold: 0.5}, id: &identity{}}
	for _, p := range a.params() {
		v, first := make([]float32, p.len()), drawOf(p)
		for i := range v {
			v[i] = float32(first(rng))
		}
		m.values = append(m.values, v)
	}
	return m, nil
}

// Architecture says what the network is built like.
func (m *Model) Architecture() Architecture { return m.arch }

// Calibration returns the fitted calibration.
func (m *Model) Calibration() Calibration { return m.calibration }

// Info returns a note that was stored with the parameters, such as "recipe".
func (m *Model) Info(key string) string { return m.info[key] }

// WithCalibration is the same network with another calibration.
func (m *Model) WithCalibration(c Calibration) (*Model, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	n := *m
	n.calibration = c
	return &n, nil
}

// WithInfo is the same network with one more note.
func (m *Model) WithInfo(key, value string) *Model {
	n := *m
	n.info = maps.Clone(m.info)
	if n.info == nil {
		n.info = map[string]string{}
	}
	n.info[key] = value
	return &n
}

// Fingerprint returns a short hash of architecture and parameters. The first call
// reads all of them, some 150 ms for Koch's network; the others cost nothing.
func (m *Model) Fingerprint() string {
	m.id.once.Do(func() { m.id.text = m.reckonFingerprint() })
	return m.id.text
}

// reckonFingerprint hashes the architecture as files hold it, so that a field
// that is added, and left out where it is zero, changes no fingerprint.
func (m *Model) reckonFingerprint() string {
	h := sha256.New()
	described, err := json.Marshal(m.arch)
	if err != nil { // it is numbers, texts and lists of them
		described = nil
	}
	_, _ = h.Write(described)
	for _, v := range m.values {
		hashFloats(h, v)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func hashFloats(w io.Writer, v []float32) {
	buf := make([]byte, 0, 4096)
	for len(v) > 0 {
		n := min(len(v), cap(buf)/4)
		buf = buf[:0]
		for _, f := range v[:n] {
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(f))
		}
		_, _ = w.Write(buf) // a hash never fails
		v = v[n:]
	}
}

// value returns the parameters of one name.
func (m *Model) value(name string) []float32 {
	for i, p := range m.arch.params() {
		if p.name == name {
			return m.values[i]
		}
	}
	panic("siamese: no parameter " + name)
}

// alpha returns the distance's weights as they are used, after the softplus.
func (m *Model) alpha() []float32 {
	raw := m.value("distance.alpha")
	alpha := make([]float32, len(raw))
	for i, v := range raw {
		if m.arch.PositiveAlpha {
			v = softplus(v)
		}
		alpha[i] = v
	}
	return alpha
}

func softplus(v float32) float32 {
	if v > 20 {
		return v
	}
	return float32(math.Log1p(math.Exp(float64(v))))
}
