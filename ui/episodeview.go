package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"oneglyph/model/train"
)

const (
	querySide   = 76
	supportSide = 32
	supportWays = 20
)

// episodeView shows one trial: the query, the support set, and what the network
// chose.
type episodeView struct {
	content fyne.CanvasObject
	verdict *widget.Label
	query   *glyphTile
	support []*glyphTile
	shown   *train.Asked
}

func newEpisodeView() *episodeView {
	v := &episodeView{verdict: widget.NewLabel(""), query: newGlyphTile(querySide)}
	v.verdict.SizeName = theme.SizeNameCaptionText
	grid := container.New(supportGrid{})
	for range supportWays {
		t := newGlyphTile(supportSide)
		v.support = append(v.support, t)
		grid.Add(t)
	}
	v.content = container.NewVBox(v.verdict, container.NewBorder(nil, nil, v.query, nil, grid))
	v.show(nil)
	return v
}

// show takes a trial; nil: there is none yet.
func (v *episodeView) show(a *train.Asked) {
	setVisible(v.content, a != nil)
	if a == nil || a == v.shown {
		return
	}
	v.shown = a
	data := map[string]any{"Step": a.Step}
	if a.Right() {
		v.verdict.SetText(lang.L("One of the trials at step {{.Step}}: right", data))
	} else {
		v.verdict.SetText(lang.L("One of the trials at step {{.Step}}: wrong; the right one has the green frame", data))
	}
	v.query.show(a.Trial.Query, "")
	for i, tile := range v.support {
		setVisible(tile, i < len(a.Trial.Support))
		if i >= len(a.Trial.Support) {
			continue
		}
		var frame fyne.ThemeColorName
		switch {
		case i == a.Trial.Answer:
			frame = colorAccent
		case i == a.Choice:
			frame = theme.ColorNameError
		}
		tile.show(a.Trial.Support[i][0], frame)
	}
}

// supportGrid lays a support set out in two rows.
type supportGrid struct{}

func (supportGrid) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(8+float32((len(o)+1)/2)*(supportSide+4), querySide)
}

func (supportGrid) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	columns := (len(o) + 1) / 2
	for i, tile := range o {
		x, y := i%columns, i/columns
		place(tile, 8+float32(x)*(supportSide+4), float32(y)*(querySide-supportSide), supportSide, supportSide)
	}
}
