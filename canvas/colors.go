package canvas

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that a theme should give for paper and what is on it. A theme
// that does not know them gets black on white.
const (
	ColorNamePaper     fyne.ThemeColorName = "paper"
	ColorNamePaperEdge fyne.ThemeColorName = "paperEdge"
	ColorNameInk       fyne.ThemeColorName = "ink"
	ColorNameHint      fyne.ThemeColorName = "paperHint"
)

var plain = map[fyne.ThemeColorName]color.Color{
	ColorNamePaper:     color.White,
	ColorNamePaperEdge: color.Gray{Y: 0xd0},
	ColorNameInk:       color.Black,
	ColorNameHint:      color.Gray{Y: 0xa0},
}

// Color looks up one of the paper's colours in the present theme.
func Color(name fyne.ThemeColorName) color.Color {
	c := theme.Color(name)
	if _, _, _, a := c.RGBA(); a == 0 {
		return plain[name]
	}
	return c
}
