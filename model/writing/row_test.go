package writing_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/writing"
)

// stroke is a straight one from place to place.
func stroke(coordinates ...float32) (s model.Stroke) {
	for i := 0; i < len(coordinates); i += 2 {
		s = append(s, model.Point{X: coordinates[i], Y: coordinates[i+1]})
	}
	return s
}

// box is ㅁ in one stroke, 40 wide and 50 high.
func box(x float32) model.Stroke {
	return stroke(x, 0, x, 50, x+40, 50, x+40, 0, x, 0)
}

// groups lists the strokes of each group by their numbers, a space after each group
// and a slash before a word.
func groups(r *writing.Row) string {
	var b strings.Builder
	for _, g := range r.Groups() {
		if g.Space {
			b.WriteString("/")
		}
		for _, id := range g.IDs {
			fmt.Fprint(&b, int(id))
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestRowGroups(t *testing.T) {
	for name, c := range map[string]struct {
		strokes []model.Stroke
		want    string
	}{
		"nothing":                 {nil, ""},
		"a dot":                   {[]model.Stroke{stroke(3, 3)}, "0"},
		"no ink":                  {[]model.Stroke{{}, {{X: float32(math.NaN())}}, stroke(1, 1)}, "0"},
		"three boxes":             {[]model.Stroke{box(0), box(55), box(110)}, "0 1 2"},
		"right to left":           {[]model.Stroke{box(110), box(55), box(0)}, "2 1 0"},
		"two words":               {[]model.Stroke{box(0), box(50), box(160), box(210)}, "0 1 /2 3"},
		"one above the other":     {[]model.Stroke{stroke(0, 0, 40, 0), stroke(0, 25, 40, 25), box(60)}, "01 2"},
		"late dots":               {[]model.Stroke{stroke(10, 15, 10, 50), stroke(30, 15, 30, 50), stroke(50, 15, 50, 50), stroke(10, 0, 11, 1), stroke(51, 0), stroke(29, 1, 30, 0)}, "03 15 24"},
		"a late bar":              {[]model.Stroke{stroke(20, 0, 20, 50), box(50), stroke(5, 20, 35, 20)}, "02 1"},
		"six one above the other": {[]model.Stroke{stroke(0, 0, 40, 0), stroke(60, 0, 100, 0), stroke(0, 10, 40, 10), stroke(60, 50, 100, 50), stroke(0, 20, 40, 20), stroke(0, 30, 40, 30), stroke(0, 40, 40, 40), stroke(0, 50, 40, 50)}, "024567 13"},
		"a plus":                  {[]model.Stroke{stroke(20, 0, 20, 50), stroke(0, 25, 40, 25), box(60)}, "01 2"},
		"a part close beside":     {[]model.Stroke{stroke(0, 0, 0, 50), stroke(0, 25, 18, 25), stroke(24, 0, 24, 50), box(60), box(120)}, "012 3 4"},
		"huge":                    {[]model.Stroke{scaled(box(0), 1e12), scaled(box(55), 1e12)}, "0 1"},
		"tiny":                    {[]model.Stroke{scaled(box(0), 1e-12), scaled(box(55), 1e-12)}, "0 1"},
	} {
		var r writing.Row
		for _, s := range c.strokes {
			r.Add(s)
		}
		if got := groups(&r); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func scaled(s model.Stroke, by float32) model.Stroke {
	out := make(model.Stroke, len(s))
	for i, p := range s {
		out[i] = model.Point{X: p.X * by, Y: p.Y * by}
	}
	return out
}

// What a person joins or splits stays so, whatever is written later.
func TestRowByHand(t *testing.T) {
	var r writing.Row
	r.AddAll([]model.Stroke{box(0), box(55), box(110)})
	if !r.Join(1) || groups(&r) != "0 12" {
		t.Fatalf("joined: %s", groups(&r))
	}
	r.AddAll([]model.Stroke{box(165), box(220)})
	if groups(&r) != "0 12 3 4" {
		t.Errorf("joined, and more came: %s", groups(&r))
	}
	r.Add(stroke(75, 60)) // a dot below the second
	if groups(&r) != "0 125 3 4" {
		t.Errorf("a dot came to what was joined: %s", groups(&r))
	}
	before := r.Clone()
	if !r.Split(1, 100) || groups(&r) != "0 15 2 3 4" {
		t.Errorf("split: %s", groups(&r))
	}
	if groups(before) != "0 125 3 4" {
		t.Errorf("the clone was split, too: %s", groups(before))
	}
	r.Add(box(275))
	if groups(&r) != "0 15 2 3 4 6" {
		t.Errorf("split, and more came: %s", groups(&r))
	}
	for range 2 {
		if !r.Join(1) {
			t.Error("not joined")
		}
	}
	if groups(&r) != "0 1235 4 6" {
		t.Errorf("joined again, and with the next: %s", groups(&r))
	}
	for why, did := range map[string]bool{
		"joined the last with nothing": r.Join(3),
		"split off nothing":            r.Split(0, -5),
		"split a single stroke":        r.Split(0, 20),
		"split what is not there":      r.Split(9, 0),
	} {
		if did {
			t.Error(why)
		}
	}
}

// What lies one above the other can be split, too.
func TestRowSplitsWhatOverlaps(t *testing.T) {
	var r writing.Row
	r.AddAll([]model.Stroke{stroke(0, 0, 40, 0), stroke(15, 20, 55, 20), box(90)})
	if groups(&r) != "01 2" || !r.Split(0, 27) || groups(&r) != "0 1 2" {
		t.Fatalf("%s", groups(&r))
	}
	r.Add(box(150))
	if groups(&r) != "0 1 2 3" {
		t.Errorf("and more came: %s", groups(&r))
	}
}

func TestRowRemoves(t *testing.T) {
	var r writing.Row
	r.AddAll([]model.Stroke{box(0), box(55), stroke(75, 60), box(110)})
	r.RemoveGroup(1)
	if groups(&r) != "0 /3" || len(r.Strokes()) != 2 {
		t.Errorf("%s", groups(&r))
	}
	r.Add(box(55))
	if groups(&r) != "0 4 3" {
		t.Errorf("%s: no number is given out twice", groups(&r))
	}
	for r.RemoveStroke() {
	}
	if len(r.Groups()) != 0 {
		t.Errorf("%s is left", groups(&r))
	}
}

// What a recognizer says decides where boxes and gaps say little.
func TestRowLearns(t *testing.T) {
	strokes := []model.Stroke{box(0), box(52), box(104), stroke(155, 0, 155, 50), stroke(162, 0, 162, 50), box(175)}
	say := func(together float64) string {
		var r writing.Row
		r.AddAll(strokes)
		candidates := r.Unknown()
		likeness := make([]float64, len(candidates))
		for i, c := range candidates {
			bars := 0
			for _, s := range c.Strokes {
				if len(s) == 2 {
					bars++
				}
			}
			likeness[i] = 0.01
			switch {
			case bars == 2 && len(c.Strokes) == 2:
				likeness[i] = together
			case len(c.Strokes) == 1 && bars == 0:
				likeness[i] = 0.98
			case len(c.Strokes) == 1:
				likeness[i] = 1 - together
			}
		}
		r.Learn(candidates, likeness)
		if n := len(r.Unknown()); n != 0 {
			t.Errorf("%d candidates are unknown still", n)
		}
		return groups(&r)
	}
	if got := say(0.98); got != "0 1 2 34 5" {
		t.Errorf("known together: %s", got)
	}
	if got := say(0.02); got != "0 1 2 3 4 5" {
		t.Errorf("known apart: %s", got)
	}
}

// Whatever is written, each stroke is in one group, and groups are in order.
func TestRowKeepsEveryStroke(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		var r writing.Row
		n := 0
		for range 30 {
			switch k := len(r.Groups()); {
			case k > 1 && rng.IntN(6) == 0:
				r.Join(rng.IntN(k))
			case k > 0 && rng.IntN(6) == 0:
				g := r.Groups()[rng.IntN(k)]
				r.Split(rng.IntN(k), g.Box.Centre().X)
			case k > 0 && rng.IntN(8) == 0:
				i := rng.IntN(k)
				n -= len(r.Groups()[i].IDs)
				r.RemoveGroup(i)
			default:
				x, y := 300*rng.Float32(), 50*rng.Float32()
				r.Add(stroke(x, y, x+60*(rng.Float32()-0.5), y+60*(rng.Float32()-0.5)))
				n++
			}
			var ids []writing.StrokeID
			for _, g := range r.Groups() {
				if len(g.IDs) == 0 || len(g.IDs) != len(g.Strokes) {
					t.Fatalf("a group of %d numbers and %d strokes", len(g.IDs), len(g.Strokes))
				}
				ids = append(ids, g.IDs...)
			}
			slices.Sort(ids)
			if len(ids) != n || len(slices.Compact(ids)) != n {
				t.Fatalf("%d strokes of %d, %v", len(ids), n, ids)
			}
		}
	}
}

func TestCut(t *testing.T) {
	at := func(x0, y0, x1, y1 float32) writing.Box { return writing.Box{X0: x0, Y0: y0, X1: x1, Y1: y1} }
	got := fmt.Sprint(writing.Cut([]writing.Box{at(60, 0, 100, 50), at(0, 20, 40, 50), at(15, 0, 25, 5), at(120, 0, 160, 50)}, 50))
	if got != "[[1 2] [0] [3]]" {
		t.Error(got)
	}
	if len(writing.Cut(nil, 0)) != 0 {
		t.Error("nothing is cut into something")
	}
}

// BenchmarkAdd writes the last stroke of a row of thirty characters of two.
func BenchmarkAdd(b *testing.B) {
	var r writing.Row
	for i := range 30 {
		r.Add(box(float32(55 * i)))
		r.Add(stroke(float32(55*i+20), 60))
	}
	for b.Loop() {
		r.Add(box(55 * 30))
		r.RemoveStroke()
	}
}
