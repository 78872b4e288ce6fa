package inference

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// scribble is a drawing that no other is like.
func scribble(r *rand.Rand) []model.Stroke {
	strokes := make([]model.Stroke, 1+r.IntN(3))
	for i := range strokes {
		for range 3 + r.IntN(20) {
			strokes[i] = append(strokes[i], model.Point{X: r.Float32(), Y: r.Float32()})
		}
	}
	return strokes
}

// ranked opens a gallery as the program does and ranks queries against it.
func ranked(t *testing.T, p *gallery.Gallery, queries []model.Glyph) (all [][]model.Match) {
	t.Helper()
	m, err := LoadModel("")
	if err != nil {
		t.Fatal(err)
	}
	net, err := NetworkOver(m, p)
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	for _, q := range queries {
		matches, err := net.Rank(q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, matches)
	}
	return all
}

func scribbles(t *testing.T, r *rand.Rand, n int) (glyphs []model.Glyph) {
	t.Helper()
	for range n {
		g, err := model.FromStrokes(scribble(r))
		if err != nil {
			t.Fatal(err)
		}
		glyphs = append(glyphs, g)
	}
	return glyphs
}

// A gallery that was saved and opened ranks as before, to the last bit.
func TestSavedGalleryRanksTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	p := gallery.New()
	for i := range 12 {
		c, err := p.Add(fmt.Sprint(i), gallery.FromStrokes(scribble(r)))
		if err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 {
			if _, err := p.AddExample(c.ID, gallery.FromStrokes(scribble(r))); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "x.oneglyph")
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	opened, err := gallery.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	queries := scribbles(t, r, 10)
	if before, after := ranked(t, p, queries), ranked(t, opened, queries); !reflect.DeepEqual(before, after) {
		t.Error("the ranking differs")
	}
}

// BenchmarkSoak registers 2,000 classes, saves and opens them, and ranks drawings
// against them. It fails when ranking makes the memory grow.
//
//	go test ./app/inference -run NONE -bench Soak -benchtime 10000x
func BenchmarkSoak(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	p := gallery.New()
	for i := range 2000 {
		if _, err := p.Add(fmt.Sprint(i), gallery.FromStrokes(scribble(r))); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "x.oneglyph")
	start := time.Now()
	if err := p.Save(path); err != nil {
		b.Fatal(err)
	}
	saving := time.Since(start)
	start = time.Now()
	p, err := gallery.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	opening := time.Since(start)
	m, err := LoadModel("")
	if err != nil {
		b.Fatal(err)
	}
	net, err := NetworkOver(m, p)
	if err != nil {
		b.Fatal(err)
	}
	defer net.Close()
	var queries []model.Glyph
	for range 100 {
		g, err := model.FromStrokes(scribble(r))
		if err != nil {
			b.Fatal(err)
		}
		queries = append(queries, g)
	}
	rank := func(i int) {
		if matches, err := net.Rank(queries[i%len(queries)]); err != nil || len(matches) != 2000 {
			b.Fatalf("%d classes, %v", len(matches), err)
		}
	}
	for i := range 100 {
		rank(i)
	}
	before := heap()
	i := 0
	for b.Loop() {
		rank(i)
		i++
	}
	grown := float64(heap()) - float64(before)
	b.ReportMetric(grown/1024, "KiB-grown")
	b.ReportMetric(float64(before)/(1<<20), "MiB-heap")
	b.ReportMetric(opening.Seconds(), "s-to-open")
	b.ReportMetric(saving.Seconds(), "s-to-save")
	if grown > 1<<20 {
		b.Errorf("the memory grew by %.0f KiB", grown/1024)
	}
}

// heap is what is in use once all that is not has been freed.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
