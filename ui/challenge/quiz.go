package challenge

import (
	"context"
	"math/rand/v2"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/quiz"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// mostRivals is how many classes a drawing is judged among, at most: a very large
// gallery would have to be embedded first.
const mostRivals = 200

// quizView asks for classes by name.
type quizView struct {
	page   *Page
	deck   *quiz.Deck // nil: not read yet, or it cannot be
	file   string     // that deck was read from; empty: it is kept nowhere
	glyphs map[model.ExampleID]model.Glyph

	asked   gallery.Class // ID 0: none
	verdict *verdict      // nil: the drawing is still to come
	judging bool
	extra   bool // practice, though nothing is due
	unkept  bool // the schedule cannot be kept
	saver   saver

	sheet    *sheet
	title    *widget.Label
	text     *widget.Label
	example  *uiwidget.GlyphTile // the class as it is registered
	taken    *uiwidget.GlyphTile // what the drawing was taken for
	next     *uiwidget.TipButton
	override *uiwidget.TipButton
	more     *uiwidget.TipButton
	plan     *widget.Label
	starter  *fyne.Container
	column   *fyne.Container
	// What comes and goes with its row.
	pair, buttons, moreRow *fyne.Container
	all                    fyne.CanvasObject
}

// verdict is what became of a drawing.
type verdict struct {
	grade  quiz.Grade
	right  model.Glyph
	taken  model.Glyph
	before *quiz.Deck // to grade again by
	name   string     // what it was taken for
}

func newQuizView(p *Page) *quizView {
	v := &quizView{page: p, title: newTitle(), text: uiwidget.NewWrapped(""), plan: uiwidget.NewWrapped("")}
	v.sheet = newSheet(p.session, v.drawn)
	v.example, v.taken = uiwidget.NewGlyphTile(88), uiwidget.NewGlyphTile(88)
	tips := p.session.Tips
	v.next = tips.NewButton(lang.L("Next"), nil, v.goOn)
	uiwidget.Primary(v.next)
	v.override = tips.NewButton(lang.L("It was right"), nil, v.wasRight)
	v.more = tips.NewButton(lang.L("Practise all the same"), nil, func() { v.extra = true; v.goOn() })
	v.starter = container.NewVBox()
	if p.deps.Starter != nil {
		v.starter.Add(p.deps.Starter)
	}
	v.pair, v.buttons, v.moreRow = container.NewHBox(v.example, v.taken), container.NewHBox(v.next, v.override), container.NewHBox(v.more)
	v.column = container.New(uiwidget.Column{Gap: 8}, v.title, v.text, v.pair, v.buttons, v.moreRow, v.starter, v.plan)
	v.all = container.New(drawing{}, v.sheet.all, scrolled(v.column))
	p.session.OnEdit(func(c gallery.Change) { v.edited() })
	p.session.OnReplaced(func() { v.deck, v.asked, v.verdict, v.glyphs = nil, gallery.Class{}, nil, nil; v.seen() })
	v.refresh()
	return v
}

func (v *quizView) content() fyne.CanvasObject { return v.all }
func (v *quizView) typedRune(rune)             {}
func (v *quizView) undo()                      { v.sheet.takeBack() }
func (v *quizView) redo()                      { v.sheet.makeAgain() }

func (v *quizView) restore(old *quizView) {
	v.deck, v.file, v.glyphs, v.asked, v.verdict, v.extra = old.deck, old.file, old.glyphs, old.asked, old.verdict, old.extra
	v.unkept = old.unkept
	v.sheet.adopt(old.sheet)
	v.refresh()
}

func (v *quizView) shortcuts() []uiwidget.Shortcut {
	return append(v.sheet.shortcuts(),
		uiwidget.Shortcut{Name: lang.L("Done, or next"), Plain: []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter}, Do: v.enter},
		v.override.Shortcut(fyne.KeyF6), v.more.Shortcut(fyne.KeyF7))
}

func (v *quizView) enter() {
	if v.verdict != nil {
		v.goOn()
	} else if !v.sheet.done.Disabled() {
		v.sheet.handIn()
	}
}

// seen goes on where the quiz is in sight.
func (v *quizView) seen() {
	if v.page.front && v.page.modes[v.page.chosen] == mode(v) {
		v.shown()
	} else {
		v.refresh()
	}
}

// edited follows the gallery: a class that is no more is not asked for.
func (v *quizView) edited() {
	if c, there := v.page.session.Gallery().Class(v.asked.ID); there {
		v.asked = c // it may be called something else
	} else if v.asked.ID != 0 {
		v.asked, v.verdict = gallery.Class{}, nil
	}
	v.seen()
}

// shown reads the gallery's schedule, and asks.
func (v *quizView) shown() {
	v.sheet.lay()
	file := v.page.deps.QuizFile()
	if v.deck != nil && file == v.file {
		if v.asked.ID == 0 {
			v.goOn()
		} else {
			v.refresh()
		}
		return
	}
	before, classes := v.deck, v.page.session.Gallery().Classes()
	if file == "" {
		v.opened(quiz.New(), file, nil)
		return
	}
	v.page.work.Do(func(context.Context) {
		deck, kept, err := quiz.Open(file)
		if deck != nil && before != nil { // the gallery was saved under another name
			deck.Adopt(before, classes)
		}
		v.page.work.Show(func() {
			if deck == nil { // it is left as it is, and nothing is kept
				v.page.session.Notice.Show(lang.L("The quiz cannot read its schedule, which is not kept this time: {{.Problem}}", map[string]any{"Problem": shell.Problem(err)}))
				v.opened(quiz.New(), "", err)
				v.file = file
				return
			}
			if kept != "" {
				v.page.session.Notice.Show(lang.L("The quiz's schedule was damaged. It is kept as {{.File}}.", map[string]any{"File": uiwidget.Readable(kept)}))
			}
			v.opened(deck, file, nil)
		})
	})
}

func (v *quizView) opened(d *quiz.Deck, file string, err error) {
	v.deck, v.file = d, file
	v.unkept = err != nil || file == ""
	if v.asked.ID == 0 {
		v.goOn()
	} else {
		v.refresh()
	}
}

// goOn asks for the class that is due, or a new one.
func (v *quizView) goOn() {
	if v.deck == nil || v.judging {
		return
	}
	v.verdict, v.asked = nil, gallery.Class{}
	v.sheet.wipe()
	classes := v.page.session.Gallery().Classes()
	plan := v.deck.Plan(classes, time.Now())
	var id model.ClassID
	switch {
	case len(classes) < 2: // there is nothing to take it for
	case len(plan.Due) > 0:
		id = plan.Due[0]
	case len(plan.New) > 0:
		id = plan.New[0]
	case v.extra:
		id = classes[rand.IntN(len(classes))].ID
	}
	v.asked, _ = v.page.session.Gallery().Class(id)
	v.refresh()
}
