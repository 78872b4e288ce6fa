package writing

import (
	"math"
	"slices"
)

// widest is the number of parts that a character has at most.
const widest = 4

// taste is how the model of a row is set; see docs/writing.md for how the numbers
// were found. Lengths are shares of a character's size.
type taste struct {
	Within  float64 // the mean of a gap within a character
	Joint   float64 // the log-odds that two parts are one character, before looking
	Spread  float64 // how far gaps between characters are from the row's own, in the mean
	Ratio   float64 // and the share of the row's own gap that is added to that
	Wide    float64 // the width from which on a character is too wide
	WideBy  float64 // the deviation beyond it
	Small   float64 // the longer side below which a character is too small
	SmallBy float64
	Woven   float64 // log-odds for parts that were written in turns
	Back    float64 // and for those of which the right one was begun first
	Narrow  float64 // the cost of a character that is a bar
	Stay    float64 // for a cut that stood before, near the pen
	Frozen  float64 // and away from it
	Known   float64 // the weight of what the recognizer says
	Floor   float64 // the least logarithm of a likeness
	Enough  float64 // the likeness beyond which more says nothing
	Fewer   float64 // the cost of each character that it was asked about
	Under   float64 // how fast an overlap speaks against one character, of Within
}

var usual = taste{
	Within: 0.14, Joint: 0, Spread: 0.04, Ratio: 0.4, Under: 1,
	Wide: 1.07, WideBy: 0.19, Small: 0.5, SmallBy: 0.15,
	Woven: 0.43, Back: 0.4, Narrow: 0.5, Stay: 0.5, Frozen: 1.5,
	Known: 3.8, Floor: -0.55, Enough: 0.92, Fewer: 1.1,
}

// spacings are the hypotheses of how widely a row is spaced.
var spacings = []float64{-0.1, 0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1}

// line is a row to be cut.
type line struct {
	taste
	parts []part
	size  float64 // of a character
	// bond says whether parts i and i+1 are kept apart or stood so before.
	apart []bool
	stay  []float64 // log-odds for joining them
	// known is how alike the parts from i up to j are to a character, from 0 to 1, or
	// negative where nobody knows.
	known func(i, j int) float64
}

// cuts returns how many parts each character takes, in order.
func (l *line) cuts() []int {
	var best []int
	most := math.Inf(-1)
	for _, s := range spacings {
		if cuts, score := l.likeliest(s); score > most {
			best, most = cuts, score
		}
	}
	return best
}

// likeliest is the best way to cut a row that is spaced so, and its logarithmic
// likelihood.
func (l *line) likeliest(spacing float64) (cuts []int, score float64) {
	n := len(l.parts)
	best := make([]float64, n+1) // of the parts before
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = math.Inf(-1)
		for start := end - 1; start >= 0 && start >= end-widest; start-- {
			if end-start > 1 && l.apart[start] {
				break
			}
			s := best[start] + l.character(start, end)
			if start > 0 {
				s += l.between(l.gap(start-1), spacing) - l.stay[start-1]/2
			}
			if s > best[end] {
				best[end], from[end] = s, start
			}
		}
	}
	for end := n; end > 0; end = from[end] {
		cuts = append(cuts, end-from[end])
	}
	slices.Reverse(cuts)
	return cuts, best[n]
}

// gap is the distance between parts i and i+1.
func (l *line) gap(i int) float64 { return float64(l.parts[i].gap(l.parts[i+1])) / l.size }

// character is the logarithmic likelihood of the parts from start up to end as one.
func (l *line) character(start, end int) float64 {
	box := l.parts[start].box
	s := 0.0
	for i := start; i < end-1; i++ {
		box = box.Union(l.parts[i+1].box)
		s += l.within(l.gap(i)) + l.Joint + l.stay[i]/2
		if a, b := l.parts[i], l.parts[i+1]; a.first < b.last && b.first < a.last {
			s += l.Woven
		} else if b.first < a.first {
			s += l.Back
		}
	}
	w, longer := float64(box.Width())/l.size, float64(box.Longer())/l.size
	s -= square(max(w-l.Wide, 0)/l.WideBy) / 2
	s -= square(max(l.Small-longer, 0)/l.SmallBy) / 2
	const bar = 0.2
	if w < bar {
		s -= l.Narrow
	}
	if known := l.known(start, end); known >= 0 {
		s += l.Known*float64(end-start)*max(math.Log(min(known/l.Enough, 1)), l.Floor) - l.Fewer
	}
	return s
}

// within is the logarithmic density of a gap between two parts of a character.
func (l *line) within(gap float64) float64 {
	return -math.Log(l.Within) - max(gap, -gap*l.Under)/l.Within
}

// between is that of a gap between two characters in a row spaced so.
func (l *line) between(gap, spacing float64) float64 {
	spread := l.Spread + l.Ratio*max(spacing, 0)
	away := gap - spacing
	if away > 0 { // a word may end there
		const far = 4
		away = min(away, far*spread+away/8)
	}
	return -math.Log(spread) - max(away, -away)/spread
}

func square(x float64) float64 { return x * x }

// sizeOf is about how large the characters are that some boxes are parts of: most
// are no larger. Dots and bars do not count for much.
func sizeOf(boxes []Box) float32 {
	longer := make([]float32, len(boxes))
	for i, b := range boxes {
		longer[i] = b.Longer()
	}
	slices.Sort(longer)
	if len(longer) == 0 {
		return 0
	}
	return longer[(3*len(longer)-1)/4]
}

// Cut groups boxes of ink that stand in one row, such as those found on a page, into
// characters of about a size, from left to right: each is the boxes' indices, rising.
func Cut(boxes []Box, size float32) [][]int {
	parts := partsOf(boxes, size, func(int, int) bond { return free })
	for i := range parts {
		parts[i].first, parts[i].last = i, i // nobody knows which was written first
	}
	l := &line{taste: usual, parts: parts, size: max(float64(size), 1e-12)}
	l.apart, l.stay = make([]bool, len(parts)), make([]float64, len(parts))
	l.known = func(int, int) float64 { return -1 }
	var groups [][]int
	start := 0
	for _, n := range l.cuts() {
		var items []int
		for _, p := range parts[start : start+n] {
			items = append(items, p.items...)
		}
		slices.Sort(items)
		groups = append(groups, items)
		start += n
	}
	return groups
}
