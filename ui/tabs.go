package ui

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
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
	all           []tab
	chosen        int
	titles, pages *fyne.Container
	content       fyne.CanvasObject
}

// newTabs shows the first page. The corner is at the end of the line of titles.
func newTabs(corner fyne.CanvasObject, all ...tab) *tabs {
	t := &tabs{all: all, titles: container.New(layout.NewCustomPaddedHBoxLayout(24)), pages: container.New(uiwidget.Roomy{})}
	for i, one := range all {
		t.titles.Add(newTabTitle(one.title, func() { t.choose(i) }))
		t.pages.Add(one.page.Content())
	}
	head := container.New(layout.NewCustomPaddedLayout(0, 0, uiwidget.Margin, uiwidget.Margin-uiwidget.ButtonBlank),
		container.NewBorder(nil, nil, nil, container.NewCenter(corner), t.titles))
	t.content = container.NewBorder(head, nil, nil, nil, t.pages)
	t.choose(0)
	return t
}

// choose brings a page to the front.
func (t *tabs) choose(chosen int) {
	t.chosen = chosen
	for i := range t.all {
		t.titles.Objects[i].(*tabTitle).setChosen(i == chosen)
		uiwidget.SetVisible(t.pages.Objects[i], i == chosen)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.content); c != nil {
		c.Unfocus()
	}
	t.front().Shown()
}

// front returns the page in front.
func (t *tabs) front() shell.Page { return t.all[t.chosen].page }

// tabTitle is a word, underlined when its page is shown.
type tabTitle struct {
	widget.BaseWidget
	title    string
	onTapped func()
	chosen   bool
}

var _ desktop.Cursorable = (*tabTitle)(nil)

func newTabTitle(title string, onTapped func()) *tabTitle {
	t := &tabTitle{title: title, onTapped: onTapped}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tabTitle) setChosen(chosen bool) {
	t.chosen = chosen
	t.Refresh()
}

func (t *tabTitle) Tapped(*fyne.PointEvent) { t.onTapped() }

func (t *tabTitle) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (t *tabTitle) CreateRenderer() fyne.WidgetRenderer {
	r := &tabTitleRenderer{tabTitle: t, text: uiwidget.NewText(14, fyne.TextAlignCenter), line: fynecanvas.NewRectangle(nil)}
	r.line.CornerRadius = 1
	r.Refresh()
	return r
}

type tabTitleRenderer struct {
	tabTitle *tabTitle
	text     *fynecanvas.Text
	line     *fynecanvas.Rectangle
}

func (r *tabTitleRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width, tabHeight)
}

func (r *tabTitleRenderer) Layout(size fyne.Size) {
	height := r.text.MinSize().Height
	uiwidget.Place(r.text, 0, (size.Height-height)/2, size.Width, height)
	uiwidget.Place(r.line, 0, (size.Height+height)/2+2, size.Width, 2)
}

func (r *tabTitleRenderer) Refresh() {
	color := uitheme.ColorMuted
	if r.tabTitle.chosen {
		color = theme.ColorNameForeground
	}
	uiwidget.SetText(r.text, r.tabTitle.title, color)
	uiwidget.SetFill(r.line, theme.ColorNameForeground)
	uiwidget.SetVisible(r.line, r.tabTitle.chosen)
}

func (r *tabTitleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.text, r.line}
}

func (r *tabTitleRenderer) Destroy() {}
