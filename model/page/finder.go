package page

import (
	"errors"
	"fmt"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// Metric compares embeddings; oneshot.Metric is documented there.
type Metric interface {
	Dim() int
	Logits(dst []float32, query model.Embedding, support []float32)
	Similarity(logit float32) float64
}

var (
	// ErrLength says that embeddings are not of the metric's length.
	ErrLength = errors.New("embeddings of the wrong length")
	// ErrNoGlyph says that there is no glyph of a number.
	ErrNoGlyph = errors.New("no such glyph on the page")
)

// Label is what a glyph is taken for.
type Label struct {
	Class      model.ClassID // 0 for nothing known
	Similarity float64       // to the most alike example of it, 0 to 1
	Hand       bool          // somebody said so
}

// Finder finds the glyphs of a page that are alike to named examples. What it is
// told it can take back; how sure it is to be is asked with each question, so that
// nothing is computed again. It serves one goroutine at a time.
type Finder struct {
	metric     Metric
	embeddings []float32 // (glyphs, Dim)
	logits     []float32 // scratch, a glyph each
	taught     []mark    // by what was taught alone
	named      []naming
	marks      []mark // by all
}

type naming struct {
	glyph int
	class model.ClassID
}

type mark struct {
	class model.ClassID
	logit float32
	hand  bool
}

// NewFinder returns a finder over a page's glyphs by their embeddings, one after
// another. It returns ErrLength where they are not of the metric's length.
func NewFinder(m Metric, embeddings []float32) (*Finder, error) {
	if m.Dim() == 0 || len(embeddings)%m.Dim() != 0 {
		return nil, fmt.Errorf("page: %d values: %w, %d each", len(embeddings), ErrLength, m.Dim())
	}
	n := len(embeddings) / m.Dim()
	return &Finder{metric: m, embeddings: embeddings, logits: make([]float32, n), taught: make([]mark, n), marks: make([]mark, n)}, nil
}

// Len counts the glyphs.
func (f *Finder) Len() int { return len(f.marks) }

// Name says what a glyph is: it becomes an example, and all its likes may change. A
// class of 0 takes back what was said of it.
func (f *Finder) Name(glyph int, class model.ClassID) error {
	if glyph < 0 || glyph >= len(f.marks) {
		return fmt.Errorf("page: glyph %d of %d: %w", glyph, len(f.marks), ErrNoGlyph)
	}
	before := slices.IndexFunc(f.named, func(n naming) bool { return n.glyph == glyph })
	if before >= 0 {
		f.named = slices.Delete(f.named, before, before+1)
	}
	if class != 0 {
		f.named = append(f.named, naming{glyph, class})
	}
	if before < 0 && class != 0 {
		f.name(naming{glyph, class})
		return nil
	}
	copy(f.marks, f.taught)
	for _, n := range f.named {
		f.name(n)
	}
	return nil
}

// Teach adds an example that is not of the page, such as a gallery's. It returns
// ErrLength where the embedding is not of the metric's length.
func (f *Finder) Teach(class model.ClassID, h model.Embedding) error {
	if len(h) != f.metric.Dim() {
		return fmt.Errorf("page: %w: %d, not %d", ErrLength, len(h), f.metric.Dim())
	}
	f.metric.Logits(f.logits, h, f.embeddings)
	f.compare(f.taught, class)
	f.compare(f.marks, class)
	return nil
}

// Forget drops all that was named and taught.
func (f *Finder) Forget() {
	f.named = nil
	clear(f.taught)
	clear(f.marks)
}

// Label is what a glyph is taken for by somebody who wants to be that sure, from 0 to
// 1: the class of the example that it is most alike to, unless that is less alike.
func (f *Finder) Label(glyph int, sure float64) Label {
	m := f.marks[glyph]
	if m.class == 0 {
		return Label{}
	}
	if m.hand {
		return Label{m.class, 1, true}
	}
	if s := f.metric.Similarity(m.logit); s >= sure {
		return Label{Class: m.class, Similarity: s}
	}
	return Label{}
}

// Labels is Label for every glyph.
func (f *Finder) Labels(sure float64) []Label {
	all := make([]Label, len(f.marks))
	for i := range all {
		all[i] = f.Label(i, sure)
	}
	return all
}

func (f *Finder) embedding(glyph int) model.Embedding {
	dim := f.metric.Dim()
	return f.embeddings[glyph*dim : (glyph+1)*dim]
}

// name marks a glyph and those that are more alike to it than to what was named
// and taught so far.
func (f *Finder) name(n naming) {
	f.metric.Logits(f.logits, f.embedding(n.glyph), f.embeddings)
	f.compare(f.marks, n.class)
	f.marks[n.glyph] = mark{n.class, f.logits[n.glyph], true}
}

// compare marks the glyphs whose logits say that they are more alike to a class's
// example than to those so far.
func (f *Finder) compare(marks []mark, class model.ClassID) {
	for i, logit := range f.logits {
		if m := &marks[i]; !m.hand && (m.class == 0 || logit > m.logit) {
			*m = mark{class, logit, false}
		}
	}
}
