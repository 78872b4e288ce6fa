package ui

import (
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
)

const (
	tipRest   = 600 * time.Millisecond // of the pointer on a button, before it is told
	tipGap    = 4                      // to the button and to the layer's edges
	tipMargin = 8                      // beside the text
)

// tips tells what the button under the pointer does, in a layer to be stacked over
// what holds the buttons. The layer takes no events.
type tips struct {
	layer *fyne.Container
	back  *fynecanvas.Rectangle
	text  *fynecanvas.Text
	over  *tipButton // that the pointer is on and that has not been used; nil: none
	stop  func()     // the wait for the pointer's rest; nil: there is none

	bound func() []shortcut                         // that hold now; nil: none
	after func(time.Duration, func()) (stop func()) // calls back on Fyne's goroutine
}

func newTips() *tips {
	t := &tips{back: fynecanvas.NewRectangle(nil), text: newText(smallSize, fyne.TextAlignCenter), after: afterwards}
	t.back.CornerRadius, t.back.StrokeWidth = 6, 1
	t.layer = container.NewWithoutLayout(t.back, t.text)
	t.hide()
	return t
}

func afterwards(wait time.Duration, do func()) (stop func()) {
	timer := time.AfterFunc(wait, func() { fyne.Do(do) })
	return func() { timer.Stop() }
}

// await tells of a button once the pointer has rested on it.
func (t *tips) await(b *tipButton) {
	t.hide()
	t.over = b
	t.stop = t.after(tipRest, func() {
		if t.over == b {
			t.show()
		}
	})
}

// hide takes away what is told, and what was about to be.
func (t *tips) hide() {
	if t.stop != nil {
		t.stop()
	}
	t.over, t.stop = nil, nil
	t.layer.Hide()
}

// show tells of the button that the pointer is on: under it, or over it where
// there is no room.
func (t *tips) show() {
	text := t.wording(t.over)
	if text == "" {
		return
	}
	setText(t.text, text, theme.ColorNameForeground)
	t.back.StrokeColor = canvas.Color(theme.ColorNameInputBorder)
	fill(t.back, theme.ColorNameMenuBackground)
	t.layer.Show() // what is hidden has no position

	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(t.over).Subtract(driver.AbsolutePositionForObject(t.layer))
	line := t.text.MinSize()
	size, room := line.AddWidthHeight(2*tipMargin, tipMargin), t.layer.Size()
	x := max(min(at.X+(t.over.Size().Width-size.Width)/2, room.Width-size.Width-tipGap), tipGap)
	y := at.Y + t.over.Size().Height + tipGap
	if y+size.Height > room.Height {
		y = at.Y - tipGap - size.Height
	}
	place(t.back, x, y, size.Width, size.Height)
	place(t.text, x, y+tipMargin/2, size.Width, line.Height)
	t.over.Refresh() // has the window painted, which does not know yet what was hidden from its beginning
}

// wording is a button's label with the keys that do the same. A button that has
// its label on it is told of for its keys alone; empty if it has none.
func (t *tips) wording(b *tipButton) string {
	if t.bound != nil {
		for _, s := range t.bound() {
			if s.name == b.label {
				return b.label + " · " + s.keyNames()
			}
		}
	}
	if b.Text != "" {
		return ""
	}
	return b.label
}

// button makes a flat button that carries an icon and is told of by its label.
func (t *tips) button(label string, icon fyne.Resource, do func()) *tipButton {
	b := &tipButton{tips: t, label: label}
	b.Icon, b.Importance, b.OnTapped = icon, widget.LowImportance, do
	b.ExtendBaseWidget(b)
	return b
}

// newButton makes a button that carries its label, and is told of for its keys.
func (s *session) newButton(label string, icon fyne.Resource, do func()) *tipButton {
	b := s.tips.button(label, icon, do)
	b.Text, b.Importance = label, widget.MediumImportance
	return b
}

// tipButton is a button that tips tells of.
type tipButton struct {
	widget.Button
	tips  *tips
	label string
	full  float32 // the width with its label, if it can do without; see toolRow
}

var _ desktop.Hoverable = (*tipButton)(nil)

// key is the shortcut to what the button does, while it can be done.
func (b *tipButton) key(names ...fyne.KeyName) shortcut {
	return shortcut{name: b.label, plain: names, do: func() {
		if !b.Disabled() {
			b.OnTapped()
		}
	}}
}

// shorten takes the label off the button, or puts it there.
func (b *tipButton) shorten(short bool) {
	text := b.label
	if short {
		text = ""
	}
	if b.Text != text {
		b.SetText(text)
	}
}

// AccessibilityLabel is what the button does, not what its icon is called.
func (b *tipButton) AccessibilityLabel() string { return b.label }

func (b *tipButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.tips.await(b)
}

// MouseMoved begins the wait anew, unless the button has been told of or used.
func (b *tipButton) MouseMoved(*desktop.MouseEvent) {
	if b.tips.over == b && !b.tips.layer.Visible() {
		b.tips.await(b)
	}
}

func (b *tipButton) MouseOut() {
	b.Button.MouseOut()
	b.leave()
}

func (b *tipButton) Tapped(e *fyne.PointEvent) {
	b.leave()
	b.Button.Tapped(e)
}

func (b *tipButton) Hide() {
	b.leave()
	b.Button.Hide()
}

func (b *tipButton) leave() {
	if b.tips.over == b {
		b.tips.hide()
	}
}
