package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const tabHeight = 48

// tab is one page of the window.
type tab struct {
	name  string // in the settings, whatever the order and the language
	title string
	page  shell.Page
}

// tabs is a line of titles over the page of the chosen one.
type tabs struct {
	all      []tab
	titles   *uiwidget.Words
	pages    *fyne.Container
	content  fyne.CanvasObject
	onChosen func() // is called when another page is in front
}

// newTabs shows the first page. The corner is at the end of the line of titles.
func newTabs(corner fyne.CanvasObject, all ...tab) *tabs {
	t := &tabs{all: all, pages: container.New(uiwidget.Roomy{}), onChosen: func() {}}
	var titles []string
	for i, one := range all {
		titles = append(titles, one.title)
		t.pages.Add(one.page.Content())
		uiwidget.SetVisible(one.page.Content(), i == 0)
	}
	t.titles = uiwidget.NewWords(uiwidget.WordStyle{Text: 14, Height: tabHeight, Gap: 24}, func(int) { t.show() }, titles...)
	head := container.New(layout.NewCustomPaddedLayout(0, 0, uiwidget.Margin, uiwidget.Margin-uiwidget.ButtonBlank),
		container.NewBorder(nil, nil, nil, container.NewCenter(corner), t.titles.Content))
	t.content = container.NewBorder(head, nil, nil, nil, t.pages)
	t.front().Shown()
	return t
}

// choose brings a page to the front, and takes the keyboard from what has it.
func (t *tabs) choose(chosen int) {
	if chosen == t.chosen() {
		t.show()
		return
	}
	t.titles.Choose(chosen)
}

// chosen returns the number of the page in front.
func (t *tabs) chosen() int { return t.titles.Chosen() }

// front returns the page in front.
func (t *tabs) front() shell.Page { return t.all[t.chosen()].page }

// show shows the page that is in front now.
func (t *tabs) show() {
	for i, content := range t.pages.Objects {
		uiwidget.SetVisible(content, i == t.chosen())
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.content); c != nil {
		c.Unfocus()
	}
	t.front().Shown()
	t.onChosen()
}
