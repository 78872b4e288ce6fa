package page

import (
	"cmp"
	"math"
	"slices"

	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/writing"
)

// layout is where the marks of a page stand.
type layout struct {
	marks []picture.Mark
	boxes []writing.Box // turned upright
	size  float64       // of a character, in pixels
	pen   float64
	far   []bool // dots that stand alone
}

// character is the marks of one, by their indices.
type character struct {
	marks []int
	box   writing.Box
	space bool
}

func newLayout(marks []picture.Mark) *layout {
	l := &layout{marks: marks}
	longer, pens := make([]weighted, len(marks)), make([]weighted, len(marks))
	for i, m := range marks {
		side := float64(max(m.Box.Dx(), m.Box.Dy()))
		longer[i], pens[i] = weighted{side, side}, weighted{m.Pen, float64(m.Area)}
	}
	// By weight, since specks are many and dots are no characters.
	l.size, l.pen = quantile(longer, 0.5), quantile(pens, 0.5)
	slope := l.slope()
	l.boxes = make([]writing.Box, len(marks))
	for i, m := range marks {
		b := m.Box
		// Turned about the middle of each mark, which stays as large as it is.
		right, up := float32(slope*float64(b.Min.Y+b.Max.Y)/2), float32(slope*float64(b.Min.X+b.Max.X)/2)
		l.boxes[i] = writing.Box{X0: float32(b.Min.X) + right, Y0: float32(b.Min.Y) - up, X1: float32(b.Max.X) + right, Y1: float32(b.Max.Y) - up}
	}
	return l
}

// weighted is a value that counts for so much.
type weighted struct{ value, weight float64 }

// quantile is the value that a share of the weight does not exceed.
func quantile(all []weighted, share float64) float64 {
	slices.SortFunc(all, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	total := 0.0
	for _, v := range all {
		total += v.weight
	}
	seen := 0.0
	for _, v := range all {
		if seen += v.weight; seen >= share*total {
			return v.value
		}
	}
	return 0
}

// A mark is a speck below speckArea of a dot of the pen, and no writing above
// tooLarge times a character's size: a frame, a picture.
const (
	speckArea = 0.35
	tooLarge  = 4
	dotSize   = 0.35 // a dot's longer side, in characters
)

func (l *layout) speck(i int) bool {
	m := l.marks[i]
	return float64(m.Area) < speckArea*l.pen*l.pen
}

func (l *layout) large(i int) bool { return float64(l.boxes[i].Longer()) > tooLarge*l.size }
func (l *layout) small(i int) bool { return float64(l.boxes[i].Longer()) < dotSize*l.size }

// slope is how far the lines fall, in rows for each column: that by which the marks'
// middles crowd into the fewest rows. Of few marks none is certain, and the page is
// taken for straight unless another slope is clearly better.
func (l *layout) slope() float64 {
	const most, step = 0.18, 0.0025 // 10 degrees; a seventh of one
	row := 0.2 * l.size
	score := func(slope float64) float64 {
		rows := make(map[int]float64)
		for _, m := range l.marks {
			if side := float64(max(m.Box.Dx(), m.Box.Dy())); side < dotSize*l.size || side > tooLarge*l.size {
				continue
			}
			x, y := float64(m.Box.Min.X+m.Box.Max.X)/2, float64(m.Box.Min.Y+m.Box.Max.Y)/2
			at := (y - slope*x) / row
			i := math.Floor(at)
			rows[int(i)] += 1 - (at - i)
			rows[int(i)+1] += at - i
		}
		sum := 0.0
		for _, n := range rows {
			sum += n * n
		}
		return sum
	}
	best, straight := 0.0, 1.05*score(0)
	top := straight
	for s := -most; s <= most; s += step {
		if v := score(s); v > top {
			best, top = s, v
		}
	}
	return best
}

// lines are the page's characters, line by line.
func (l *layout) lines() [][]character {
	var lines [][]character
	for _, row := range l.rows() {
		if line := l.characters(row); len(line) > 0 {
			lines = append(lines, line)
		}
	}
	l.space(lines)
	return lines
}

// space finds the words: how far characters are apart is the same all over a page.
func (l *layout) space(lines [][]character) {
	boxes := make([][]writing.Box, len(lines))
	var gaps, longer []float32
	for n, line := range lines {
		for _, c := range line {
			boxes[n] = append(boxes[n], c.box)
			longer = append(longer, c.box.Longer())
		}
		gaps = append(gaps, writing.Gaps(boxes[n])...)
	}
	const few = 8 // gaps, among which the usual one may not be found
	slices.Sort(gaps)
	slices.Sort(longer)
	for n, line := range lines {
		spaces := writing.Spaces(boxes[n])
		if len(gaps) >= few {
			spaces = writing.SpacesAmong(boxes[n], gaps[len(gaps)/2], longer[len(longer)*3/4])
		}
		for i := range line {
			line[i].space = spaces[i]
		}
	}
}

// characters are those of the marks of one row.
func (l *layout) characters(row []int) []character {
	boxes := make([]writing.Box, len(row))
	for k, i := range row {
		boxes[k] = l.boxes[i]
	}
	var line []character
	for _, group := range writing.Cut(boxes, float32(l.size)) {
		c := character{box: boxes[group[0]]}
		for _, k := range group {
			c.marks = append(c.marks, row[k])
			c.box = c.box.Union(boxes[k])
		}
		line = append(line, c)
	}
	return l.withoutDirt(line)
}

// withoutDirt leaves out dots that are finer than the pen's, or alone, and belong to
// nothing.
func (l *layout) withoutDirt(line []character) []character {
	return slices.DeleteFunc(line, func(c character) bool {
		area, far := 0, true
		for _, i := range c.marks {
			area += l.marks[i].Area
			far = far && l.far[i]
		}
		return float64(c.box.Longer()) < dotSize*l.size && (far || float64(area) < 0.7*l.pen*l.pen)
	})
}
