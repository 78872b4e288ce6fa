package shell

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

const QuestionWidth = 400

// Question is a card over the window. Enter takes its first choice unless that is
// a grave one, Esc leaves.
type Question struct {
	Title    string
	Popup    *widget.PopUp
	overlay  fyne.CanvasObject // that the popup is shown in
	Problem  *widget.Label
	Choices  []Choice
	OnClosed func()
	under    *Question // that it was asked over
	left     bool
}

// Choice is a button of a question. When doing it fails it says why, and the
// question stays; otherwise the question closes, and then the rest is done.
type Choice struct {
	Label string
	Do    func() (problem string) // may be nil
	Then  func()                  // once the question is gone; may be nil
	Grave bool                    // takes something away
	Key   fyne.KeyName            // does the same; "": none
}

// ask shows a question; leaving it does nothing.
func ask(c fyne.Canvas, title string, content fyne.CanvasObject, closed func(), choices ...Choice) *Question {
	q := &Question{Title: title, Problem: widget.NewLabel(""), Choices: choices, OnClosed: closed}
	q.Problem.Importance = widget.DangerImportance
	q.Problem.Wrapping = fyne.TextWrapWord
	q.Problem.Hide()
	heading := widget.NewLabel(title)
	heading.SizeName = theme.SizeNameSubHeadingText
	heading.Wrapping = fyne.TextWrapWord

	leave := lang.L("Cancel")
	if len(choices) == 0 {
		leave = lang.L("Close")
	}
	buttons := container.NewHBox(layout.NewSpacer(), q.newButton(leave, q.Leave))
	for i := range choices {
		// The first choice stands last, where reading ends.
		buttons.Objects = append(buttons.Objects, q.button(len(choices)-1-i))
	}
	card := container.NewVBox(heading, content, q.Problem, container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), buttons))
	q.Popup = widget.NewModalPopUp(container.New(layout.NewCustomPaddedLayout(uiwidget.Gap, uiwidget.Gap, uiwidget.Gap, uiwidget.Gap), card), c)
	q.Popup.Resize(fyne.NewSize(QuestionWidth, 0))
	q.Popup.Show()
	q.overlay = c.Overlays().Top()
	q.Popup.Resize(fyne.NewSize(QuestionWidth, q.Popup.MinSize().Height)) // once the text is wrapped
	return q
}

func (q *Question) button(i int) fyne.CanvasObject {
	b := q.newButton(q.Choices[i].Label, func() { q.Choose(i) })
	switch {
	case q.Choices[i].Grave:
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
	question *Question
}

func (q *Question) newButton(label string, tapped func()) *questionButton {
	b := &questionButton{question: q}
	b.Text, b.OnTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

func (b *questionButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		b.question.Leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeySpace:
		b.Button.TypedKey(k)
	default:
		b.question.TypedKey(k)
	}
}

// Choose takes a choice, as its button does.
func (q *Question) Choose(i int) {
	if q.left {
		return
	}
	if do := q.Choices[i].Do; do != nil {
		if problem := do(); problem != "" {
			q.Problem.SetText(problem)
			q.Problem.Show()
			q.Popup.Refresh()
			return
		}
	}
	q.Leave()
	if then := q.Choices[i].Then; then != nil {
		then()
	}
}

// onTop says that nothing lies over the question, such as a dialog of Fyne's.
func (q *Question) onTop() bool { return q.Popup.Canvas.Overlays().Top() == q.overlay }

// Leave closes the question without doing anything.
func (q *Question) Leave() {
	if q.left {
		return
	}
	q.left = true
	keepAbove(q.Popup.Canvas, q.Popup.Hide)
	q.OnClosed()
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

// TypedKey takes a key while nothing in the question has the keyboard.
func (q *Question) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		q.Leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case len(q.Choices) == 0:
			q.Leave()
		case !q.Choices[0].Grave:
			q.Choose(0)
		}
	default:
		for i, c := range q.Choices {
			if c.Key != "" && c.Key == k.Name {
				fyne.Do(func() { q.Choose(i) }) // after the letter that the key types: it is nobody's
			}
		}
	}
}
