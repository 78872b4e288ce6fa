package draw

import (
	"fmt"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// BenchmarkShowAnswer is what Fyne's goroutine spends on one answer, its rows
// changing places, but for the painting.
func BenchmarkShowAnswer(b *testing.B) {
	for _, n := range []int{50, 1000, 10_000} {
		b.Run(fmt.Sprintf("%d-classes", n), func(b *testing.B) {
			s := newStage(b, "0")
			e := s.Class("0").Examples[0] // its thumbnail is drawn already
			matches := []model.Match{{Class: s.Class("0").ID, Example: e.ID, Similarity: 0.9}}
			for i := 1; i < n; i++ {
				c, err := s.Keeper.Opened.Add(fmt.Sprint(i), e)
				if err != nil {
					b.Fatal(err)
				}
				matches = append(matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: 0.9 / float64(i)})
			}
			s.Draw()
			b.ReportAllocs()
			for b.Loop() {
				matches[0], matches[1] = matches[1], matches[0]
				s.drawn()
				s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Matches: matches, Threshold: 0.5})
			}
			if len(s.list.standings) != n {
				b.Fatalf("%d classes shown", len(s.list.standings))
			}
		})
	}
}
