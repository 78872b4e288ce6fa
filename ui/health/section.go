package health

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// maxListed is how many are shown of a kind: who mends these sees the next.
const maxListed = 16

// section lists couples of drawings under a heading; it is hidden while there are
// none.
type section struct {
	content, grid *fyne.Container
	more          *widget.RichText
}

func newSection(title, hint string) *section {
	heading := widget.NewLabel(title)
	heading.SizeName = theme.SizeNameSubHeadingText
	note := uiwidget.NewMuted(hint, fyne.TextAlignLeading)
	note.Wrapping = fyne.TextWrapWord
	s := &section{grid: container.New(layout.NewGridWrapLayout(coupleSize)), more: uiwidget.NewMuted("", fyne.TextAlignLeading)}
	head := container.New(layout.NewCustomPaddedVBoxLayout(-theme.InnerPadding()), heading, note)
	s.content = container.NewVBox(widget.NewSeparator(), head,
		container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), 0), s.grid), s.more)
	s.content.Hide()
	return s
}

// show lists couples; found counts those too that are not among them.
func (s *section) show(couples []fyne.CanvasObject, found int) {
	s.grid.Objects = couples
	s.grid.Refresh()
	more := found - len(couples)
	uiwidget.SetVisible(s.more, more > 0)
	if more > 0 {
		uiwidget.SetMuted(s.more, lang.L("and {{.Count}} more", map[string]any{"Count": uiwidget.Grouped(more)}))
	}
	uiwidget.SetVisible(s.content, len(couples) > 0)
}

// list shows what the report has found, but for what has gone since.
func (v *View) list() {
	var alike, mistaken, far []fyne.CanvasObject
	foundMistaken, foundFar := 0, 0
	if r := v.report; r != nil {
		for _, p := range r.Pairs {
			a, b := v.picture(p.A, p.ExampleA), v.picture(p.B, p.ExampleB)
			if a != nil && b != nil && len(alike) < maxListed {
				alike = append(alike, newCouple(a, b, joined(a.name, " · ", b.name), uiwidget.Percent(p.Similarity)))
			}
		}
		for _, o := range r.Outliers {
			it := v.picture(o.Class, o.Example)
			if it == nil {
				continue
			}
			if o.Mistaken {
				if other := v.picture(o.Other, o.OtherExample); other != nil {
					foundMistaken++
					if len(mistaken) < maxListed {
						mistaken = append(mistaken, newCouple(it, other, joined(it.name, " → ", other.name), uiwidget.Percent(o.OtherSimilarity)))
					}
				}
			} else if near := v.picture(o.Class, o.Near); near != nil {
				foundFar++
				if len(far) < maxListed {
					far = append(far, newCouple(it, near, uiwidget.Ellipsize(it.name, uiwidget.SmallSize, coupleWidth), uiwidget.Percent(o.Own)))
				}
			}
		}
	}
	v.sections[0].show(alike, len(alike))
	v.sections[1].show(mistaken, foundMistaken)
	v.sections[2].show(far, foundFar)
}

// picture returns a drawing that leads to its class, nil if it is no more.
func (v *View) picture(class model.ClassID, example model.ExampleID) *picture {
	c, ok := v.session.Gallery().Class(class)
	if !ok {
		return nil
	}
	for _, e := range c.Examples {
		if e.ID == example {
			return newPicture(c.Name, v.session.Thumbs.Get(e), func() { v.deps.OnShow(class, example) }, func(k *fyne.KeyEvent) { v.session.OnKey(k) })
		}
	}
	return nil
}
