package ui

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const tabHeight = 48

// tab is one page of the window.
type tab struct {
	title   string
	content fyne.CanvasObject
}

// newTabs shows a line of titles over the page of the chosen one.
func newTabs(tabs ...tab) fyne.CanvasObject {
	titles, pages := container.New(layout.NewCustomPaddedHBoxLayout(24)), container.NewStack()
	var choose func(i int)
	for i, t := range tabs {
		titles.Add(newTabTitle(t.title, func() { choose(i) }))
		pages.Add(t.content)
	}
	choose = func(chosen int) {
		for i := range tabs {
			titles.Objects[i].(*tabTitle).setChosen(i == chosen)
			setVisible(pages.Objects[i], i == chosen)
		}
	}
	choose(0)
	head := container.New(layout.NewCustomPaddedLayout(0, 0, margin, margin), titles)
	return container.NewBorder(head, nil, nil, nil, pages)
}

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
	r := &tabTitleRenderer{tabTitle: t, text: newText(14, fyne.TextAlignCenter), line: fynecanvas.NewRectangle(nil)}
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
	place(r.text, 0, (size.Height-height)/2, size.Width, height)
	place(r.line, 0, (size.Height+height)/2+2, size.Width, 2)
}

func (r *tabTitleRenderer) Refresh() {
	color := colorMuted
	if r.tabTitle.chosen {
		color = theme.ColorNameForeground
	}
	setText(r.text, r.tabTitle.title, color)
	fill(r.line, theme.ColorNameForeground)
	setVisible(r.line, r.tabTitle.chosen)
}

func (r *tabTitleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.text, r.line}
}

func (r *tabTitleRenderer) Destroy() {}
