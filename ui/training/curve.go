package training

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// repaintEvery is the least time between two pictures of a growing curve. One
// costs some tens of milliseconds on a core that trains.
const repaintEvery = time.Second

// chartView shows a run's curve and, where the pointer is, a point's values.
type chartView struct {
	widget.BaseWidget
	work *shell.Background
	seen bool // nothing is drawn before the page comes to the front

	points   []runs.Point
	chart    *chart.Chart // as last drawn; nil: not yet
	drawing  bool
	stale    bool // the curve, the size or the theme has changed since
	drawn    time.Time
	settings chartSettings // that it was drawn with
	timer    *time.Timer   // for what may not be drawn yet

	hovered bool
	pointer fyne.Position
}

// chartSettings are all that a chart depends on besides its points.
type chartSettings struct {
	width, height int
	style         chart.Style
}

var (
	_ desktop.Hoverable = (*chartView)(nil)
	_ fyne.Tappable     = (*chartView)(nil)
)

func newChartView(work *shell.Background) *chartView {
	v := &chartView{work: work}
	v.ExtendBaseWidget(v)
	return v
}

// show takes a curve, which must not change any more. At once means without
// waiting for the next picture's turn.
func (v *chartView) show(points []runs.Point, atOnce bool) {
	v.points, v.stale = points, true
	v.draw(atOnce)
}

// draw begins a picture unless one is being drawn or was drawn just now.
func (v *chartView) draw(atOnce bool) {
	s := v.wanted()
	if !v.seen || !v.stale && s == v.settings || v.drawing || s.width < 100 || s.height < 100 {
		return
	}
	if wait := repaintEvery - time.Since(v.drawn); wait > 0 && !atOnce && s == v.settings {
		if v.timer == nil {
			v.timer = time.AfterFunc(wait, func() { v.work.Show(func() { v.timer = nil; v.draw(false) }) })
		}
		return
	}
	v.drawing, v.stale, v.settings = true, false, s
	points, labels := v.points, chartLabels(v.points)
	v.work.Do(func(context.Context) {
		c, err := chart.Draw(points, s.width, s.height, s.style, labels)
		v.work.Show(func() { v.take(c, err) })
	})
}

// close lets go of the picture, which Fyne would keep a while longer.
func (v *chartView) close() {
	v.seen, v.chart = false, nil
	v.Refresh()
}

func (v *chartView) take(c *chart.Chart, err error) {
	v.drawing, v.drawn = false, time.Now()
	if err != nil {
		fyne.LogError("chart", err) // the font is damaged: nothing to be done here
		return
	}
	v.chart = c
	v.Refresh()
	v.draw(false)
}

// wanted returns the size in pixels and the look that there should be now.
func (v *chartView) wanted() chartSettings {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		scale = c.Scale()
	}
	size := v.Size()
	return chartSettings{int(size.Width * scale), int(size.Height * scale), chartStyle(scale)}
}

func chartStyle(scale float32) chart.Style {
	return chart.Style{
		Background: color.Transparent, Text: theme.Color(uitheme.ColorMuted), Grid: theme.Color(theme.ColorNameSeparator),
		Accuracy: theme.Color(uitheme.ColorMuted), LakeLike: theme.Color(theme.ColorNameForeground), Loss: theme.Color(uitheme.ColorMuted), Raw: theme.Color(uitheme.ColorTrack),
		Reference: theme.Color(uitheme.ColorBar), Scale: float64(scale),
	}
}

// chartLabels are the words for a curve.
func chartLabels(points []runs.Point) chart.Labels {
	return chart.Labels{
		Accuracy: lang.L("Any two people"), LakeLike: lang.L("Runs like Lake's"), Loss: lang.L("Loss"),
		Task: lang.L("Lake's task:"), Marks: [4]string{lang.L("People 95.5 %"), lang.L("Koch 2015 92.0 %"), lang.L("BPL 96.7 %"), lang.L("ARC 98.5 %")},
		Passed: passedText(points),
	}
}

// passedText says when a curve passed people; empty: not yet.
func passedText(points []runs.Point) string {
	p, ok := chart.Passes(points)
	if !ok {
		return ""
	}
	return lang.L("Past people after {{.Time}}", map[string]any{"Time": chart.Clock(p.Trained)})
}

// picture returns a function that writes the curve, as it is now, as a picture
// large enough for a page. The function may be called on any goroutine.
func (v *chartView) picture() func(io.Writer) error {
	points, style, labels := v.points, chartStyle(2), chartLabels(v.points)
	style.Background = theme.Color(theme.ColorNameBackground)
	return func(out io.Writer) error {
		c, err := chart.Draw(points, 1800, 1100, style, labels)
		if err != nil {
			return err
		}
		return png.Encode(out, c.Image)
	}
}

// MouseIn, MouseMoved and MouseOut let the values follow the pointer; a tap
// shows them where there is none.
func (v *chartView) MouseIn(e *desktop.MouseEvent)    { v.point(e.Position) }
func (v *chartView) MouseMoved(e *desktop.MouseEvent) { v.point(e.Position) }
func (v *chartView) Tapped(e *fyne.PointEvent)        { v.point(e.Position) }

func (v *chartView) MouseOut() {
	v.hovered = false
	v.Refresh()
}

func (v *chartView) point(at fyne.Position) {
	v.hovered, v.pointer = true, at
	v.Refresh()
}

// reading is what the chart says of the pointer's place: of an accuracy in its
// upper half, of the loss below.
func (v *chartView) reading() (text string, at fyne.Position, ok bool) {
	if !v.hovered || v.chart == nil {
		return "", at, false
	}
	scale := float32(v.settings.style.Scale)
	p, x, y, ok := v.chart.Nearest(float64(v.pointer.X*scale), v.pointer.Y < v.Size().Height/2)
	if !ok {
		return "", at, false
	}
	value := lang.L("loss {{.Loss}}", map[string]any{"Loss": fmt.Sprintf("%.3f", p.Loss)})
	if v.pointer.Y < v.Size().Height/2 {
		value = bothAccuracies(p.Accuracy, p.LakeLike)
	}
	text = lang.L("{{.Time}} · step {{.Step}} · {{.Value}}", map[string]any{"Time": chart.Clock(p.Trained), "Step": p.Step, "Value": value})
	return text, fyne.NewPos(float32(x)/scale, float32(y)/scale), true
}

func (v *chartView) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{
		view: v, image: &fynecanvas.Image{FillMode: fynecanvas.ImageFillStretch, ScaleMode: fynecanvas.ImageScaleFastest},
		line: fynecanvas.NewRectangle(nil), dot: fynecanvas.NewCircle(nil), card: fynecanvas.NewRectangle(nil), text: uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading),
	}
	r.card.CornerRadius = 4
	r.Refresh()
	return r
}

type chartRenderer struct {
	view  *chartView
	image *fynecanvas.Image
	line  *fynecanvas.Rectangle
	dot   *fynecanvas.Circle
	card  *fynecanvas.Rectangle
	text  *fynecanvas.Text
}

func (r *chartRenderer) MinSize() fyne.Size { return fyne.NewSize(300, 240) }
func (r *chartRenderer) Destroy()           {}

func (r *chartRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.image, r.line, r.dot, r.card, r.text}
}

func (r *chartRenderer) Layout(size fyne.Size) {
	uiwidget.Place(r.image, 0, 0, size.Width, size.Height)
	r.view.draw(true)
	text, at, ok := r.view.reading()
	for _, o := range []fyne.CanvasObject{r.line, r.dot, r.card, r.text} {
		uiwidget.SetVisible(o, ok)
	}
	if !ok {
		return
	}
	uiwidget.SetText(r.text, text, theme.ColorNameForeground)
	least := r.text.MinSize()
	x := min(at.X+8, size.Width-least.Width-16)
	y := min(max(at.Y-least.Height-16, 0), size.Height-least.Height)
	uiwidget.Place(r.line, at.X, 0, 1, size.Height)
	uiwidget.Place(r.dot, at.X-4, at.Y-4, 8, 8)
	uiwidget.Place(r.card, x, y, least.Width+16, least.Height+4)
	uiwidget.Place(r.text, x+8, y+2, least.Width, least.Height)
}

func (r *chartRenderer) Refresh() {
	var picture image.Image // nil: none drawn, or the page is closed
	if c := r.view.chart; c != nil {
		picture = c.Image
	}
	if picture != r.image.Image {
		r.image.Image = picture
		r.image.Refresh()
	}
	uiwidget.SetFill(r.line, theme.ColorNameSeparator)
	uiwidget.SetFill(r.card, theme.ColorNameOverlayBackground)
	r.dot.FillColor = theme.Color(theme.ColorNameForeground)
	r.dot.Refresh()
	r.Layout(r.view.Size())
}
