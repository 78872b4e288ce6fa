package inspect

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Sum is how a logit and a similarity come about:
//
//	logit      = Bias − Σⱼ Alphaⱼ·|h₁ⱼ − h₂ⱼ| − Penalty
//	similarity = σ(Scale·logit + Shift)
type Sum struct {
	Bias  float64
	Terms []Term // D, by their numbers
	// Penalty is what it costs that the second drawing is a turned copy; 0: it is none.
	Penalty float64
	Logit   float64
	Scale   float64
	Shift   float64
	Scaled  float64 // Scale·Logit + Shift
	// Similarity is what a ranking shows.
	Similarity float64
	Places     []Share // how the terms spread over the paper, row by row
}

// Term is what one of the embedding's numbers takes from the logit.
type Term struct {
	Number int // j, from 0
	Alpha  float64
	H1, H2 float64
	Value  float64 // Alpha·|H1 − H2|: above 0 it speaks against a match
	Place  int     // of Sum.Places, where most of it comes from
}

// Share is what comes from one place of the paper.
type Share struct {
	siamese.Place
	Total float64 // of all terms' parts
	// Parts are the terms' parts that come from here, the largest first; a term of a
	// network with a fully connected layer has a part everywhere.
	Parts []Part
	// Rest is the sum of the parts that Parts leaves out, and Others their number.
	Rest   float64
	Others int
}

// Part is the part of a term that comes from one place.
type Part struct {
	Number int
	Value  float64
}

// partsKept is how many parts of a place are told apart, enough for a chart.
const partsKept = 256

// sum adds up what two embeddings (D) come to, the second perhaps a turned copy's;
// differences is (places, D).
func (i *Inspector) sum(first, second model.Embedding, turned bool, differences []float32) Sum {
	c := i.frozen.Calibration
	d := len(first)
	s := Sum{Bias: float64(i.frozen.Bias), Scale: c.Scale, Shift: c.Shift, Terms: make([]Term, d), Places: make([]Share, len(i.places))}
	if turned {
		s.Penalty = float64(i.network.Turns().Penalty)
	}
	s.Logit = s.Bias - s.Penalty
	largest := make([]float64, d)
	for j := range s.Terms {
		t := Term{Number: j, Alpha: float64(i.frozen.Alpha[j]), H1: float64(first[j]), H2: float64(second[j])}
		t.Value = t.Alpha * math.Abs(t.H1-t.H2)
		s.Terms[j], largest[j] = t, -1
		s.Logit -= t.Value
	}
	signed, size := make([]float64, d), make([]float64, d)
	for p := range s.Places {
		share := Share{Place: i.places[p]}
		for j := range s.Terms {
			t := &s.Terms[j]
			v := t.Alpha * float64(differences[p*d+j])
			if t.H1 < t.H2 {
				v = -v
			}
			signed[j], size[j] = v, math.Abs(v)
			share.Total += v
			if size[j] > largest[j] {
				largest[j], t.Place = size[j], p
			}
		}
		for n, j := range descending(size) {
			switch {
			case size[j] == 0:
			case n < partsKept:
				share.Parts = append(share.Parts, Part{j, signed[j]})
			default:
				share.Rest += signed[j]
				share.Others++
			}
		}
		s.Places[p] = share
	}
	s.Scaled = s.Scale*s.Logit + s.Shift
	s.Similarity = i.network.Metric().Similarity(float32(s.Logit))
	return s
}
