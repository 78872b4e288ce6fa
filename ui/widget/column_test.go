package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// What stands in a column begins at one edge, as far as it can be seen.
func TestColumnHasOneEdge(t *testing.T) {
	test.NewTempApp(t)
	label, wrapped, check := widget.NewLabel("a label"), NewWrapped("a label of several words that breaks its lines"), widget.NewCheck("a box", nil)
	button, hidden, muted := widget.NewButton("a button", nil), widget.NewButton("hidden", nil), NewMuted("aside", fyne.TextAlignLeading)
	hidden.Hide()
	all := container.New(Column{Gap: 4}, label, button, hidden, wrapped, check, muted)
	all.Resize(fyne.NewSize(200, 400))
	test.NewTempWindow(t, container.NewWithoutLayout(all))
	all.Move(fyne.NewPos(100, 0))
	if button.Position().X != 0 || button.Size().Width != 200 {
		t.Errorf("the button is at %v, %v wide", button.Position().X, button.Size().Width)
	}
	edge := fyne.CurrentApp().Driver().AbsolutePositionForObject(button).X
	for name, o := range map[string]fyne.Widget{"a label": label, "a wrapped label": wrapped, "a check box": check, "muted text": muted} {
		if got := left(o, fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X); got != edge {
			t.Errorf("%s begins at %v, a button at %v", name, got, edge)
		}
	}
	if got, want := wrapped.Position().Y, label.MinSize().Height+button.MinSize().Height+8; got != want {
		t.Errorf("a hidden button takes room: what follows is at %v, not %v", got, want)
	}
}

// left returns where the first text or box of a widget begins.
func left(o fyne.CanvasObject, x float32) float32 {
	least := float32(10000)
	var look func(o fyne.CanvasObject, x float32)
	look = func(o fyne.CanvasObject, x float32) {
		if !o.Visible() {
			return
		}
		switch one := o.(type) {
		case *fynecanvas.Text:
			if one.Text != "" {
				least = min(least, x)
			}
		case *fynecanvas.Image:
			least = min(least, x)
		case fyne.Widget:
			for _, part := range test.WidgetRenderer(one).Objects() {
				look(part, x+part.Position().X)
			}
		}
	}
	look(o, x)
	return least
}
