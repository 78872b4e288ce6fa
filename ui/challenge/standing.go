package challenge

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// row is one contestant's score.
type row struct {
	name   string
	tally  evaluate.Tally
	aside  string // said besides, such as the time
	accent bool
}

// standing shows scores as bars with their 95 % intervals, and published results as
// marks on them.
type standing struct {
	widget.BaseWidget
	rows  []row
	marks []benchmark.Mark
}

func newStanding() *standing {
	s := &standing{}
	s.ExtendBaseWidget(s)
	return s
}

func (s *standing) set(marks []benchmark.Mark, rows ...row) {
	s.rows, s.marks = rows, marks
	s.Refresh()
}

const (
	standingRow   = 40
	standingBar   = 8
	standingMarks = 18
)

func (s *standing) CreateRenderer() fyne.WidgetRenderer {
	r := &standingRenderer{standing: s, said: uiwidget.NewText(11, fyne.TextAlignLeading)}
	r.Refresh()
	return r
}

type standingRenderer struct {
	standing *standing
	lines    []standingLine
	said     *fynecanvas.Text // the marks' names
	ticks    []*fynecanvas.Rectangle
	objects  []fyne.CanvasObject
}

type standingLine struct {
	name, value           *fynecanvas.Text
	track, bar, intervals *fynecanvas.Rectangle
}

func (r *standingRenderer) MinSize() fyne.Size {
	height := float32(len(r.standing.rows)) * standingRow
	if len(r.standing.marks) > 0 {
		height += standingMarks
	}
	return fyne.NewSize(160, height)
}

func (r *standingRenderer) Destroy()                     {}
func (r *standingRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Refresh makes what the rows need.
func (r *standingRenderer) Refresh() {
	for len(r.lines) < len(r.standing.rows) {
		l := standingLine{
			uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading), uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignTrailing),
			fynecanvas.NewRectangle(nil), fynecanvas.NewRectangle(nil), fynecanvas.NewRectangle(nil),
		}
		l.track.CornerRadius, l.bar.CornerRadius = standingBar/2, standingBar/2
		r.lines = append(r.lines, l)
	}
	for len(r.ticks) < len(r.standing.rows)*len(r.standing.marks) {
		r.ticks = append(r.ticks, fynecanvas.NewRectangle(nil))
	}
	r.objects = []fyne.CanvasObject{r.said}
	for _, l := range r.lines[:len(r.standing.rows)] {
		r.objects = append(r.objects, l.name, l.value, l.track, l.bar, l.intervals)
	}
	for _, t := range r.ticks[:len(r.standing.rows)*len(r.standing.marks)] {
		r.objects = append(r.objects, t)
	}
	r.Layout(r.standing.Size())
	fynecanvas.Refresh(r.standing)
}

func (r *standingRenderer) Layout(size fyne.Size) {
	for i, row := range r.standing.rows {
		l, y := r.lines[i], float32(i)*standingRow
		value := "–"
		low, high := row.tally.Interval()
		if row.tally.Trials > 0 {
			value = fmt.Sprintf("%d/%d · %.0f–%.0f %%", row.tally.Correct, row.tally.Trials, 100*low, 100*high)
		}
		wide := uiwidget.TextWidth(value, uiwidget.SmallSize)
		name := row.name
		if row.aside != "" {
			name += " · " + row.aside
		}
		if uiwidget.TextWidth(name, uiwidget.SmallSize) > size.Width-wide-8 {
			name = row.name
		}
		uiwidget.SetText(l.name, uiwidget.Ellipsize(name, uiwidget.SmallSize, size.Width-wide-8), theme.ColorNameForeground)
		uiwidget.SetText(l.value, value, uitheme.ColorMuted)
		uiwidget.Place(l.name, 0, y, size.Width-wide-8, 20)
		uiwidget.Place(l.value, size.Width-wide, y, wide, 20)
		fill := uitheme.ColorBar
		if row.accent {
			fill = uitheme.ColorAccent
		}
		uiwidget.SetFill(l.track, uitheme.ColorTrack)
		uiwidget.SetFill(l.bar, fill)
		uiwidget.SetFill(l.intervals, theme.ColorNameForeground)
		top := y + 22
		uiwidget.Place(l.track, 0, top, size.Width, standingBar)
		uiwidget.Place(l.bar, 0, top, size.Width*float32(row.tally.Accuracy()), standingBar)
		uiwidget.SetVisible(l.intervals, row.tally.Trials > 0)
		uiwidget.Place(l.intervals, size.Width*float32(low), top+standingBar/2-0.5, size.Width*float32(high-low), 1)
		for j, m := range r.standing.marks {
			t := r.ticks[i*len(r.standing.marks)+j]
			uiwidget.SetFill(t, uitheme.ColorMuted)
			uiwidget.Place(t, size.Width*float32(m.Accuracy)-0.5, top-3, 1, standingBar+6)
		}
	}
	var names []string
	for _, m := range r.standing.marks {
		names = append(names, fmt.Sprintf("%s %.1f", strings.TrimSuffix(m.Name, " 2015"), 100*m.Accuracy))
	}
	uiwidget.SetText(r.said, uiwidget.Ellipsize(strings.Join(names, " · "), 11, size.Width), uitheme.ColorMuted)
	uiwidget.Place(r.said, 0, float32(len(r.standing.rows))*standingRow-2, size.Width, standingMarks)
}
