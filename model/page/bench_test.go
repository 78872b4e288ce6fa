package page_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// BenchmarkPage cuts a scanned page of some 500 characters, embeds them by the shipped
// network, names one and finds all its likes.
func BenchmarkPage(b *testing.B) {
	img, written := pageKind{lines: 22, columns: 26, size: 64, pen: 5, gap: 0.3, skew: 2, noise: 4, ruled: 0.6, specks: 100}.paint(ownAlphabet(), rand.New(rand.NewPCG(1, 1)))
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%v, %d characters", img.Rect.Size(), len(written))
	for b.Loop() {
		glyphs, err := page.Cut(picture.NewSheet(img))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(glyphs)), "glyphs")
		embedded(b, m, glyphs)
	}
}

// embedded is a finder over glyphs, the first of which is named.
func embedded(t testing.TB, m *siamese.Model, glyphs []page.Glyph) *page.Finder {
	t.Helper()
	all := make([]model.Glyph, len(glyphs))
	for i, g := range glyphs {
		all[i] = g.Ink.Glyph(nil)
	}
	h, err := m.EmbedAll(context.Background(), all, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := page.NewFinder(m.Metric(), h)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Name(0, 1); err != nil {
		t.Fatal(err)
	}
	return f
}
