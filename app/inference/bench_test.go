package inference

import (
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// BenchmarkRank10000Classes ranks a large gallery with the network's own metric.
func BenchmarkRank10000Classes(b *testing.B) {
	m, err := LoadModel("")
	if err != nil {
		b.Fatal(err)
	}
	metric := m.Metric()
	g := oneshot.NewIndex(metric, m.Turns())
	r := rand.New(rand.NewPCG(1, 1))
	h := make([]float32, m.Turns().Looks()*metric.Dim())
	for i := range 10_000 {
		for j := range h {
			h[j] = r.Float32()
		}
		if err := g.Add(model.ClassID(i), model.ExampleID(i), h); err != nil {
			b.Fatal(err)
		}
	}
	for _, k := range []int{10, 0} {
		b.Run(map[int]string{10: "best-10", 0: "all"}[k], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(g.Rank(h[:metric.Dim()], k)) == 0 {
					b.Fatal("nothing ranked")
				}
			}
		})
	}
}
