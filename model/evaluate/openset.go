package evaluate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
)

// OpenResult is what an evaluation with queries of unknown classes found.
type OpenResult struct {
	// Tally counts as right a known query that was taken for its own class and an
	// unknown one that was refused.
	Tally
	Refused  Tally // of the known queries, those taken for none, Correct of Trials
	Accepted Tally // of the unknown queries, those taken for one that is known

	known, unknown []float64 // the best scores, rising
}

// OpenSet asks trials of which some are Unknown. The class that scores highest is
// the answer if accept says so of its score, and none otherwise. Progress and
// errors are as Evaluate's.
func OpenSet(ctx context.Context, trials []Trial, scorer Scorer, accept func(score float64) bool, progress func(done, total int)) (OpenResult, error) {
	var r OpenResult
	ties := rand.New(rand.NewPCG(20, 400))
	for i, t := range trials {
		if err := ctx.Err(); err != nil {
			return OpenResult{}, err
		}
		answer, best, err := ask(t, scorer, ties)
		if err != nil {
			return OpenResult{}, fmt.Errorf("evaluate: trial %d of %d: %w", i+1, len(trials), err)
		}
		accepted := accept(best)
		if t.Answer == Unknown {
			r.unknown = append(r.unknown, best)
			r.Accepted.count(accepted)
			r.count(!accepted)
		} else {
			r.known = append(r.known, best)
			r.Refused.count(!accepted)
			r.count(accepted && answer == t.Answer)
		}
		if progress != nil {
			progress(i+1, len(trials))
		}
	}
	slices.Sort(r.known)
	slices.Sort(r.unknown)
	return r, nil
}

// AUROC is the probability that a known query's best score is above an unknown
// one's, equal scores counting half: the area under the curve of right against
// wrong acceptance, which needs no threshold. Without queries of both kinds it is
// 0.5.
func (r OpenResult) AUROC() float64 {
	if len(r.known) == 0 || len(r.unknown) == 0 {
		return 0.5
	}
	sum := 0.0
	below, upTo := 0, 0 // of unknown, that are less than, and that are at most, this one
	for _, k := range r.known {
		for below < len(r.unknown) && r.unknown[below] < k {
			below++
		}
		for upTo < len(r.unknown) && r.unknown[upTo] <= k {
			upTo++
		}
		sum += float64(below+upTo) / 2
	}
	return sum / float64(len(r.known)) / float64(len(r.unknown))
}

// AcceptedAt is the share, 0 to 1, of unknown queries that are taken for a known
// class at the threshold that refuses at most that share of the known ones: what
// two recognisers can be compared by whose thresholds were chosen differently. It
// looks at these very queries to set the threshold.
func (r OpenResult) AcceptedAt(refused float64) float64 {
	if len(r.known) == 0 || len(r.unknown) == 0 {
		return 0
	}
	threshold := r.known[min(int(refused*float64(len(r.known))), len(r.known)-1)]
	below, _ := slices.BinarySearch(r.unknown, threshold)
	return 1 - float64(below)/float64(len(r.unknown))
}
