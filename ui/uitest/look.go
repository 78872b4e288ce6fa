package uitest

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// labelled is a button, whoever made it.
type labelled interface {
	fyne.CanvasObject
	fyne.Tappable
	AccessibilityLabel() string
}

// Over returns the objects of a kind in what lies over the window.
func Over[T fyne.CanvasObject](s *Stage) []T {
	return In[T](s.Session.Window.Canvas().Overlays().Top())
}

// In returns the objects of a kind that are in sight in another.
func In[T fyne.CanvasObject](in fyne.CanvasObject) (all []T) {
	walk(in, func(o fyne.CanvasObject) {
		if one, ok := o.(T); ok {
			all = append(all, one)
		}
	})
	return all
}

// walk calls a function with an object and all that is in sight in it.
func walk(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	do(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, one := range o.Objects {
			walk(one, do)
		}
	case fyne.Widget:
		for _, one := range test.WidgetRenderer(o).Objects() {
			walk(one, do)
		}
	}
}

// Button taps the one with a label in what lies over the window.
func (s *Stage) Button(label string) {
	s.T.Helper()
	for _, b := range Over[labelled](s) {
		if b.AccessibilityLabel() == label {
			test.Tap(b)
			return
		}
	}
	s.T.Fatalf("no button %q", label)
}

// Tool returns the button of a label that is in sight in the window, nil without one.
func (s *Stage) Tool(label string) *uiwidget.TipButton {
	for _, b := range In[*uiwidget.TipButton](s.Session.Window.Content()) {
		if b.Label == label {
			return b
		}
	}
	return nil
}

// Name returns the field of a drawing's name, which is in sight.
func (s *Stage) Name() *uiwidget.NameEntry {
	s.T.Helper()
	all := In[*uiwidget.NameEntry](s.Session.Window.Content())
	if len(all) == 0 {
		s.T.Fatal("no field for a name")
	}
	return all[0]
}

// Status returns the status line in sight.
func (s *Stage) Status() string {
	s.T.Helper()
	all := In[*uiwidget.StatusLine](s.Session.Window.Content())
	if len(all) == 0 {
		s.T.Fatal("no status line")
	}
	return all[0].Text
}

// Texts returns what can be read in the window.
func (s *Stage) Texts() (texts []string) {
	for _, t := range In[*fynecanvas.Text](s.Session.Window.Content()) {
		texts = append(texts, t.Text)
	}
	return texts
}

// Controls returns where the objects that a pointer or the keyboard can use are in sight,
// as far as scrolling shows them.
func Controls(in fyne.CanvasObject) (all []Area) {
	window := fyne.CurrentApp().Driver().CanvasForObject(in)
	controls(in, Area{To: fyne.NewPos(window.Size().Width, window.Size().Height)}, &all)
	return all
}

// Area is where an object is in sight.
type Area struct {
	Object   fyne.CanvasObject
	From, To fyne.Position
}

// Covers reports whether two areas have more than an edge in common.
func (a Area) Covers(b Area) bool {
	return a.From.X+1 < b.To.X && b.From.X+1 < a.To.X && a.From.Y+1 < b.To.Y && b.From.Y+1 < a.To.Y
}

// AreaOf returns an object's own.
func AreaOf(o fyne.CanvasObject) Area {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return Area{o, at, at.Add(o.Size())}
}

func controls(o fyne.CanvasObject, clip Area, all *[]Area) {
	if o == nil || !o.Visible() {
		return
	}
	area := AreaOf(o)
	area.From = fyne.NewPos(max(area.From.X, clip.From.X), max(area.From.Y, clip.From.Y))
	area.To = fyne.NewPos(min(area.To.X, clip.To.X), min(area.To.Y, clip.To.Y))
	_, scrolls := o.(*container.Scroll)
	_, taps := o.(fyne.Tappable)
	_, drags := o.(fyne.Draggable)
	_, focuses := o.(fyne.Focusable)
	if !scrolls && (taps || drags || focuses) && area.From.X < area.To.X && area.From.Y < area.To.Y {
		*all = append(*all, area)
	}
	if scrolls {
		clip = area
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, one := range o.Objects {
			controls(one, clip, all)
		}
	case fyne.Widget:
		for _, one := range test.WidgetRenderer(o).Objects() {
			controls(one, clip, all)
		}
	}
}
