package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// classPane shows one class: its name, its drawings, and what can be done with
// them.
type classPane struct {
	session    *shell.Session
	addDrawing func(model.ClassID)
	content    fyne.CanvasObject

	name                 *widget.Label
	about                *widget.RichText
	grid                 *uiwidget.TileGrid
	rename, text         *uiwidget.TipButton
	merge, remove        *uiwidget.TipButton
	add, move, removeOne *uiwidget.TipButton
	invitation           *widget.RichText
	body                 *fyne.Container

	class  gallery.Class
	chosen model.ExampleID
}

func newClassPane(shared *shell.Session, addDrawing func(model.ClassID)) *classPane {
	p := &classPane{session: shared, addDrawing: addDrawing}
	p.name = widget.NewLabel("")
	p.name.SizeName = theme.SizeNameHeadingText
	p.name.Truncation = fyne.TextTruncateEllipsis
	p.about = uiwidget.NewMuted("", fyne.TextAlignLeading)
	p.about.Truncation = fyne.TextTruncateEllipsis
	p.rename = p.session.Tips.NewTool(lang.L("Rename"), theme.DocumentCreateIcon(), func() { p.session.RenameClass(p.class.ID) })
	p.text = p.session.Tips.NewTool(lang.L("Text to copy"), theme.ContentCopyIcon(), func() { p.editText(p.class.ID) })
	p.merge = p.session.Tips.NewTool(lang.L("Merge into…"), theme.ViewRestoreIcon(), func() { p.mergeClass(p.class.ID) })
	p.remove = p.session.Tips.NewTool(lang.L("Delete"), theme.DeleteIcon(), func() { p.session.DeleteClass(p.class.ID) })
	p.add = p.session.Tips.NewTool(lang.L("Add the drawing on the pad"), theme.ContentAddIcon(), func() { p.addDrawing(p.class.ID) })
	p.move = p.session.Tips.NewTool(lang.L("Move to…"), theme.NavigateNextIcon(), p.moveChosen)
	p.removeOne = p.session.Tips.NewTool(lang.L("Delete drawing"), theme.DeleteIcon(), p.deleteChosen)
	p.grid = uiwidget.NewTileGrid(false, func() int { return len(p.class.Examples) }, func(i int, t *uiwidget.Tile) {
		t.SetDrawing(p.session.Thumbs.Get(p.class.Examples[i]), "", "")
	})
	p.grid.OnSelected = func(i int) { p.choose(p.class.Examples[i].ID) }
	p.grid.OnKey = p.typedKey
	p.grid.OnMenu = p.showMenu
	p.invitation = uiwidget.NewMuted(lang.L("Choose one to see its drawings."), fyne.TextAlignCenter)

	head := container.New(layout.NewCustomPaddedVBoxLayout(0),
		p.name, container.NewBorder(nil, nil, nil, p.text, p.about), container.New(uiwidget.ToolRow{}, p.rename, p.merge, p.remove), widget.NewSeparator())
	foot := container.New(layout.NewCustomPaddedVBoxLayout(0), container.New(uiwidget.ToolRow{}, p.move, p.removeOne), container.New(uiwidget.ToolRow{}, p.add))
	p.body = container.NewBorder(head, foot, nil, nil, p.grid)
	p.content = container.NewStack(p.body, container.NewCenter(p.invitation))
	return p
}

// show shows a class as it now is; nothing for 0.
func (p *classPane) show(id model.ClassID) {
	class, ok := p.session.Gallery().Class(id)
	uiwidget.SetVisible(p.body, ok)
	uiwidget.SetVisible(p.invitation, !ok && p.session.Gallery().Len() > 0)
	if id != p.class.ID {
		p.chosen = 0
	}
	p.class = class
	if !ok {
		return
	}
	p.name.SetText(uiwidget.Readable(class.Name))
	n := len(class.Examples)
	about := uiwidget.Counted("{{.Count}} drawings", n)
	if class.Text != "" {
		about += " · " + lang.L("copied as {{.Text}}", map[string]any{"Text": uiwidget.OneLine(class.Text)})
	}
	uiwidget.SetMuted(p.about, about)
	place := -1
	for i, e := range class.Examples {
		if e.ID == p.chosen {
			place = i
		}
	}
	if place < 0 {
		p.chosen = 0
	}
	p.grid.SetChosen(place)
	p.grid.Refresh()
	p.refreshTools()
}

// reveal chooses one of the class's drawings and brings it into sight.
func (p *classPane) reveal(id model.ExampleID) {
	for i, e := range p.class.Examples {
		if e.ID == id {
			p.choose(id)
			p.grid.SetChosen(i)
			p.grid.ScrollTo(i)
		}
	}
}

func (p *classPane) choose(id model.ExampleID) {
	p.chosen = id
	p.refreshTools()
}

func (p *classPane) refreshTools() {
	others := p.session.Gallery().Len() > 1
	uiwidget.Enable(p.merge, others)
	uiwidget.Enable(p.move, p.chosen != 0 && others)
	uiwidget.Enable(p.removeOne, p.chosen != 0)
	uiwidget.Enable(p.add, !p.session.Pad.Empty())
}

func (p *classPane) moveChosen()   { p.moveExample(p.class.ID, p.chosen) }
func (p *classPane) deleteChosen() { p.deleteExample(p.class.ID, p.chosen) }

func (p *classPane) showMenu(at fyne.Position) {
	move := fyne.NewMenuItemWithIcon(lang.L("Move to…"), theme.NavigateNextIcon(), p.moveChosen)
	move.Disabled = p.move.Disabled()
	p.session.PopUp(at, move, fyne.NewMenuItemWithIcon(lang.L("Delete drawing"), theme.DeleteIcon(), p.deleteChosen))
}

func (p *classPane) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		if p.chosen != 0 {
			p.deleteChosen()
		}
	case fyne.KeyF2:
		p.session.RenameClass(p.class.ID)
	}
}
