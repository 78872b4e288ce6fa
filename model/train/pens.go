package train

import (
	"fmt"
	"math/rand/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inks"
)

// Pens says how often training pictures are drawn by another pen than the data
// set's, or seen through another camera. Each number is a probability, 0 to 1.
type Pens struct {
	Thin   float64 `json:"thin,omitempty"`   // a thinner pen: two thirds of the data set's, or a line of a pixel
	Bold   float64 `json:"bold,omitempty"`   // a thicker one, up to 15 % of the frame; with Thin at most 1
	Soft   float64 `json:"soft,omitempty"`   // blurred, by up to 2.2 pixels of the frame's 105
	Coarse float64 `json:"coarse,omitempty"` // in low resolution, from 18 pixels a side; with Soft at most 1
	Worn   float64 `json:"worn,omitempty"`   // with gaps, or flecked by rough paper
}

const (
	maxBold      = 5  // pixels on each side, of the frame's 105
	maxSoft      = 10 // passes of a 1-2-1 kernel, half a square pixel each
	leastCoarse  = 18 // pixels a side
	mostCoarse   = 44
	inkSpan      = 0.82 // of the frame, that a glyph's ink spans (model.Scan.Span)
	mostGaps     = 16
	mostFlecked  = 0.35
	leastGapSize = 1.5 // pixels of the frame, radius
	mostGapSize  = 4.5
)

func (p Pens) check() error {
	for _, v := range []float64{p.Thin, p.Bold, p.Soft, p.Coarse, p.Worn} {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("train: pens %+v: probabilities from 0 to 1 are needed", p)
		}
	}
	if p.Thin+p.Bold > 1 || p.Soft+p.Coarse > 1 {
		return fmt.Errorf("train: pens %+v: thin and bold, and soft and coarse, are at most 1 together", p)
	}
	return nil
}

// look is how one picture's ink differs.
type look struct {
	line, erode   bool
	bold          int // pixels on each side
	soft          int // passes
	coarse        int // pixels a side; 0: as it is
	gaps          int
	gapSize       float64
	fleck         float64 // share of the ink
	read          bool    // so soft that a reader of pictures has to stretch it
	standardWidth bool
}

// look draws one at random. Pens that are never asked for take no random numbers,
// so that recipes without them draw the pictures that they always drew.
func (p Pens) look(rng *rand.Rand) look {
	l := look{standardWidth: true}
	if p.Thin+p.Bold > 0 {
		switch u := rng.Float64(); {
		case u < p.Thin/2:
			l.line, l.read, l.standardWidth = true, true, false
		case u < p.Thin:
			l.erode, l.read, l.standardWidth = true, true, false
		case u < p.Thin+p.Bold:
			l.bold, l.standardWidth = 1+rng.IntN(maxBold), false
		}
	}
	if p.Worn > 0 && rng.Float64() < p.Worn {
		if rng.IntN(3) > 0 { // flecks are learnt sooner
			l.gaps, l.gapSize = 1+rng.IntN(mostGaps), leastGapSize+(mostGapSize-leastGapSize)*rng.Float64()
		} else {
			l.fleck = mostFlecked * rng.Float64()
		}
	}
	if p.Soft+p.Coarse > 0 {
		switch u := rng.Float64(); {
		case u < p.Soft:
			l.soft, l.read = 1+rng.IntN(maxSoft), true
		case u < p.Soft+p.Coarse:
			l.coarse, l.read = leastCoarse+rng.IntN(mostCoarse-leastCoarse+1), true
		}
	}
	return l
}

// onScan draws what is done to the drawing itself, in place or in spare, which
// holds as many pixels.
func (l look) onScan(s model.Scan, spare []uint8) model.Scan {
	if !l.line {
		return s
	}
	p := inks.On(s.W, s.H, s.Pix, spare)
	p.Thin()
	s.Pix = p.Pix
	return s
}

// fit makes room for a bolder pen: a glyph's box is measured with its pen.
func (l look) fit(w *model.Warp) {
	grown := float32(1 + 2*float64(l.bold)/(inkSpan*model.Side))
	for _, i := range []int{0, 1, 3, 4} {
		w.A[i] *= grown
	}
}

// onFrame draws what is done to the picture, in place.
func (l look) onFrame(p *inks.Plane, rng *rand.Rand) {
	if l.erode {
		p.Erode(false)
	}
	for i := range l.bold {
		p.Dilate(i%2 == 1)
	}
	if l.gaps > 0 {
		p.Break(rng, l.gaps, l.gapSize)
	}
	if l.fleck > 0 {
		p.Fleck(rng, l.fleck)
	}
	for range l.soft {
		p.Soften()
	}
	if l.coarse > 0 {
		p.Coarsen(l.coarse)
	}
	if l.read {
		p.Level()
	}
}
