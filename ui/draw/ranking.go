package draw

import (
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	glide     = 120 * time.Millisecond
	slideFrom = 24 // how far right of its place a new class begins
)

// ranking lists classes, as many as there are, with rows for those in sight
// alone. A row stays with its class and glides to the class's new place.
type ranking struct {
	widget.BaseWidget
	OnMenu   func(model.ClassID, fyne.Position)
	OnTapped func(model.ClassID)
	OnAdd    func(model.ClassID) // makes the drawing another of a class
	// Thumb returns the picture that goes with a standing.
	Thumb func(standing) image.Image

	tips      *uiwidget.Tips
	standings []standing
	rows      map[model.ClassID]*row
	spare     []*row
	sheet     *fyne.Container
	scroll    *container.Scroll
	motion    *fyne.Animation
	moves     []move
	fresh     model.ClassID // slides in when it is first seen
	held      bool          // the layout must not move rows now
}

type move struct {
	row      *row
	from, to fyne.Position
}

func newRanking(t *uiwidget.Tips) *ranking {
	l := &ranking{tips: t, rows: make(map[model.ClassID]*row)}
	l.sheet = container.New(tall{l})
	l.scroll = container.NewVScroll(l.sheet)
	l.scroll.OnScrolled = func(fyne.Position) { l.arrange(false) }
	l.ExtendBaseWidget(l)
	return l
}

// tall is the layout of all rows, whether they exist or not.
type tall struct{ *ranking }

func (t tall) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, float32(len(t.standings))*rowHeight)
}

func (t tall) Layout([]fyne.CanvasObject, fyne.Size) {
	if !t.held {
		t.arrange(false)
	}
}

func (l *ranking) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(l.scroll)
}

// show replaces what is listed.
func (l *ranking) show(standings []standing) {
	grown := len(standings) != len(l.standings)
	l.standings = standings
	if grown {
		l.held = true
		l.scroll.Refresh()
		l.held = false
	}
	l.arrange(fyne.CurrentApp().Settings().ShowAnimations())
}

// place returns where a class is listed, from 0, or -1.
func (l *ranking) place(c model.ClassID) int {
	return slices.IndexFunc(l.standings, func(s standing) bool { return s.class == c })
}

// slideInNext lets a class slide in the next time that show lists it.
func (l *ranking) slideInNext(c model.ClassID) { l.fresh = c }

// Refresh repaints the rows, after a change of theme for example.
func (l *ranking) Refresh() {
	for _, r := range l.rows {
		r.thumb = nil
	}
	l.arrange(false)
	l.BaseWidget.Refresh()
}

// arrange assigns every class in sight a row and sends it to its place.
func (l *ranking) arrange(glides bool) {
	l.halt()
	// A window that has no room for the list leaves it a height below nothing.
	first := min(max(int(l.scroll.Offset.Y/rowHeight), 0), len(l.standings))
	last := min(int((l.scroll.Offset.Y+l.scroll.Size().Height)/rowHeight)+1, len(l.standings))
	inSight := l.standings[first:max(first, last)]

	kept := make(map[model.ClassID]*row, len(inSight))
	for _, s := range inSight {
		if r, ok := l.rows[s.class]; ok {
			kept[s.class] = r
			delete(l.rows, s.class)
		}
	}
	for _, r := range l.rows {
		r.Hide()
		l.spare = append(l.spare, r)
	}
	l.rows = kept
	l.moves = l.moves[:0]
	for i, s := range inSight {
		l.put(s, float32(first+i)*rowHeight, glides)
	}
	if glides && len(l.moves) > 0 {
		l.motion = fyne.NewAnimation(glide, l.step)
		l.motion.Curve = fyne.AnimationEaseOut
		l.motion.Start()
	}
}

// put shows a standing in its row and moves the row, at once or gliding.
func (l *ranking) put(s standing, y float32, glides bool) {
	to := fyne.NewPos(0, y)
	r, known := l.rows[s.class]
	if !known {
		r = l.take()
		l.rows[s.class] = r
		r.Move(to)
		if s.class == l.fresh && glides {
			r.Move(to.AddXY(slideFrom, 0))
			l.fresh = 0
		}
		r.Show()
	}
	r.show(s, l.Thumb(s))
	r.Resize(fyne.NewSize(l.scroll.Size().Width-uiwidget.ScrollLane, rowHeight))
	switch from := r.Position(); {
	case from == to:
	case glides:
		l.moves = append(l.moves, move{r, from, to})
	default:
		r.Move(to)
	}
}

// take returns a hidden row that is free, a new one if need be.
func (l *ranking) take() *row {
	if n := len(l.spare); n > 0 {
		r := l.spare[n-1]
		l.spare = l.spare[:n-1]
		return r
	}
	r := newRow(l.tips, func(c model.ClassID, at fyne.Position) { l.OnMenu(c, at) }, func(c model.ClassID) { l.OnAdd(c) })
	r.onTapped = func(c model.ClassID) { l.OnTapped(c) }
	l.sheet.Objects = append(l.sheet.Objects, r)
	return r
}

func (l *ranking) step(done float32) {
	for _, m := range l.moves {
		d := m.to.Subtract(m.from)
		m.row.Move(m.from.AddXY(d.X*done, d.Y*done))
	}
}

func (l *ranking) halt() {
	if l.motion != nil {
		l.motion.Stop()
		l.motion = nil
	}
}
