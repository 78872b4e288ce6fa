package inspect

import (
	"image"
	"image/color"
	"math"
	"strings"

	"golang.org/x/image/draw"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
)

// camera is the part of the plane that the map shows: its middle, as shares of the
// whole, and how much larger than the whole it is.
type camera struct {
	x, y, zoom float32
}

const maxZoom = 64

func wholeMap() camera { return camera{0.5, 0.5, 1} }

// extent is where in the plane all points lie.
type extent struct{ x, y, width, height float64 }

func extentOf(points []inspect.XY) extent {
	if len(points) == 0 {
		return extent{width: 1, height: 1}
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low.X, low.Y = min(low.X, p.X), min(low.Y, p.Y)
		high.X, high.Y = max(high.X, p.X), max(high.Y, p.Y)
	}
	return extent{low.X, low.Y, max(high.X-low.X, 1e-9), max(high.Y-low.Y, 1e-9)}
}

// mapping places the plane's points on a map of a size.
type mapping struct {
	extent
	camera
	width, height float32
}

// unit is how large one of the plane's units is on the map: the whole fits on it.
func (m mapping) unit() float64 {
	room := func(side float32) float64 { return float64(max(side-thumbMost-2*gap, 1)) }
	return min(room(m.width)/m.extent.width, room(m.height)/m.extent.height) * float64(m.zoom)
}

func (m mapping) at(p inspect.XY) (x, y float32) {
	middle := m.middle()
	return m.width/2 + float32((p.X-middle.X)*m.unit()), m.height/2 + float32((p.Y-middle.Y)*m.unit())
}

// middle is the point of the plane in the middle of the map.
func (m mapping) middle() inspect.XY {
	return inspect.XY{X: m.extent.x + float64(m.camera.x)*m.extent.width, Y: m.extent.y + float64(m.camera.y)*m.extent.height}
}

// looking is the camera over a point of the plane.
func (m mapping) looking(at inspect.XY) camera {
	c := m.camera
	c.x, c.y = float32((at.X-m.extent.x)/m.extent.width), float32((at.Y-m.extent.y)/m.extent.height)
	return c.within()
}

// The sides of a point's thumbnail, which grows with the zoom.
const (
	thumbLeast = 18
	thumbMost  = 56
)

func (m mapping) thumb(points int) float32 {
	fit := min(m.width, m.height) / float32(math.Sqrt(float64(max(points, 1)))) * 0.5
	return min(max(fit*float32(math.Sqrt(float64(m.zoom))), thumbLeast), thumbMost)
}

// thumbs keeps the points' thumbnails of one size and look; it belongs to one goroutine.
type thumbs struct {
	side int // pixels
	of   *overview
	look style
	made []*image.RGBA
}

func (t *thumbs) get(o *overview, row, side int, look style) *image.RGBA {
	if t.of != o || t.side != side || t.look != look {
		*t = thumbs{side: side, of: o, look: look, made: make([]*image.RGBA, len(o.entries))}
	}
	if t.made[row] == nil {
		s := &sheet{style: look, img: image.NewRGBA(image.Rect(0, 0, side, side))}
		s.glyph(0, 0, float32(side)/look.scale, o.entries[row].glyph)
		t.made[row] = s.img
	}
	return t.made[row]
}

// mapShown is what a map shows besides the points.
type mapShown struct {
	camera     camera
	neighbours bool // which plane
	drawing    *model.Glyph
	standing   *standing
	chosen     model.ExampleID
	search     string
}

// paintMap paints the gallery's plane, the drawing in it, and threads to its nearest.
func paintMap(s *sheet, o *overview, shown mapShown, kept *thumbs) {
	plane := o.projection(shown.neighbours)
	m := mapping{extentOf(plane.Points()), shown.camera, s.width, s.height}
	side := m.thumb(len(o.entries))
	pixels := max(int(side*s.scale), 1)
	search := strings.ToLower(strings.TrimSpace(shown.search))
	put := func(row int) (x, y float32) {
		x, y = m.at(plane.Points()[row])
		if x < -side || y < -side || x > s.width+side || y > s.height+side {
			return x, y
		}
		picture := kept.get(o, row, pixels, s.style)
		at := s.rect(x-side/2, y-side/2, side, side).Min
		place := image.Rectangle{at, at.Add(image.Pt(pixels, pixels))}
		if search != "" && !strings.Contains(strings.ToLower(o.entries[row].name), search) {
			draw.DrawMask(s.img, place, picture, image.Point{}, image.NewUniform(color.Alpha{0x38}), image.Point{}, draw.Over)
		} else {
			draw.Draw(s.img, place, picture, image.Point{}, draw.Src)
		}
		return x, y
	}
	mark := func(x, y, line float32, c color.NRGBA) {
		s.frame(x-side/2-line, y-side/2-line, side+2*line, side+2*line, line, c)
	}
	last := -1
	for row, e := range o.entries {
		if e.example == shown.chosen {
			last = row
			continue
		}
		x, y := put(row)
		if search != "" && strings.Contains(strings.ToLower(e.name), search) {
			mark(x, y, 2, s.fore)
		}
	}
	if last >= 0 { // over all others
		x, y := put(last)
		mark(x, y, 2, s.fore)
	}
	if shown.standing == nil || shown.drawing == nil {
		return
	}
	which := 0
	if shown.neighbours && o.neighbours != nil {
		which = 1
	}
	x, y := m.at(shown.standing.at[which])
	for k := len(shown.standing.nearest) - 1; k >= 0; k-- {
		row := shown.standing.nearest[k]
		if row >= len(o.entries) {
			continue
		}
		nx, ny := m.at(plane.Points()[row])
		c := s.muted
		if k == 0 {
			c = s.accent
		}
		s.line(x, y, nx, ny, 2, c)
		put(row)
		mark(nx, ny, 1.5, c)
	}
	s.glyph(x-side/2, y-side/2, side, *shown.drawing)
	mark(x, y, 3, s.accent)
}

// pointed returns the row of the example at a place of the map, or -1.
func pointed(o *overview, shown mapShown, width, height, x, y float32) int {
	plane := o.projection(shown.neighbours)
	m := mapping{extentOf(plane.Points()), shown.camera, width, height}
	side := m.thumb(len(o.entries))
	found, best := -1, float32(math.Inf(1))
	for row, p := range plane.Points() {
		px, py := m.at(p)
		if abs(px-x) <= side/2 && abs(py-y) <= side/2 {
			if d := max(abs(px-x), abs(py-y)); d < best {
				found, best = row, d
			}
		}
	}
	return found
}

// zoomed is the camera after a zoom about a place of the map.
func (m mapping) zoomed(factor, x, y float32) camera {
	middle, before := m.middle(), m.unit()
	dx, dy := float64(x-m.width/2), float64(y-m.height/2)
	under := inspect.XY{X: middle.X + dx/before, Y: middle.Y + dy/before}
	m.camera.zoom = min(max(m.camera.zoom*factor, 1), maxZoom)
	after := m.unit()
	return m.looking(inspect.XY{X: under.X - dx/after, Y: under.Y - dy/after})
}

// panned is the camera after the map was pulled.
func (m mapping) panned(dx, dy float32) camera {
	middle := m.middle()
	return m.looking(inspect.XY{X: middle.X - float64(dx)/m.unit(), Y: middle.Y - float64(dy)/m.unit()})
}

// within keeps the middle on the map.
func (c camera) within() camera {
	c.x, c.y = min(max(c.x, 0), 1), min(max(c.y, 0), 1)
	return c
}
