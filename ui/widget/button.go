package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// TipButton is a button that tips explain.
type TipButton struct {
	widget.Button
	Tips  *Tips
	Label string
	full  float32 // the width with its label, if it can do without; see ToolRow
}

// NewIconButton returns a flat button that carries an icon and is told of by its label.
func (t *Tips) NewIconButton(label string, icon fyne.Resource, do func()) *TipButton {
	b := &TipButton{Tips: t, Label: label}
	b.Icon, b.Importance, b.OnTapped = icon, widget.LowImportance, do
	b.ExtendBaseWidget(b)
	return b
}

// NewButton returns a button that carries its label, and is told of for its keys.
func (t *Tips) NewButton(label string, icon fyne.Resource, do func()) *TipButton {
	b := t.NewIconButton(label, icon, do)
	b.Text, b.Importance = label, widget.MediumImportance
	return b
}

// NewTool returns a button of a line of tools, which can do without its label: see
// ToolRow.
func (t *Tips) NewTool(label string, icon fyne.Resource, do func()) *TipButton {
	b := t.NewButton(label, icon, do)
	b.Importance = widget.LowImportance
	b.full = b.MinSize().Width
	return b
}

// Primary paints a button in the accent, and returns it.
func Primary(b fyne.CanvasObject) fyne.CanvasObject {
	switch b := b.(type) {
	case *widget.Button:
		b.Importance = widget.SuccessImportance
	case *TipButton:
		b.Importance = widget.SuccessImportance
	}
	return b
}

// Shortcut returns the shortcut to what the button does, while that can be done.
func (b *TipButton) Shortcut(names ...fyne.KeyName) Shortcut {
	return Shortcut{Name: b.Label, Plain: names, Do: func() {
		if !b.Disabled() {
			b.OnTapped()
		}
	}}
}

// shorten takes the label off the button, or puts it there.
func (b *TipButton) shorten(short bool) {
	text := b.Label
	if short {
		text = ""
	}
	if b.Text != text {
		b.SetText(text)
	}
}

// AccessibilityLabel is what the button does, not what its icon is called.
func (b *TipButton) AccessibilityLabel() string { return b.Label }

func (b *TipButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.Tips.await(b)
}

// MouseMoved begins the wait again, unless the button has been told of or used.
func (b *TipButton) MouseMoved(*desktop.MouseEvent) {
	if b.Tips.over == b && !b.Tips.Layer.Visible() {
		b.Tips.await(b)
	}
}

func (b *TipButton) MouseOut() {
	b.Button.MouseOut()
	b.Leave()
}

func (b *TipButton) Tapped(e *fyne.PointEvent) {
	b.Leave()
	b.Button.Tapped(e)
}

func (b *TipButton) Hide() {
	b.Leave()
	b.Button.Hide()
}

// Leave takes its tip away, when the pointer leaves or the button goes.
func (b *TipButton) Leave() {
	if b.Tips.over == b {
		b.Tips.Hide()
	}
}
