package model

import "cmp"

// Turns says by how much a registered drawing is turned for the copies that a query
// is compared with besides it, so that a query drawn or photographed at a slant is
// known. The zero Turns compares with the drawing alone.
type Turns struct {
	// Degrees is of each copy by how much, to the left, to the right below 0.
	Degrees []int
	// Penalty is how many logits a copy has to be better by than the drawing.
	Penalty float32
}

// Looks is how many embeddings a registered drawing has: its own and its copies'.
func (t Turns) Looks() int { return 1 + len(t.Degrees) }

// Best returns what a query's logits with a registered drawing and its copies, Looks
// in number and in that order, come to: the best of them, the copies' less the
// penalty, and by how many degrees that one is turned. Logits that are no number
// count least, and of equal ones the first counts.
func (t Turns) Best(logits []float32) (logit float32, turned int) {
	logit = logits[0]
	for i, degrees := range t.Degrees {
		if l := logits[1+i] - t.Penalty; cmp.Compare(l, logit) > 0 {
			logit, turned = l, degrees
		}
	}
	return logit, turned
}

// Turned is the glyph's picture turned by so many degrees to the left, to the right
// below 0, and normalised as any picture is.
func (g Glyph) Turned(degrees int) Glyph {
	if degrees == 0 {
		return g
	}
	warp := Turn(float64(degrees))
	var pix [Side * Side]uint8
	g.Bend(pix[:], &warp)
	turned, err := FromImage(Glyph{&pix}.Image())
	if err != nil { // blank paper, or as good as blank
		return g
	}
	return turned
}
