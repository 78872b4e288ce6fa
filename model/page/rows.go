package page

import (
	"cmp"
	"math"
	"slices"
)

// rows are the marks of each line of writing, from the uppermost. Large marks make the
// lines: where the sum of their heights along the page has a valley, one ends. Dots
// and bars join the line of the mark that is nearest to them, or where none is near the
// line that they stand in, as a colon does between words.
func (l *layout) rows() [][]int {
	var body, dots, all []int
	for i := range l.marks {
		all = append(all, i)
	}
	for _, i := range l.largest(all, maxMarks) {
		switch {
		case l.speck(i) || l.large(i):
		case l.small(i):
			dots = append(dots, i)
		default:
			body = append(body, i)
		}
	}
	if len(body) == 0 {
		body, dots = dots, nil
	}
	if len(body) == 0 {
		return nil
	}
	middles := l.middles(body)
	rows := make([][]int, len(middles))
	row := make(map[int]int, len(body))
	for _, i := range body {
		row[i] = nearest(middles, l.middle(i))
		rows[row[i]] = append(rows[row[i]], i)
	}
	l.far = make([]bool, len(l.marks))
	for _, i := range dots {
		j, apart := l.neighbour(i, body)
		to := row[j]
		if apart > farAway*l.size {
			l.far[i], to = true, nearest(middles, l.middle(i))
			if math.Abs(middles[to]-l.middle(i)) > l.size/2 {
				continue
			}
		}
		rows[to] = append(rows[to], i)
	}
	for i, r := range rows {
		rows[i] = l.largest(r, maxInRow)
	}
	return slices.DeleteFunc(rows, func(r []int) bool { return len(r) == 0 })
}

// Of what is no writing but coarse grain there may be a great many marks: the largest
// are kept.
const maxMarks, maxInRow = 20_000, 2_000

func (l *layout) largest(marks []int, n int) []int {
	if len(marks) <= n {
		return marks
	}
	slices.SortFunc(marks, func(i, j int) int { return cmp.Compare(l.marks[j].Area, l.marks[i].Area) })
	return marks[:n]
}

func (l *layout) middle(i int) float64 { return float64(l.boxes[i].Centre().Y) }

// middles are the rows along which there is most ink.
func (l *layout) middles(body []int) []float64 {
	const cells = 12 // a character's height
	cell := l.size / cells
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, i := range body {
		top, bottom = min(top, float64(l.boxes[i].Y0)), max(bottom, float64(l.boxes[i].Y1))
	}
	profile := make([]float64, int((bottom-top)/cell)+2)
	for _, i := range body {
		b := l.boxes[i]
		for c := int((float64(b.Y0) - top) / cell); c <= int((float64(b.Y1)-top)/cell); c++ {
			profile[c]++
		}
	}
	smooth := smoothed(smoothed(profile, cells/4), cells/4)
	var middles []float64
	for len(smooth) > 0 {
		// The highest peaks first; within a character's height of one there is no other.
		peak := slices.Index(smooth, slices.Max(smooth))
		if smooth[peak] <= 0 {
			break
		}
		middles = append(middles, top+(float64(peak)+0.5)*cell)
		from, to := peak, peak
		for from > 0 && smooth[from-1] > 0 && (peak-from < cells*2/3 || smooth[from-1] < smooth[from]) {
			from--
		}
		for to < len(smooth)-1 && smooth[to+1] > 0 && (to-peak < cells*2/3 || smooth[to+1] < smooth[to]) {
			to++
		}
		clear(smooth[from : to+1])
	}
	slices.Sort(middles)
	return middles
}

// smoothed is a running mean over a number of cells to either side.
func smoothed(profile []float64, reach int) []float64 {
	out := make([]float64, len(profile))
	for i := range out {
		for j := max(i-reach, 0); j <= min(i+reach, len(out)-1); j++ {
			out[i] += profile[j] / float64(2*reach+1)
		}
	}
	return out
}

func nearest(middles []float64, y float64) int {
	best := 0
	for i, m := range middles {
		if math.Abs(m-y) < math.Abs(middles[best]-y) {
			best = i
		}
	}
	return best
}

// farAway is how far a dot is from what it belongs to at most, in characters.
const farAway = 1.2

// neighbour is the mark of a line that a dot is nearest to, and how far it is.
func (l *layout) neighbour(dot int, body []int) (int, float64) {
	d := l.boxes[dot]
	apart := func(i int) float64 {
		b := l.boxes[i]
		dx, dy := max(b.X0-d.X1, d.X0-b.X1, 0), max(b.Y0-d.Y1, d.Y0-b.Y1, 0)
		return math.Hypot(float64(dx), float64(dy))
	}
	i := slices.MinFunc(body, func(i, j int) int { return cmp.Compare(apart(i), apart(j)) })
	return i, apart(i)
}
