package writing

import "github.com/oneglyph/oneglyph/model"

// Candidate is a group of strokes that may be one character.
type Candidate struct {
	Strokes []model.Stroke
	Key     string // of these strokes and no others
}

// Unknown lists the groups that may be characters and of which nobody has said yet
// how alike they are to one: some four with each new stroke.
func (r *Row) Unknown() []Candidate {
	parts, l := r.line()
	var all []Candidate
	for i := range parts {
		box := nowhere
		for j := i + 1; j <= len(parts) && j-i <= widest; j++ {
			if j-i > 1 && l.apart[j-2] {
				break
			}
			const tooWide = 1.9 // no character is, whatever a recognizer says
			if box = box.Union(parts[j-1].box); j-i > 1 && float64(box.Width()) > tooWide*l.size {
				break
			}
			g := r.group(parts[i:j])
			if _, known := r.likes[g.Key()]; !known {
				all = append(all, Candidate{g.Strokes, g.Key()})
			}
		}
	}
	return all
}

// Learn takes what a recognizer makes of candidates into account: how alike each is
// to the class it is most alike to, from 0 to 1.
func (r *Row) Learn(candidates []Candidate, likeness []float64) {
	if r.likes == nil {
		r.likes = make(map[string]float64)
	}
	for i, c := range candidates {
		r.likes[c.Key] = min(max(likeness[i], 0), 1)
	}
	if len(candidates) > 0 {
		r.cuts = nil // what was cut before knew less
		r.regroup()
	}
}

// Forget drops what recognizers said, as when classes come or go.
func (r *Row) Forget() {
	r.likes = nil
	r.regroup()
}
