package challenge

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/quiz"
	"github.com/oneglyph/oneglyph/ui/shell"
)

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
