package uitest

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
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
