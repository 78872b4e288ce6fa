package training

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const sampleSide = 44

// showSamples opens a sheet of a data set's drawings: an alphabet at a time, a
// character a row, its drawers next to one another.
func showSamples(s *shell.Session, set *omniglot.Set) {
	alphabet := &set.Alphabets[0]
	table := widget.NewTable(
		func() (int, int) {
			most := 0
			for _, c := range alphabet.Characters {
				most = max(most, len(c.Drawings))
			}
			return len(alphabet.Characters), most
		},
		func() fyne.CanvasObject { return uiwidget.NewGlyphTile(sampleSide) },
		func(id widget.TableCellID, o fyne.CanvasObject) {
			tile, drawings := o.(*uiwidget.GlyphTile), alphabet.Characters[id.Row].Drawings
			uiwidget.SetVisible(tile, id.Col < len(drawings))
			if id.Col < len(drawings) {
				tile.SetGlyph(drawings[id.Col].Glyph(), "")
			}
		})
	table.HideSeparators = true
	var names []string
	for _, a := range set.Alphabets {
		names = append(names, a.Name)
	}
	choose := widget.NewSelect(names, nil)
	choose.SetSelectedIndex(0)
	choose.OnChanged = func(string) {
		alphabet = &set.Alphabets[choose.SelectedIndex()]
		table.ScrollToTop()
		table.Refresh()
	}
	sheet := container.NewBorder(choose, nil, nil, nil, container.NewGridWrap(fyne.NewSize(640, 340), table))
	q := s.Ask(lang.L("Samples"), sheet)
	size := q.Popup.MinSize()
	q.Popup.Resize(fyne.NewSize(640+2*uiwidget.Gap+16, size.Height))
}
