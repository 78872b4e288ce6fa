package inspect

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/siamese"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	stepLeast, stepMost = 44, 80 // heights of a step
	placeSide           = 32
	// stepsShown is how many places are told apart; of a network with more, the
	// rest come together in one step.
	stepsShown = 12
)

// step is one step on the way from the bias to the logit.
type step struct {
	name  string
	at    *siamese.Place // nil: of no place
	takes float64        // what it takes away
	parts []inspect.Part // largest first
	rest  float64
	why   string // said instead of parts
}

// stepsOf groups the sum's terms by place, in the order of reading where all are shown,
// else the largest first. The penalty of a turned example comes last.
func stepsOf(sum inspect.Sum) []step {
	order := make([]int, len(sum.Places))
	for i := range order {
		order[i] = i
	}
	if len(order) > stepsShown {
		slices.SortStableFunc(order, func(a, b int) int {
			switch x, y := sum.Places[a].Total, sum.Places[b].Total; {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return 0
		})
	}
	var steps []step
	others := step{name: lang.L("Other places")}
	for k, i := range order {
		p := sum.Places[i]
		if k >= stepsShown {
			others.takes += p.Total
			continue
		}
		steps = append(steps, step{name: placeName(p.Place), at: &p.Place, takes: p.Total, parts: p.Parts, rest: p.Rest})
	}
	if len(order) > stepsShown {
		steps = append(steps, others)
	}
	if sum.Penalty != 0 {
		steps = append(steps, step{name: lang.L("Turned"), takes: sum.Penalty, why: lang.L("A turned example counts less.")})
	}
	return steps
}

// placeName says where on the paper a place is.
func placeName(p siamese.Place) string {
	third := func(from, to float64) int { return min(int(3*(from+to)/2), 2) }
	return [3][3]string{
		{lang.L("Upper left"), lang.L("Top"), lang.L("Upper right")},
		{lang.L("Left"), lang.L("Middle"), lang.L("Right")},
		{lang.L("Lower left"), lang.L("Bottom"), lang.L("Lower right")},
	}[third(p.Top, p.Bottom)][third(p.Left, p.Right)]
}

// paintSum paints how the similarity comes about, step by step.
func paintSum(s *sheet, f *facts) {
	sum := f.pair.Sum
	y := paintFormula(s, f, 0) + gap
	// The steps run along one scale, from the bias down to the logit.
	low, high := min(sum.Bias, sum.Logit, 0), max(sum.Bias, sum.Logit, 0)
	left, room := float32(152), (s.width-152)*0.42
	x := func(v float64) float32 { return left + room*float32((v-low)/max(high-low, 1e-9)) }
	bars := left + room + 72
	steps := stepsOf(sum)
	stepHeight := min(max((s.height-y-2*lineRoom)/float32(len(steps)+3), stepLeast), stepMost)
	row := func(name string, value string, from, to float64, paint func(y float32)) {
		s.text(placeSide+2*gap, y+stepHeight/2-textSize+2, textSize, left-placeSide-3*gap, name, s.fore)
		s.fill(left, y+stepHeight/2, room, 1/s.scale, s.track)
		if a, b := x(min(from, to)), x(max(from, to)); from != to {
			s.fill(a, y+stepHeight/2-6, max(b-a, 2), 12, signed(to-from))
		}
		s.textRight(bars-gap, y+stepHeight/2-textSize+2, textSize, value, s.fore)
		paint(y)
		y += stepHeight
	}
	nothing := func(float32) {}
	row(lang.L("Bias b"), figure(sum.Bias), 0, sum.Bias, nothing)
	most := 0.0
	for _, one := range steps {
		if len(one.parts) > 0 {
			most = max(most, one.parts[0].Value)
		}
	}
	at := sum.Bias
	for _, one := range steps {
		row(one.name, figure(-one.takes), at, at-one.takes, func(y float32) {
			if one.at != nil {
				paintPlace(s, 0, y+(stepHeight-placeSide)/2, placeSide, *one.at)
			}
			paintParts(s, sum, one, bars, y+4, s.width-bars, stepHeight-8, most)
			s.text(bars, y+stepHeight/2-smallSize+2, smallSize, s.width-bars, one.why, s.muted)
		})
		at -= one.takes
	}
	row(lang.L("Logit"), figure(sum.Logit), 0, sum.Logit, nothing)
	row(lang.L("Similarity"), uiwidget.Percent(sum.Similarity), 0, 0, func(y float32) {
		middle := y + stepHeight/2
		s.fill(left, middle-6, room, 12, s.track)
		s.fill(left, middle-6, room*float32(sum.Similarity), 12, s.bar)
		s.fill(left+room*float32(f.threshold)-1, middle-10, 2, 20, s.fore)
		s.text(bars, middle-smallSize+2, smallSize, s.width-bars, lang.L("The mark is where “no match” ends."), s.muted)
	})
	s.height = y + gap
	s.text(0, y, smallSize, s.width, lang.L("At the right of each place its terms of the sum, the largest first: point at one."), s.muted)
	s.height += lineRoom
}

// paintFormula writes the formula with the live numbers in it.
func paintFormula(s *sheet, f *facts, y float32) float32 {
	sum := f.pair.Sum
	var all float64
	for _, t := range sum.Terms {
		all += t.Value
	}
	outcome := lang.L("a match: at least {{.Threshold}} with {{.Count}} classes", map[string]any{"Threshold": uiwidget.Percent(f.threshold), "Count": f.classes})
	if sum.Similarity < f.threshold {
		outcome = lang.L("no match: below {{.Threshold}} with {{.Count}} classes", map[string]any{"Threshold": uiwidget.Percent(f.threshold), "Count": f.classes})
	}
	logit, comes := "logit = b − Σ α_j · |h_1j − h_2j|", fmt.Sprintf("%.4f − %.4f", sum.Bias, all)
	if sum.Penalty != 0 { // p: that the example is turned
		logit, comes = logit+" − p", fmt.Sprintf("%s − %.4f", comes, sum.Penalty)
	}
	comes = fmt.Sprintf("= %s = %.4f", comes, sum.Logit)
	lines := []string{logit + " " + comes}
	if s.measure(textSize, lines[0]) > s.width {
		lines = []string{logit, comes}
	}
	for _, line := range append(lines, fmt.Sprintf("σ(%.4f · logit + %.4f) = σ(%.4f) = %.4f", sum.Scale, sum.Shift, sum.Scaled, sum.Similarity)) {
		s.formula(0, y, textSize, line, s.fore)
		y += lineRoom
	}
	s.text(0, y, smallSize, s.width, outcome, s.muted)
	return y + lineRoom
}

// paintPlace shows where on the paper a place is.
func paintPlace(s *sheet, x, y, side float32, p siamese.Place) {
	s.paperAt(x, y, side)
	s.fill(x+side*float32(p.Left), y+side*float32(p.Top), side*float32(p.Right-p.Left), side*float32(p.Bottom-p.Top), faded(s.ink, 0.55))
}

// paintParts is a place's terms as bars, the largest first.
func paintParts(s *sheet, sum inspect.Sum, one step, x, y, width, height float32, most float64) {
	if len(one.parts) == 0 || most <= 0 || width < 16 {
		return
	}
	const pitch = 4
	shown := min(len(one.parts), int(width/pitch))
	s.fill(x, y+height-1/s.scale, float32(shown)*pitch, 1/s.scale, s.track)
	for k, part := range one.parts[:shown] {
		h := height * float32(part.Value/most)
		at := x + float32(k)*pitch
		if h >= 0 {
			s.fill(at, y+height-h, pitch-1, h, againstMatch)
		} else {
			s.fill(at, y+height+h, pitch-1, -h, forMatch)
		}
		t := sum.Terms[part.Number]
		s.spot(spot{x: at, y: y, w: pitch, h: height, text: fmt.Sprintf("%s, j = %d: %.4f · |%.4f − %.4f| = %.4f", one.name, part.Number+1, t.Alpha, t.H1, t.H2, t.Value)})
	}
}
