// Package chart draws a training run's curve as a picture: the held-out
// accuracy over time, beside what people and Koch's network reach, and below it
// the loss. It says as well which point of the curve lies where.
package chart

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"sync"
	"time"

	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"oneglyph/assets"
	"oneglyph/model/retrain"
)

// What others reach in Lake's 20-way one-shot task, an easier one than the
// validation's: people (Lake et al. 2015), and Koch's network (Koch et al. 2015).
const (
	People = 0.955
	Koch   = 0.92
)

// Style is the look of a chart.
type Style struct {
	Background, Text, Grid, Accuracy, Loss, Raw, Reference color.Color
	Scale                                                  float64 // pixels of a unit of length
}

// Labels are the words in a chart.
type Labels struct{ Accuracy, Loss, People, Koch string }

// Chart is a curve drawn.
type Chart struct {
	Image  image.Image
	points []retrain.Point
	x      func(seconds float64) float64 // to pixels, as are the next two
	y      func(accuracy float64) float64
	loss   func(float64) float64
}

// Draw draws a curve at a size in pixels. An empty one is a chart without
// lines. It takes some ten milliseconds and touches nothing of anyone else's.
func Draw(points []retrain.Point, width, height int, s Style, l Labels) (*Chart, error) {
	fonts, err := face()
	if err != nil {
		return nil, err
	}
	dpi := int(math.Round(vg.Inch.Points() * s.Scale))
	pixels := func(n int) vg.Length { return vg.Length(n) / vg.Length(dpi) * vg.Inch }
	sheet := vgimg.NewWith(vgimg.UseWH(pixels(width), pixels(height)), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(s.Background))
	area := draw.New(sheet)
	c := &Chart{Image: sheet.Image(), points: points}
	p := painter{s, l, fonts}
	upper, err := p.accuracy(points)
	if err != nil {
		return nil, err
	}
	lower, err := p.loss(points)
	if err != nil {
		return nil, err
	}
	upper.X.Min, upper.X.Max = 0, span(points)
	lower.X.Min, lower.X.Max = 0, span(points)
	tiles := draw.Tiles{Rows: 2, Cols: 1, PadTop: 6, PadBottom: 2, PadLeft: 2, PadRight: 14, PadY: 8}
	parts := plot.Align([][]*plot.Plot{{upper}, {lower}}, tiles, area)
	upper.Draw(parts[0][0])
	lower.Draw(parts[1][0])

	data := upper.DataCanvas(parts[0][0])
	x, y := upper.Transforms(&data)
	below := lower.DataCanvas(parts[1][0])
	_, loss := lower.Transforms(&below)
	fromTop := func(v vg.Length) float64 { return float64(height) - v.Dots(float64(dpi)) }
	c.x = func(v float64) float64 { return x(v).Dots(float64(dpi)) }
	c.y = func(v float64) float64 { return fromTop(y(100 * v)) }
	c.loss = func(v float64) float64 { return fromTop(loss(v)) }
	return c, nil
}

// Nearest gives the point of the curve nearest to a column of pixels; measured
// asks for points that have an accuracy. at is where the point is drawn, on the
// accuracy's curve or on the loss's.
func (c *Chart) Nearest(column float64, measured bool) (p retrain.Point, x, y float64, ok bool) {
	least := math.Inf(1)
	for _, q := range c.points {
		if measured && q.Accuracy == 0 {
			continue
		}
		if d := math.Abs(c.x(q.Trained.Seconds()) - column); d < least {
			p, least, ok = q, d, true
		}
	}
	if !ok {
		return p, 0, 0, false
	}
	x, y = c.x(p.Trained.Seconds()), c.loss(p.Loss)
	if measured {
		y = c.y(p.Accuracy)
	}
	return p, x, y, true
}

// span is the length of the time axis, in seconds.
func span(points []retrain.Point) float64 {
	if len(points) == 0 {
		return 60
	}
	return max(points[len(points)-1].Trained.Seconds(), 10)
}

// painter makes a chart's two plots.
type painter struct {
	Style
	Labels
	fonts *font.Cache
}

func (p painter) accuracy(points []retrain.Point) (*plot.Plot, error) {
	var measured plotter.XYs
	for _, q := range points {
		if q.Accuracy > 0 {
			measured = append(measured, plotter.XY{X: q.Trained.Seconds(), Y: 100 * q.Accuracy})
		}
	}
	g := p.plot()
	g.Y.Min, g.Y.Max = 0, 100
	g.Y.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0 %"}, {Value: 25, Label: ""}, {Value: 50, Label: "50 %"}, {Value: 75, Label: ""}, {Value: 100, Label: "100 %"}}
	for _, reference := range []struct {
		value float64
		label string
		dash  []vg.Length
	}{{People, p.People, []vg.Length{6, 3}}, {Koch, p.Koch, []vg.Length{2, 3}}} {
		line, err := plotter.NewLine(plotter.XYs{{X: 0, Y: 100 * reference.value}, {X: span(points), Y: 100 * reference.value}})
		if err != nil {
			return nil, fmt.Errorf("chart: %w", err)
		}
		line.LineStyle = draw.LineStyle{Color: p.Reference, Width: 1, Dashes: reference.dash}
		g.Add(line)
		g.Legend.Add(reference.label, line)
	}
	if len(measured) == 0 {
		return g, nil
	}
	line, dots, err := plotter.NewLinePoints(measured)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	line.LineStyle = draw.LineStyle{Color: p.Style.Accuracy, Width: 2}
	dots.GlyphStyle = draw.GlyphStyle{Color: p.Style.Accuracy, Radius: 2.5, Shape: draw.CircleGlyph{}}
	g.Add(line, dots)
	g.Legend.Add(p.Labels.Accuracy, line)
	return g, nil
}

func (p painter) loss(points []retrain.Point) (*plot.Plot, error) {
	raw, smooth := lossCurve(points)
	g := p.plot()
	g.X.Tick.Marker = clock{}
	g.Y.Min, g.Y.Max = 0, 1
	for _, q := range raw {
		g.Y.Max = math.Max(g.Y.Max, q.Y)
	}
	if len(raw) == 0 {
		return g, nil
	}
	for _, part := range []struct {
		curve plotter.XYs
		style draw.LineStyle
	}{{raw, draw.LineStyle{Color: p.Raw, Width: 1}}, {smooth, draw.LineStyle{Color: p.Style.Loss, Width: 2}}} {
		line, err := plotter.NewLine(part.curve)
		if err != nil {
			return nil, fmt.Errorf("chart: %w", err)
		}
		line.LineStyle = part.style
		g.Add(line)
		if part.style.Width == 2 {
			g.Legend.Add(p.Labels.Loss, line)
		}
	}
	g.Legend.Top = true
	return g, nil
}

// plot is an empty one in the chart's style.
func (p painter) plot() *plot.Plot {
	g := plot.New()
	g.BackgroundColor = color.Transparent
	handler := hand{text.Plain{Fonts: p.fonts}}
	style := draw.TextStyle{Color: p.Text, Font: font.Font{Typeface: typeface, Size: 11}, Handler: handler}
	g.TextHandler = handler
	for _, axis := range []*plot.Axis{&g.X, &g.Y} {
		align := axis.Tick.Label
		axis.Tick.Label = style
		axis.Tick.Label.XAlign, axis.Tick.Label.YAlign = align.XAlign, align.YAlign
		axis.Label.TextStyle = style
		axis.LineStyle = draw.LineStyle{Color: p.Grid, Width: 1}
		axis.Tick.LineStyle = draw.LineStyle{}
		axis.Tick.Length = 4
		axis.Padding = 0
	}
	g.X.Tick.Marker = clock{silent: true}
	g.Title.TextStyle = style
	g.Legend.TextStyle = style
	g.Legend.ThumbnailWidth = 18
	g.Legend.Padding = 3
	g.Legend.XOffs, g.Legend.YOffs = -6, 6
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal = draw.LineStyle{Color: p.Grid, Width: 0.5}
	g.Add(grid)
	return g
}

// lossCurve thins the losses to what can be seen, and smooths them: a single
// step's says little.
func lossCurve(points []retrain.Point) (raw, smooth plotter.XYs) {
	const most = 600
	each := max(1, (len(points)+most-1)/most)
	mean, weight := 0.0, 0.0
	decay := 1 - 1/math.Max(float64(len(points))/30, 1)
	for i := 0; i < len(points); i += each {
		var sum float64
		part := points[i:min(i+each, len(points))]
		for _, q := range part {
			sum += q.Loss
			mean, weight = decay*mean+(1-decay)*q.Loss, decay*weight+(1-decay)
		}
		if decay == 0 {
			mean, weight = part[len(part)-1].Loss, 1
		}
		x := part[len(part)-1].Trained.Seconds()
		raw = append(raw, plotter.XY{X: x, Y: sum / float64(len(part))})
		smooth = append(smooth, plotter.XY{X: x, Y: mean / weight})
	}
	return raw, smooth
}

// clock marks an axis of seconds.
type clock struct{ silent bool }

// Ticks puts some five marks on round times.
func (c clock) Ticks(from, to float64) (ticks []plot.Tick) {
	step := time.Second
	for _, s := range []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute,
		2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour} {
		if step = s; (to-from)/s.Seconds() <= 6 {
			break
		}
	}
	for at := time.Duration(0); at.Seconds() <= to; at += step {
		label := ""
		if !c.silent {
			label = Clock(at)
		}
		ticks = append(ticks, plot.Tick{Value: at.Seconds(), Label: label})
	}
	return ticks
}

// Clock writes a time as 1:05, or 1:01:05.
func Clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// hand writes on the line that gonum's own text is written on: that one counts
// with a font whose ascent is its size.
type hand struct{ text.Plain }

func (h hand) Draw(c vg.Canvas, txt string, s text.Style, at vg.Point) {
	at.Y += h.Extents(s.Font).Ascent - s.Font.Size
	h.Plain.Draw(c, txt, s, at)
}

const typeface = "Noto"

// face reads the program's font once.
var face = sync.OnceValues(func() (*font.Cache, error) {
	parsed, err := opentype.Parse(assets.Font)
	if err != nil {
		return nil, fmt.Errorf("chart: font: %w", err)
	}
	return font.NewCache(font.Collection{{Font: font.Font{Typeface: typeface}, Face: parsed}}), nil
})
