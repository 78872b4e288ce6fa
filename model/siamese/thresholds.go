package siamese

import (
	"cmp"
	"math"
	"slices"
)

// Threshold is a degree of strictness: where "no match" begins and what that does,
// on characters and drawers that the network has never seen.
type Threshold struct {
	Similarity float64 // a best match of less is none
	Own        bool    // the network's own choice
	Measured   bool    // the rates are known
	Classes    int     // of the galleries that they were measured in
	Estimated  bool    // the rates are interpolated between measured neighbours
	// FalseAccept and FalseReject are shares, 0 to 1, of drawings: of characters
	// that are not registered, yet taken for one that is; and of characters that
	// are, yet called no match.
	FalseAccept, FalseReject float64
}

// Thresholds lists the degrees of strictness from lenient to strict, the network's
// own threshold among them.
func (s Strictness) Thresholds() []Threshold {
	own := Threshold{Similarity: s.Threshold, Own: true}
	if s.Levels == [len(s.Levels)]Level{} {
		return unmeasured(own)
	}
	all := []Threshold{}
	for _, l := range s.Levels {
		all = append(all, Threshold{Similarity: l.Threshold, Measured: true, Classes: s.Classes, FalseAccept: l.FalseAccept, FalseReject: l.FalseReject})
	}
	bySimilarity := func(a, b Threshold) int { return cmp.Compare(a.Similarity, b.Similarity) }
	slices.SortStableFunc(all, bySimilarity)
	at, found := slices.BinarySearchFunc(all, own, bySimilarity)
	if found {
		all[at].Own = true
		return all
	}
	if at > 0 && at < len(all) {
		own = between(own, all[at-1], all[at])
	}
	return slices.Insert(all, at, own)
}

// between fills in a threshold's rates, which lie as far between those of its
// neighbours as its similarity does.
func between(t, lenient, strict Threshold) Threshold {
	way := (t.Similarity - lenient.Similarity) / (strict.Similarity - lenient.Similarity)
	t.Measured, t.Estimated, t.Classes = true, true, lenient.Classes
	t.FalseAccept = lenient.FalseAccept + way*(strict.FalseAccept-lenient.FalseAccept)
	t.FalseReject = lenient.FalseReject + way*(strict.FalseReject-lenient.FalseReject)
	return t
}

// unmeasured returns five thresholds around the only one that is known, one unit of
// the similarity's logit apart.
func unmeasured(own Threshold) (all []Threshold) {
	const edge = 1e-9
	s := min(max(own.Similarity, edge), 1-edge)
	for offset := -2.0; offset <= 2; offset++ {
		if offset == 0 {
			all = append(all, own)
			continue
		}
		all = append(all, Threshold{Similarity: 1 / (1 + math.Exp(-math.Log(s/(1-s))-offset))})
	}
	return all
}
