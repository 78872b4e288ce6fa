package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TileGrid is a grid of tiles, with tiles for those in sight alone. One of them
// can be chosen, by the mouse or the arrow keys.
type TileGrid struct {
	widget.GridWrap
	// OnKey takes the keys that do not move the choice.
	OnKey func(*fyne.KeyEvent)
	// OnTapped, unless nil, is called after a tap has chosen a tile.
	OnTapped func(i int)
	// OnMenu is asked for the menu of the chosen tile.
	OnMenu func(at fyne.Position)

	moving bool // a key moves the highlight, which the choice follows
}

// NewTileGrid returns a grid of as many tiles as length says, with or without a line
// for a caption; show is called for each that comes into sight. OnSelected, OnKey and
// OnMenu have to be set before it is used.
func NewTileGrid(caption bool, length func() int, show func(i int, t *Tile)) *TileGrid {
	g := &TileGrid{}
	g.Length = length
	g.CreateItem = func() fyne.CanvasObject { return newTile(caption) }
	g.UpdateItem = func(i widget.GridWrapItemID, o fyne.CanvasObject) {
		t := o.(*Tile)
		t.onTapped = func() {
			g.Highlight(i)
			if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
				c.Focus(g)
			}
			g.Select(i)
			if g.OnTapped != nil {
				g.OnTapped(i)
			}
		}
		t.onMenu = func(at fyne.Position) { g.OnMenu(at) }
		show(i, t)
	}
	g.OnHighlighted = func(i widget.GridWrapItemID) {
		if g.moving {
			g.Select(i)
		}
	}
	g.ExtendBaseWidget(g)
	return g
}

func (g *TileGrid) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeySpace:
		g.moving = true
		g.GridWrap.TypedKey(k)
		g.moving = false
	default:
		g.OnKey(k)
	}
}

// SetChosen shows which tile is the chosen one, or none for a negative number,
// without calling OnSelected.
func (g *TileGrid) SetChosen(i int) {
	heard, lost := g.OnSelected, g.OnUnselected
	g.OnSelected, g.OnUnselected = nil, nil
	if i < 0 {
		g.UnselectAll()
	} else {
		g.Select(i)
	}
	g.OnSelected, g.OnUnselected = heard, lost
}
