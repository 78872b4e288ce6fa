package inspect

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const legendHeight = 72

// twoPapers is how large two sheets of paper side by side can be.
func twoPapers(s *sheet) float32 {
	return max(min((s.width-3*gap)/2, s.height-lineRoom-legendHeight, 560), 80)
}

// paintHeat paints on each drawing which ink speaks for and against the match.
func paintHeat(s *sheet, f *facts) {
	side := twoPapers(s)
	most, totals := 0.0, [2]float64{}
	var smooth [2][]float32
	for k, heat := range f.heat {
		smooth[k] = smoothed(heat)
		for i, v := range smooth[k] {
			most = max(most, math.Abs(float64(v)))
			totals[k] += float64(heat[i])
		}
	}
	for k := range f.heat {
		x := float32(k) * (side + 3*gap)
		s.text(x, 0, textSize, side, whose(f)[k], s.fore)
		s.paperAt(x, lineRoom+4, side)
		pix := f.glyphs[k].Pix()
		colour := func(i int) color.NRGBA { return heatColour(s.ink, pix[i], smooth[k][i], most) }
		s.pixels(x, lineRoom+4, side, model.Side, colour, true)
	}
	// The legend: from against to for.
	y := lineRoom + side + 2*gap
	width := min(s.width, 2*side+3*gap, 320)
	const steps = 64
	for i := range steps {
		v := (2*float32(i)/(steps-1) - 1) * float32(most)
		s.fill(float32(i)*width/steps, y, width/steps+1/s.scale, 10, heatColour(s.paper, 255, v, most))
	}
	s.text(0, y+12, smallSize, 0, lang.L("against the match"), s.muted)
	s.textRight(width, y+12, smallSize, lang.L("for the match"), s.muted)
	s.text(0, y+12+lineRoom, smallSize, s.width, lang.L("What all ink brings to the logit: {{.First}} in the drawing, {{.Second}} in {{.Name}}.",
		map[string]any{"First": figure(totals[0]), "Second": figure(totals[1]), "Name": f.name}), s.muted)
}

// heatColour is ink tinted by what it speaks for.
func heatColour(neutral color.NRGBA, ink uint8, v float32, most float64) color.NRGBA {
	c := neutral
	if most > 0 {
		share := math.Sqrt(min(math.Abs(float64(v))/most, 1)) // so that what is weak is still seen
		to := signed(float64(v))
		mix := func(a, b uint8) uint8 { return uint8(float64(a) + share*(float64(b)-float64(a))) }
		const grey = 0xb0 // of ink that says nothing
		if neutral.R < grey {
			c = color.NRGBA{grey, grey, grey, 0xff}
		}
		c = color.NRGBA{mix(c.R, to.R), mix(c.G, to.G), mix(c.B, to.B), 0xff}
	}
	c.A = ink
	return c
}

// smoothed is the mean over a pen's width, so that the picture is not a pattern of
// single pixels: the network sees fewer.
func smoothed(heat []float32) []float32 {
	const reach = inspect.Reach / 2
	out := make([]float32, len(heat))
	for y := range model.Side {
		for x := range model.Side {
			var sum float32
			n := 0
			for dy := max(-reach, -y); dy <= reach && y+dy < model.Side; dy++ {
				for dx := max(-reach, -x); dx <= reach && x+dx < model.Side; dx++ {
					sum += heat[(y+dy)*model.Side+x+dx]
					n++
				}
			}
			out[y*model.Side+x] = sum / float32(n)
		}
	}
	return out
}

// paintDifference lays both drawings over one another.
func paintDifference(s *sheet, f *facts) {
	d := inspect.Differ(f.glyphs[0], f.glyphs[1])
	side := max(min(s.width, s.height-lineRoom-legendHeight-gap, 640), 80)
	s.text(0, 0, textSize, s.width, lang.L("{{.Share}} of the ink agrees with {{.Name}}.", map[string]any{"Share": uiwidget.Percent(d.Agreement), "Name": f.name}), s.fore)
	y := float32(lineRoom + 4)
	s.paperAt(0, y, side)
	a, b := f.glyphs[0].Pix(), f.glyphs[1].Pix()
	s.pixels(0, y, side, model.Side, func(i int) color.NRGBA {
		c, strength := s.ink, max(a[i], b[i])
		switch d.Marks[i] {
		case inspect.OnlyFirst:
			c = forMatch
		case inspect.OnlySecond:
			c = againstMatch
		case inspect.Common:
			if a[i] < 128 || b[i] < 128 { // of one alone, but close to the other's
				c.A = 0x60
			}
		default:
			c.A = 0x60
		}
		c.A = uint8(int(c.A) * int(strength) / 255)
		return c
	}, true)
	y += side + gap
	for _, one := range []struct {
		c    color.NRGBA
		text string
	}{
		{forMatch, lang.L("only in the drawing")},
		{againstMatch, lang.L("only in {{.Name}}", map[string]any{"Name": f.name})},
		{s.ink, lang.L("in both, within a pen's width")},
	} {
		c := one.c
		if c == s.ink { // dark on a dark window
			s.fill(0, y+3, 12, 12, s.paper)
			s.fill(2, y+5, 8, 8, c)
		} else {
			s.fill(0, y+3, 12, 12, c)
		}
		s.text(20, y, smallSize, s.width-20, one.text, s.muted)
		y += lineRoom
	}
}
