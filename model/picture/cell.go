package picture

import "math"

// cellOf is the inside of a form's cell around a region, or within it where the
// region is the cell itself: a rectangle of ruled lines with something in it.
func (p *page) cellOf(main int, gone []bool) (cell rect, ok bool) {
	for i, frame := range p.regions {
		if gone[i] {
			continue
		}
		for j, content := range p.regions {
			if j == i || gone[j] || i != main && j != main {
				continue
			}
			inside := content.x0 > frame.x0 && content.y0 > frame.y0 && content.x1 < frame.x1 && content.y1 < frame.y1
			if !inside || 5*content.longer() < min(frame.x1-frame.x0, frame.y1-frame.y0) && 3*content.area < frame.area {
				continue
			}
			if cell, ok := p.cellAround(content, i); ok {
				return cell, true
			}
		}
	}
	return rect{}, false
}

// cellAround is what a region surrounds around another, if that is a rectangle
// with straight sides, and the other is written in it.
func (p *page) cellAround(content region, frame int) (cell rect, ok bool) {
	f := p.regions[frame]
	label := int32(frame + 1)
	seen := make([]bool, len(p.labels))
	cell = rect{x0: p.m.w, y0: p.m.h}
	var start int
	for i, l := range p.labels {
		if l > 0 && p.regions[l-1] == content {
			start = i
			break
		}
	}
	area := 0
	stack := []int{start}
	seen[start] = true
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		area++
		x, y := i%p.m.w, i/p.m.w
		cell.add(x, y)
		if x <= f.x0 && f.x0 > 0 || x >= f.x1-1 && f.x1 < p.m.w || y <= f.y0 && f.y0 > 0 || y >= f.y1-1 && f.y1 < p.m.h {
			return cell, false // it is open
		}
		for _, n := range [4]struct{ dx, dy int }{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			nx, ny := x+n.dx, y+n.dy
			if nx < 0 || ny < 0 || nx >= p.m.w || ny >= p.m.h {
				continue
			}
			if j := ny*p.m.w + nx; !seen[j] && p.labels[j] != label {
				seen[j] = true
				stack = append(stack, j)
			}
		}
	}
	w, h := cell.x1-cell.x0, cell.y1-cell.y0
	if 100*area < 90*w*h {
		return cell, false
	}
	// A hand that draws a box around a part of its character, as in 回, draws it by
	// the same pen and not by a ruler.
	if pen := f.pen() / content.pen(); pen > 0.7 && pen < 1.4 && !straight(seen, p.m.w, cell) {
		return cell, false
	}
	return cell, true
}

// straight reports whether the four sides of an area are straight lines.
func straight(area []bool, w int, box rect) bool {
	width, height := box.x1-box.x0, box.y1-box.y0
	at := func(x, y int) bool { return area[y*w+x] }
	side := func(n, depth int, in func(along, away int) bool) bool {
		var xs, ys []float64
		for along := n / 10; along < n-n/10; along++ {
			for away := range depth {
				if in(along, away) {
					xs, ys = append(xs, float64(along)), append(ys, float64(away))
					break
				}
			}
		}
		return deviation(xs, ys) <= max(0.75, 0.004*float64(n))
	}
	return side(width, height, func(i, j int) bool { return at(box.x0+i, box.y0+j) }) &&
		side(width, height, func(i, j int) bool { return at(box.x0+i, box.y1-1-j) }) &&
		side(height, width, func(i, j int) bool { return at(box.x0+j, box.y0+i) }) &&
		side(height, width, func(i, j int) bool { return at(box.x1-1-j, box.y0+i) })
}

// deviation is that of places from the straight line that is nearest to them.
func deviation(xs, ys []float64) float64 {
	n := float64(len(xs))
	if n < 3 {
		return 0
	}
	var x, y, xx, xy, yy float64
	for i := range xs {
		x, y = x+xs[i], y+ys[i]
	}
	x, y = x/n, y/n
	for i := range xs {
		dx, dy := xs[i]-x, ys[i]-y
		xx, xy, yy = xx+dx*dx, xy+dx*dy, yy+dy*dy
	}
	if xx == 0 {
		return 0
	}
	return math.Sqrt(max(yy-xy*xy/xx, 0) / n)
}
