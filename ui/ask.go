package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const questionWidth = 400

// question is a card over the window. Enter takes its first choice unless that is
// a grave one, Esc leaves.
type question struct {
	title   string
	popup   *widget.PopUp
	overlay fyne.CanvasObject // that the popup is shown in
	problem *widget.Label
	choices []choice
	closed  func()
	under   *question // that it was asked over
	left    bool
}

// choice is a button of a question. When doing it fails it says why, and the
// question stays; otherwise the question closes, and then the rest is done.
type choice struct {
	label string
	do    func() (problem string) // may be nil
	then  func()                  // once the question is gone; may be nil
	grave bool                    // takes something away
}

// ask shows a question; leaving it does nothing.
func ask(c fyne.Canvas, title string, content fyne.CanvasObject, closed func(), choices ...choice) *question {
	q := &question{title: title, problem: widget.NewLabel(""), choices: choices, closed: closed}
	q.problem.Importance = widget.DangerImportance
	q.problem.Wrapping = fyne.TextWrapWord
	q.problem.Hide()
	heading := widget.NewLabel(title)
	heading.SizeName = theme.SizeNameSubHeadingText
	heading.Wrapping = fyne.TextWrapWord

	leave := lang.L("Cancel")
	if len(choices) == 0 {
		leave = lang.L("Close")
	}
	buttons := container.NewHBox(layout.NewSpacer(), q.newButton(leave, q.leave))
	for i := range choices {
		// The first choice stands last, where reading ends.
		buttons.Objects = append(buttons.Objects, q.button(len(choices)-1-i))
	}
	card := container.NewVBox(heading, content, q.problem, container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), buttons))
	q.popup = widget.NewModalPopUp(container.New(layout.NewCustomPaddedLayout(uiwidget.Gap, uiwidget.Gap, uiwidget.Gap, uiwidget.Gap), card), c)
	q.popup.Resize(fyne.NewSize(questionWidth, 0))
	q.popup.Show()
	q.overlay = c.Overlays().Top()
	q.popup.Resize(fyne.NewSize(questionWidth, q.popup.MinSize().Height)) // once the text is wrapped
	return q
}

func (q *question) button(i int) fyne.CanvasObject {
	b := q.newButton(q.choices[i].label, func() { q.take(i) })
	switch {
	case q.choices[i].grave:
		b.Importance = widget.DangerImportance
	case i == 0:
		b.Importance = widget.SuccessImportance
	}
	return b
}

// questionButton is one that leaves Esc to its question while it has the keyboard,
// and takes Enter for itself.
type questionButton struct {
	widget.Button
	question *question
}

func (q *question) newButton(label string, tapped func()) *questionButton {
	b := &questionButton{question: q}
	b.Text, b.OnTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

func (b *questionButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		b.question.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	default:
		b.Button.TypedKey(k)
	}
}

func (q *question) take(i int) {
	if do := q.choices[i].do; do != nil {
		if problem := do(); problem != "" {
			q.problem.SetText(problem)
			q.problem.Show()
			q.popup.Refresh()
			return
		}
	}
	q.leave()
	if then := q.choices[i].then; then != nil {
		then()
	}
}

// onTop says that nothing lies over the question, such as a dialog of Fyne's.
func (q *question) onTop() bool { return q.popup.Canvas.Overlays().Top() == q.overlay }

func (q *question) leave() {
	if q.left {
		return
	}
	q.left = true
	keepAbove(q.popup.Canvas, q.popup.Hide)
	q.closed()
}

// keepAbove calls a function that takes an overlay off a canvas, and puts those
// above it back, which Fyne takes away with it.
func keepAbove(c fyne.Canvas, hide func()) {
	before := slices.Clone(c.Overlays().List())
	hide()
	if left := len(c.Overlays().List()); left < len(before) {
		for _, above := range before[left+1:] {
			c.Overlays().Add(above)
		}
	}
}

func (q *question) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		q.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case len(q.choices) == 0:
			q.leave()
		case !q.choices[0].grave:
			q.take(0)
		}
	}
}
