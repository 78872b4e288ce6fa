package challenge

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
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

// drawn has the network judge a drawing of the class asked for.
func (v *quizView) drawn(g model.Glyph) {
	if v.judging || v.asked.ID == 0 || v.verdict != nil {
		return
	}
	asked, classes, rival := v.asked, v.rivals(), v.page.library.rivalNow()
	glyphs := v.glyphs
	v.judging = true
	v.refresh()
	v.page.work.Do(func(ctx context.Context) {
		trial, known := trialOf(g, asked, classes, glyphs)
		r, err := rival.rank(ctx, trial)
		v.page.work.Show(func() {
			v.judging, v.glyphs = false, known
			if err != nil {
				v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
			} else if asked.ID == v.asked.ID {
				v.judged(trial, r, classes)
			}
			v.refresh()
		})
	})
}

// rivals are the classes that a drawing is judged among, the one asked for included.
func (v *quizView) rivals() []gallery.Class {
	classes := v.page.session.Gallery().Classes()
	if len(classes) <= mostRivals {
		return classes
	}
	rand.Shuffle(len(classes), func(i, j int) { classes[i], classes[j] = classes[j], classes[i] })
	at := slices.IndexFunc(classes, func(c gallery.Class) bool { return c.ID == v.asked.ID })
	classes[0], classes[at] = classes[at], classes[0]
	return classes[:mostRivals]
}

// trialOf asks which of the classes a drawing is of. Examples that were glyphs before
// stay the same ones, so that the network has seen them. It may be called on any
// goroutine.
func trialOf(query model.Glyph, asked gallery.Class, classes []gallery.Class, before map[model.ExampleID]model.Glyph) (evaluate.Trial, map[model.ExampleID]model.Glyph) {
	known := make(map[model.ExampleID]model.Glyph)
	t := evaluate.Trial{Query: query, Answer: evaluate.Unknown}
	for i, c := range classes {
		if c.ID == asked.ID {
			t.Answer = i
		}
		var examples []model.Glyph
		for _, e := range c.Examples {
			g, seen := before[e.ID]
			if !seen {
				var err error
				if g, err = e.Glyph(); err != nil {
					g = model.Glyph{}
				}
			}
			known[e.ID] = g
			examples = append(examples, g)
		}
		t.Support = append(t.Support, examples)
	}
	return t, known
}

// judged grades the drawing and plans when the class comes again.
func (v *quizView) judged(t evaluate.Trial, r play.Ranking, classes []gallery.Class) {
	choice := r.Choice()
	w := &verdict{grade: quiz.Wrong, right: t.Support[t.Answer][0], taken: t.Support[choice][0], before: v.deck.Clone(), name: classes[choice].Name}
	if choice == t.Answer {
		w.grade = quiz.Right
		if r.Similarities[0] < r.Threshold {
			w.grade = quiz.Doubtful
		}
	}
	v.verdict = w
	v.grade(w.grade)
}

// wasRight overrules the network.
func (v *quizView) wasRight() {
	if v.verdict == nil || v.verdict.grade == quiz.Right {
		return
	}
	v.deck = v.verdict.before
	v.verdict.grade = quiz.Right
	v.grade(quiz.Right)
	v.goOn()
}

// grade plans when the class comes again, and keeps that.
func (v *quizView) grade(g quiz.Grade) {
	if _, err := v.deck.Review(v.asked, g, time.Now()); err != nil {
		v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
		return
	}
	if v.unkept {
		return
	}
	v.file = v.page.deps.QuizFile() // the gallery may have been saved under another name
	v.saver.keep(v.page.work, v.deck.Clone(), v.file, func(err error) {
		v.page.session.Notice.Show(lang.L("Could not save: {{.Problem}}", map[string]any{"Problem": shell.Problem(err)}))
	})
}

// refresh shows how the quiz stands.
func (v *quizView) refresh() {
	classes := v.page.session.Gallery().Classes()
	asking := v.asked.ID != 0 && v.verdict == nil
	v.sheet.ask(asking && !v.judging)
	uiwidget.SetVisible(v.pair, v.verdict != nil)
	uiwidget.SetVisible(v.taken, v.verdict != nil && v.verdict.grade == quiz.Wrong)
	uiwidget.SetVisible(v.buttons, v.verdict != nil)
	uiwidget.SetVisible(v.override, v.verdict != nil && v.verdict.grade != quiz.Right)
	uiwidget.SetVisible(v.moreRow, v.deck != nil && v.asked.ID == 0 && len(classes) > 1)
	uiwidget.SetVisible(v.starter, len(classes) < 2)
	uiwidget.SetVisible(v.plan, v.deck != nil && len(classes) > 1)
	if v.verdict != nil {
		v.example.SetGlyph(v.verdict.right, rightFrame)
		v.taken.SetGlyph(v.verdict.taken, wrongFrame)
	}
	v.title.SetText(v.heading(classes))
	v.text.SetText(v.explanation(classes))
	v.plan.SetText(v.outlook(classes))
	v.column.Refresh()
}

func (v *quizView) heading(classes []gallery.Class) string {
	switch {
	case v.asked.ID != 0:
		return lang.L("Draw “{{.Name}}”", uiwidget.Named(v.asked.Name))
	case len(classes) < 2:
		return lang.L("Nothing to ask for yet")
	case v.deck == nil:
		return lang.L("One moment…")
	}
	return lang.L("Nothing is due")
}

func (v *quizView) explanation(classes []gallery.Class) string {
	switch {
	case v.judging:
		return lang.L("The network is looking…")
	case v.verdict != nil && v.verdict.grade == quiz.Right:
		return lang.L("Right.") + " " + v.again()
	case v.verdict != nil && v.verdict.grade == quiz.Doubtful:
		return lang.L("Right, but little like the one registered.") + " " + v.again()
	case v.verdict != nil:
		return lang.L("That looks like “{{.Name}}”.", uiwidget.Named(v.verdict.name)) + " " + v.again()
	case v.asked.ID != 0:
		return lang.L("From memory. The network judges it among your classes.")
	case len(classes) < 2:
		return lang.L("Register two classes or more, or begin with characters drawn for you.")
	}
	return lang.L("What you know is asked for again after days, what you forget soon.")
}

// again says when the class comes next.
func (v *quizView) again() string {
	_, _, due := v.deck.Record(v.asked)
	return lang.L("Again in {{.Time}}.", map[string]any{"Time": span(time.Until(due))})
}

// outlook says what is planned.
func (v *quizView) outlook(classes []gallery.Class) string {
	if v.deck == nil {
		return ""
	}
	plan := v.deck.Plan(classes, time.Now())
	text := lang.L("{{.Due}} due, {{.New}} new, {{.Count}} classes", map[string]any{"Due": len(plan.Due), "New": len(plan.New), "Count": len(classes)})
	if !plan.Next.IsZero() {
		text += ". " + lang.L("The next of the others in {{.Time}}.", map[string]any{"Time": span(time.Until(plan.Next))})
	}
	return text
}

// span writes a time to wait, in days where it is long.
func span(d time.Duration) string {
	if d >= 36*time.Hour {
		return uiwidget.Counted("{{.Count}} days", int((d+12*time.Hour)/(24*time.Hour)))
	}
	return uiwidget.Minutes(max(d, 0))
}
