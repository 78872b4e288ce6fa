package confusion

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/oneglyph/oneglyph/model/oneshot"
)

// maxCompared is the number of pairs of examples that are compared at most, some
// ten seconds of one processor. A gallery of more than its root, 14,142 examples,
// is judged by a random sample of its examples, each compared with all others.
const maxCompared = 200_000_000

// maxOutliers is more than a person looks through.
const maxOutliers = 200

// ErrSupport says that a support set is none: its lengths do not fit the metric or
// each other, or its rows are not sorted by class.
var ErrSupport = errors.New("not a support set sorted by class")

// task is how many rows a worker takes at a time.
const task = 16

// Judge compares each example of a support set, its rows by rising class, with all
// others. A match of less similarity than noMatch counts as none. The metric is
// used by several goroutines, workers in number; 0 are as many as there are
// processors. Progress, unless nil, is called now and then, by one goroutine at a
// time, with the number of examples compared.
//
// Memory is some hundred bytes an example, besides the support set. Errors are
// ErrSupport and ctx's.
func Judge(ctx context.Context, support oneshot.Support, metric oneshot.Metric, noMatch float64, workers int, progress func(done, total int)) (Report, error) {
	n := len(support.Classes)
	if len(support.Examples) != n || len(support.Embeddings) != n*metric.Dim() || !slices.IsSorted(support.Classes) {
		return Report{}, fmt.Errorf("confusion: %d rows: %w", n, ErrSupport)
	}
	classes := spans(support.Classes)
	report := Report{Classes: len(classes), Examples: n}
	asked := sample(classes, n)
	report.Compared = len(asked)

	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next, done atomic.Int64
	var wait sync.WaitGroup
	var mu sync.Mutex // guards progress and most
	var most pairs
	grouped := blocks(classes)
	for range max(min(workers, len(asked)/task), 1) {
		wait.Go(func() {
			s := scanner{support: support, metric: metric, classes: classes}
			for {
				from := int(next.Add(task)) - task
				if from >= len(asked) || ctx.Err() != nil {
					break
				}
				rows := asked[from:min(from+task, len(asked))]
				for _, b := range grouped {
					s.compare(rows, b[0], b[1])
				}
				mu.Lock()
				if d := int(done.Add(int64(len(rows)))); progress != nil {
					progress(d, len(asked))
				}
				mu.Unlock()
			}
			mu.Lock()
			most.merge(&s.pairs)
			mu.Unlock()
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	report.count(support, metric, classes, asked, noMatch)
	for _, p := range most.sorted()[:min(maxPairs, len(most.best))] {
		report.Pairs = append(report.Pairs, Pair{
			support.Classes[p.a], support.Classes[p.b], support.Examples[p.a], support.Examples[p.b], metric.Similarity(p.logit),
		})
	}
	return report, nil
}

// sample returns the rows to compare, in order: all, or as many as maxCompared
// allows, chosen by a fixed seed.
func sample(classes []span, n int) []seen {
	asked := make([]seen, 0, n)
	for class, s := range classes {
		for row := s.from; row < s.to; row++ {
			asked = append(asked, seen{row: row, class: class})
		}
	}
	most := maxCompared / max(n, 1)
	if n <= most {
		return asked
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	r.Shuffle(n, func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
	asked = asked[:most]
	slices.SortFunc(asked, func(a, b seen) int { return cmp.Compare(a.row, b.row) })
	return asked
}

// count puts what the rows saw together.
func (r *Report) count(support oneshot.Support, metric oneshot.Metric, classes []span, asked []seen, noMatch float64) {
	var singles int
	for _, s := range classes {
		if s.to-s.from == 1 {
			r.Single++
		} else {
			r.LeftOut.Classes++
		}
	}
	for _, q := range asked {
		if !q.ownRow { // its class's only one
			singles++
			r.SingleErrors += taken(q.crowd)
			continue
		}
		r.LeftOut.Asked++
		o := Outlier{
			Class: support.Classes[q.row], Example: support.Examples[q.row],
			Own: metric.Similarity(q.own.logit), Near: support.Examples[q.own.b],
			// A tie never favours the answer.
			Mistaken: q.otherRow && q.other.logit >= q.own.logit,
		}
		if q.otherRow {
			o.Other, o.OtherExample = support.Classes[q.other.b], support.Examples[q.other.b]
			o.OtherSimilarity = metric.Similarity(q.other.logit)
		}
		if o.Mistaken {
			r.SeveralErrors += oneMore(classes[q.class].to - classes[q.class].from)
		}
		far := o.Own < noMatch
		if !o.Mistaken {
			r.LeftOut.Right++
			if far {
				r.LeftOut.Refused++
			}
		}
		if o.Mistaken || far {
			r.Outliers = append(r.Outliers, o)
		}
	}
	if r.LeftOut.Asked > 0 {
		r.SeveralErrors /= float64(r.LeftOut.Asked)
	}
	if singles > 0 {
		r.SingleErrors /= float64(singles)
	}
	slices.SortFunc(r.Outliers, Outlier.compare)
	r.OutliersFound = len(r.Outliers)
	r.Outliers = r.Outliers[:min(maxOutliers, len(r.Outliers))]
}

// compare puts the worst first: mistaken ones, by how much nearer the other class
// is, then far ones, the farthest first.
func (o Outlier) compare(p Outlier) int {
	if o.Mistaken != p.Mistaken {
		if o.Mistaken {
			return -1
		}
		return 1
	}
	by := cmp.Compare(o.Own, p.Own)
	if o.Mistaken {
		by = cmp.Compare(p.OtherSimilarity-p.Own, o.OtherSimilarity-o.Own)
	}
	return cmp.Or(by, cmp.Compare(o.Class, p.Class), cmp.Compare(o.Example, p.Example))
}
