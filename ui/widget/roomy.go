package widget

import "fyne.io/fyne/v2"

// Roomy stacks objects, each with the room that it needs at least. A window
// that is smaller, as window managers that tile make it, shows the upper left part:
// nothing in it need work in less room than it asks for.
type Roomy struct{}

func (Roomy) MinSize(o []fyne.CanvasObject) (least fyne.Size) {
	for _, one := range o {
		least = least.Max(one.MinSize())
	}
	return least
}

func (Roomy) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, one := range o {
		room := size.Max(one.MinSize())
		Place(one, 0, 0, room.Width, room.Height)
	}
}
