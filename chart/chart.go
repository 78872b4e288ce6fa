// Package chart draws a training run's curve as a picture: the held-out accuracy over
// time, by any two drawers and on runs built like Lake's task, with marks of what
// people and Koch's network reach on that task, and below it the loss. It says as well
// which point of the curve lies where.
package chart

import (
	"image"
	"image/color"
	"math"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// What others reach in Lake's 20-way one-shot task: people (Lake et al. 2015), and
// Koch's network (Koch et al. 2015). Its characters and drawers were chosen, so that
// even runs built like it are harder.
const (
	People = 0.955
	Koch   = 0.92
)

// Style is the look of a chart.
type Style struct {
	Background, Text, Grid, Accuracy, LakeLike, Loss, Raw, Reference color.Color
	Scale                                                            float64 // pixels of a unit of length
}

// Labels are the words in a chart.
type Labels struct {
	Accuracy, LakeLike, Loss string
	Task                     string    // on which the others were measured
	Marks                    [4]string // people, Koch's network, BPL, ARC
	Passed                   string    // people, written where the curve does; see Passes
}

// Chart is a curve drawn.
type Chart struct {
	Image          image.Image
	points         []runs.Point
	accuracy, loss area
	written        []box // where words stand
}

// Draw draws a curve at a size in pixels, of one at least. An empty curve is a
// chart without lines. It takes some ten milliseconds and touches nothing of
// anyone else's. An error says that the program's font cannot be read.
func Draw(points []runs.Point, width, height int, s Style, l Labels) (*Chart, error) {
	letters, err := face(fontSize * s.Scale)
	if err != nil {
		return nil, err
	}
	defer letters.Close()
	p := newPainter(max(width, 1), max(height, 1), s, letters)
	raw, smooth := lossCurve(points)
	values := valueTicks(lossRange(raw))
	c := &Chart{Image: p.sheet, points: points}
	marks := p.marked()
	legend := p.legend(points, marks, l)
	c.accuracy, c.loss = p.areas(span(points), percentTicks, values, legend)
	times := timeTicks(span(points), c.loss.width()/s.Scale)

	p.frame(c.accuracy, percentTicks)
	p.frame(c.loss, values)
	p.times(c.loss, times)
	p.flow(legend, c.accuracy.left, c.accuracy.right, true)
	p.accuracies(c.accuracy, points, marks, l)
	to := p.passing(c.accuracy, points, l.Passed)
	p.losses(c.loss, c.accuracy, raw, smooth, l, to)
	c.written = p.written
	return c, nil
}

// Nearest returns the point of the curve nearest to a column of pixels; measured
// asks for points that have an accuracy. at is where the point is drawn, on the
// accuracy's curve or on the loss's.
func (c *Chart) Nearest(column float64, measured bool) (p runs.Point, x, y float64, ok bool) {
	least := math.Inf(1)
	for _, q := range c.points {
		if measured && q.Accuracy == 0 {
			continue
		}
		if d := math.Abs(c.loss.x(q.Trained.Seconds()) - column); d < least {
			p, least, ok = q, d, true
		}
	}
	if !ok {
		return p, 0, 0, false
	}
	x, y = c.loss.x(p.Trained.Seconds()), c.loss.y(p.Loss)
	if measured {
		y = c.accuracy.y(100 * p.Accuracy)
	}
	return p, x, y, true
}

// Passes returns the first point at which the network answers more of the runs built
// like Lake's than people do of Lake's.
func Passes(points []runs.Point) (p runs.Point, ok bool) {
	for _, q := range points {
		if q.LakeLike > People {
			return q, true
		}
	}
	return p, false
}

// span is the length of the time axis, in seconds.
func span(points []runs.Point) float64 {
	if len(points) == 0 {
		return 60
	}
	return max(points[len(points)-1].Trained.Seconds(), 10)
}
