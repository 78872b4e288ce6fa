package training

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/train"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	querySide   = 76
	supportSide = 32
	supportWays = 20
)

// trialView shows one trial: the query, the support set, and what the network
// chose.
type trialView struct {
	content fyne.CanvasObject
	verdict *widget.Label
	query   *uiwidget.GlyphTile
	support []*uiwidget.GlyphTile
	shown   *train.Asked
}

func newTrialView() *trialView {
	v := &trialView{verdict: uiwidget.NewWrapped(""), query: uiwidget.NewGlyphTile(querySide)}
	v.verdict.SizeName = theme.SizeNameCaptionText
	grid := container.New(supportGrid{})
	for range supportWays {
		t := uiwidget.NewGlyphTile(supportSide)
		v.support = append(v.support, t)
		grid.Add(t)
	}
	v.content = container.NewVBox(uiwidget.Flush(v.verdict), container.NewBorder(nil, nil, v.query, nil, grid))
	v.show(nil)
	return v
}

// show takes a trial; nil: there is none yet.
func (v *trialView) show(a *train.Asked) {
	uiwidget.SetVisible(v.content, a != nil)
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
	v.query.SetGlyph(a.Trial.Query, "")
	for i, tile := range v.support {
		uiwidget.SetVisible(tile, i < len(a.Trial.Support))
		if i >= len(a.Trial.Support) {
			continue
		}
		var frame fyne.ThemeColorName
		switch {
		case i == a.Trial.Answer:
			frame = uitheme.ColorAccent
		case i == a.Choice:
			frame = theme.ColorNameError
		}
		tile.SetGlyph(a.Trial.Support[i][0], frame)
	}
}

// supportGrid lays a support set out in two rows, smaller where there is less room.
type supportGrid struct{}

const (
	leastSupport = 18
	supportGap   = 4
)

func (supportGrid) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*supportGap+float32((len(o)+1)/2)*(leastSupport+supportGap), querySide)
}

func (supportGrid) Layout(o []fyne.CanvasObject, size fyne.Size) {
	columns := (len(o) + 1) / 2
	side := min((size.Width-2*supportGap)/float32(columns)-supportGap, supportSide)
	for i, tile := range o {
		x, y := i%columns, i/columns
		uiwidget.Place(tile, 2*supportGap+float32(x)*(side+supportGap), float32(y)*(querySide-supportSide), side, side)
	}
}
