package page_test

import (
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// alphabet is characters, each as somebody may draw it at different times.
type alphabet struct {
	name  string
	names []string
	draw  func(name string, rng *rand.Rand) []model.Stroke
}

// realAlphabets are those of Omniglot's drawings by one drawer, where they are.
func realAlphabets(t testing.TB, drawer int) []alphabet {
	t.Helper()
	all, err := omniglot.OpenStrokes("../../../shared/omniglot/strokes_background_small1.zip")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real strokes are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var alphabets []alphabet
	for name := range all {
		if name.Drawer != drawer {
			continue
		}
		i := slices.IndexFunc(alphabets, func(a alphabet) bool { return a.name == name.Alphabet })
		if i < 0 {
			i = len(alphabets)
			alphabets = append(alphabets, alphabet{name: name.Alphabet, draw: func(character string, _ *rand.Rand) []model.Stroke {
				return all[omniglot.Name{Alphabet: name.Alphabet, Character: character, Drawer: drawer}]
			}})
		}
		alphabets[i].names = append(alphabets[i].names, name.Character)
	}
	for _, a := range alphabets {
		slices.Sort(a.names)
	}
	slices.SortFunc(alphabets, func(a, b alphabet) int { return len(b.names) - len(a.names) })
	return alphabets
}

// ownAlphabet is drawn here, on a frame of 100×100: of one part and of several, beside
// and above each other.
func ownAlphabet() alphabet {
	at := func(coordinates ...float32) (s model.Stroke) {
		for i := 0; i < len(coordinates); i += 2 {
			s = append(s, model.Point{X: coordinates[i], Y: coordinates[i+1]})
		}
		return s
	}
	round := func(x, y, radius float64) (s model.Stroke) {
		for i := range 25 {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / 24)
			s = append(s, model.Point{X: float32(x + radius*cos), Y: float32(y + radius*sin)})
		}
		return s
	}
	characters := map[string][]model.Stroke{
		"ㅎ": {at(38, 10, 62, 10), at(16, 30, 84, 29), round(50, 65, 21)},
		"i": {at(50, 40, 50, 90), at(50, 14, 51, 15)},
		":": {at(50, 30, 51, 31), at(50, 80, 51, 81)},
		"=": {at(18, 38, 82, 37), at(18, 62, 82, 63)},
		"한": {at(28, 8, 42, 8), at(14, 20, 56, 19), round(35, 40, 13), at(72, 6, 72, 62), at(73, 34, 88, 34), at(24, 70, 24, 92, 84, 91)},
		"E": {at(24, 12, 23, 88), at(24, 12, 80, 13), at(24, 50, 70, 49), at(23, 88, 81, 88)},
		"4": {at(60, 90, 61, 10, 14, 66, 86, 65)},
		"π": {at(12, 24, 88, 23), at(34, 24, 30, 86), at(66, 24, 70, 86)},
		"ㅁ": {at(22, 20, 21, 79, 78, 80, 79, 20, 22, 20)},
		"8": {append(round(50, 29, 18), round(50, 69, 21)...)},
	}
	a := alphabet{name: "own"}
	for name := range characters {
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	a.draw = func(name string, rng *rand.Rand) []model.Stroke {
		turn, dx, dy := 0.08*(rng.Float64()-0.5), rng.NormFloat64(), rng.NormFloat64()
		sin, cos := math.Sincos(turn)
		out := make([]model.Stroke, len(characters[name]))
		for i, s := range characters[name] {
			for _, p := range s {
				x, y := float64(p.X)-50, float64(p.Y)-50
				out[i] = append(out[i], model.Point{X: float32(50 + dx + cos*x - sin*y), Y: float32(50 + dy + sin*x + cos*y)})
			}
		}
		return out
	}
	return a
}

// pageKind is how a page is made.
type pageKind struct {
	lines, columns int
	size, pen      float64 // pixels
	gap            float64 // between characters, in sizes
	skew           float64 // degrees
	noise          float64 // the grain's deviation, of 255
	specks         int
	ruled          float64 // the light that lines leave; 0 for none
	gradient       float64
	words          bool
	table          bool // a dark one shows around the sheet
}

// wrote is a character of a page as it was written.
type wrote struct {
	name string
	box  [4]float64 // x0, y0, x1, y1 with the pen
	line int
	word bool // begins one
}

// paint writes a page.
func (k pageKind) paint(a alphabet, rng *rand.Rand) (*image.Gray, []wrote) {
	pitch := k.size * 1.7
	w := int(k.size*(1+k.gap)*float64(k.columns)*1.15 + 4*k.size)
	sin, cos := math.Sincos(k.skew * math.Pi / 180)
	above := math.Abs(sin) * float64(w) / 2 // room for what is turned
	h := int(pitch*float64(k.lines) + 4*k.size + 2*above)
	ink := make([]float64, w*h)
	cx, cy := float64(w)/2, float64(h)/2
	turn := func(x, y float64) (float64, float64) {
		return cx + cos*(x-cx) - sin*(y-cy), cy + sin*(x-cx) + cos*(y-cy)
	}
	if k.ruled > 0 {
		for n := range k.lines + 1 {
			y := above + 2*k.size + float64(n)*pitch - k.size*0.12 // through the lower ends of what stands on it
			x0, y0 := turn(-cx, y)
			x1, y1 := turn(3*cx, y)
			stroke(ink, w, h, x0, y0, x1, y1, 0.9, 1-k.ruled)
		}
	}
	var all []wrote
	for line := range k.lines {
		x := 2 * k.size
		for column := range k.columns {
			name := a.names[rng.IntN(len(a.names))]
			drawn := a.draw(name, rng)
			x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
			for _, s := range drawn {
				for _, p := range s {
					x0, x1 = min(x0, float64(p.X)), max(x1, float64(p.X))
					y0, y1 = min(y0, float64(p.Y)), max(y1, float64(p.Y))
				}
			}
			frame := 105.0
			if a.name == "own" {
				frame = 100
			}
			scale := k.size / frame * 1.5 // Omniglot's drawings take up about half their frame
			if a.name == "own" {
				scale = k.size / frame
			}
			if x+scale*(x1-x0) > float64(w)-2*k.size {
				break
			}
			word := k.words && column > 0 && rng.IntN(5) == 0
			if word {
				x += 1.1 * k.size
			}
			baseline := above + 2*k.size + float64(line)*pitch - k.size/2 + 0.1*k.size*(rng.Float64()-0.5)
			one := wrote{name: name, line: line, word: word, box: [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}}
			for _, s := range drawn {
				for i := range max(len(s)-1, 1) {
					p, q := s[i], s[min(i+1, len(s)-1)]
					ax, ay := turn(x+scale*(float64(p.X)-x0), baseline+scale*(float64(p.Y)-frame/2))
					bx, by := turn(x+scale*(float64(q.X)-x0), baseline+scale*(float64(q.Y)-frame/2))
					stroke(ink, w, h, ax, ay, bx, by, k.pen/2, 0.85)
					one.box = [4]float64{
						min(one.box[0], ax-k.pen/2, bx-k.pen/2), min(one.box[1], ay-k.pen/2, by-k.pen/2),
						max(one.box[2], ax+k.pen/2, bx+k.pen/2), max(one.box[3], ay+k.pen/2, by+k.pen/2),
					}
				}
			}
			all = append(all, one)
			x += scale*(x1-x0) + k.pen + k.size*k.gap*(0.6+0.8*rng.Float64())
		}
	}
	for range k.specks {
		x, y := rng.Float64()*float64(w), rng.Float64()*float64(h)
		stroke(ink, w, h, x, y, x+rng.Float64(), y+rng.Float64(), 0.4+0.6*rng.Float64(), 0.8)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i, v := range ink {
		if k.table && min(i%w, w-1-i%w, i/w, h-1-i/w) < int(k.size/2) {
			v = 0.8
		}
		light := 0.95 * (1 - v) * (1 - k.gradient*(float64(i%w)/float64(w)+float64(i/w)/float64(h))/2)
		img.Pix[i] = uint8(min(max(255*light+k.noise*rng.NormFloat64(), 0), 255))
	}
	return img, all
}

// stroke inks a line with round ends.
func stroke(ink []float64, w, h int, ax, ay, bx, by, radius, depth float64) {
	dx, dy := bx-ax, by-ay
	for y := max(int(min(ay, by)-radius-1), 0); y <= min(int(max(ay, by)+radius+1), h-1); y++ {
		for x := max(int(min(ax, bx)-radius-1), 0); x <= min(int(max(ax, bx)+radius+1), w-1); x++ {
			px, py := float64(x)+0.5-ax, float64(y)+0.5-ay
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max((px*dx+py*dy)/l, 0), 1)
			}
			cover := min(max(radius+0.5-math.Hypot(px-t*dx, py-t*dy), 0), 1, 2*radius)
			ink[y*w+x] = max(ink[y*w+x], depth*cover)
		}
	}
}
