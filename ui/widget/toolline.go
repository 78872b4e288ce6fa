package widget

import "fyne.io/fyne/v2"

// ToolRow lays objects out from the left. Where there is no room for all of their
// words, tools show their icons alone and are told of by tips.
type ToolRow struct{}

func (ToolRow) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, one := range o {
		size.Width += leastWidth(one)
		size.Height = max(size.Height, one.MinSize().Height)
	}
	return size
}

func (ToolRow) Layout(o []fyne.CanvasObject, size fyne.Size) { layTools(o, size.Width, size.Height) }

// layTools lays objects out from the left within a width and returns where they
// end.
func layTools(o []fyne.CanvasObject, room, height float32) (x float32) {
	full := float32(0)
	for _, one := range o {
		full += fullWidth(one)
	}
	for _, one := range o {
		width := fullWidth(one)
		if full > room {
			width = leastWidth(one)
		}
		if b, ok := one.(*TipButton); ok {
			b.shorten(full > room)
		}
		Place(one, x, 0, width, height)
		x += width
	}
	return x
}

// fullWidth is what an object takes with its words, leastWidth without: an icon
// alone is as wide as it is high.
func fullWidth(o fyne.CanvasObject) float32 {
	if b, ok := o.(*TipButton); ok && b.full > 0 {
		return b.full
	}
	return o.MinSize().Width
}

func leastWidth(o fyne.CanvasObject) float32 {
	if b, ok := o.(*TipButton); ok && b.full > 0 {
		return b.MinSize().Height
	}
	return o.MinSize().Width
}

// ToolLine is a ToolRow but for the last two objects, a word and its slider, which
// stand at the right end.
type ToolLine struct{}

const leastSlider, longestSlider = 72, 144

func (ToolLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return ToolRow{}.MinSize(o[:len(o)-1]).AddWidthHeight(leastSlider, 0)
}

func (ToolLine) Layout(o []fyne.CanvasObject, size fyne.Size) {
	word, slider := o[len(o)-2], o[len(o)-1]
	width := word.MinSize().Width
	x := layTools(o[:len(o)-2], size.Width-width-leastSlider, size.Height)
	length := min(size.Width-x-width, longestSlider)
	Place(slider, size.Width-length, 0, length, size.Height)
	Place(word, size.Width-length-width, 0, width, size.Height)
}

// StatusRow is a toolRow but for the last object, a status line, which takes the
// rest.
type StatusRow struct{}

const leastStatus = 80

func (StatusRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return ToolRow{}.MinSize(o).AddWidthHeight(leastStatus, 0)
}

func (StatusRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	last := len(o) - 1
	x := layTools(o[:last], size.Width-leastStatus, size.Height)
	Place(o[last], x, 0, size.Width-x, size.Height)
}
