package draw

import (
	"cmp"
	"fmt"
	"image"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// onPad returns what the pad shows. Its points are the pad's own, which never change:
// only the list of strokes is copied, so that this is cheap at each pointer event.
func (t *Page) onPad() gallery.Example {
	return gallery.Example{Strokes: t.session.Pad.Strokes(), Picture: t.session.Pad.Picture()}
}

// ask asks for a ranking of what the pad shows now. A long drawing takes longer than a
// frame to be made a glyph, so that is done on the ranker's goroutine, at most once.
func (t *Page) ask(now gallery.Example) {
	t.asked++
	switch {
	case t.session.Pad.Empty(): // blank paper has no answer
		t.oldest = t.asked + 1
		t.showBlank()
	case t.session.Gallery().Len() == 0:
		t.showFirst()
	default:
		t.ranker.Query(t.asked, sync.OnceValues(now.Glyph))
	}
	t.refreshTools()
}

// revise makes the answers to what has been asked so far stale, after a change
// of the classes, and asks again.
func (t *Page) revise() {
	t.oldest = t.asked + 1
	t.ask(t.onPad())
	t.refreshStatus()
}

// take shows an answer unless it is stale: older than one already shown, or to a
// drawing or a set of classes that is no more. An answer that the pen has
// overtaken since is shown all the same, being newer than what stands there. So
// is a further answer to the same query: it is to more of the gallery.
func (t *Page) take(a model.Answer) {
	if a.Generation < t.oldest || a.Generation > t.asked {
		return
	}
	t.oldest = a.Generation
	if a.Err != nil {
		t.forget()
		t.headline.say(message{text: lang.L("Could not rank"), note: a.Err.Error()})
		t.list.show(t.roll())
		return
	}
	t.elapsed, t.matched, t.answer = a.Elapsed, a.Matches, a
	t.refreshStatus()
	standings := t.standings(a.Matches)
	t.session.Similarity = make(map[model.ClassID]float64, len(standings))
	for _, one := range standings {
		t.session.Similarity[one.class] = one.similarity
	}
	if len(standings) == 0 {
		t.showFirst()
		return
	}
	first := &standings[0]
	t.least = t.Threshold(a)
	first.best = first.similarity >= t.least
	t.recorder.answered(newPastAnswer(*first))
	if first.best {
		t.headline.say(message{caption: lang.L("Best match"), text: first.name, aside: uiwidget.Percent(first.similarity), measure: lang.L("Similarity"), answer: true})
	} else {
		t.headline.say(message{text: lang.L("No match"), note: lang.L("Name it to make it known.")})
	}
	t.list.show(standings)
	t.answered()
}

func (t *Page) standings(matches []model.Match) []standing {
	standings := make([]standing, 0, len(matches))
	for _, m := range matches {
		if class, ok := t.session.Gallery().Class(m.Class); ok {
			standings = append(standings, standing{
				class: m.Class, example: m.Example, name: class.Name,
				rank: len(standings) + 1, similarity: m.Similarity,
			})
		}
	}
	return standings
}

// roll lists the classes with nothing to compare them with, the newest first.
func (t *Page) roll() []standing {
	classes := t.session.Gallery().Classes()
	roll := make([]standing, len(classes))
	for i, c := range classes {
		roll[len(classes)-1-i] = standing{class: c.ID, example: c.Examples[0].ID, name: c.Name}
	}
	return roll
}

// forget drops the answer that was shown: it is of a drawing or a gallery that is
// no more, and nothing may be exported or ordered by it.
func (t *Page) forget() {
	t.matched, t.session.Similarity, t.answer = nil, nil, model.Answer{}
}

// showBlank is the state of nothing drawn.
func (t *Page) showBlank() {
	t.forget()
	if t.session.Gallery().Len() == 0 {
		t.headline.say(message{text: lang.L("Teach it a character"), note: lang.L("Draw it and name it. One drawing is enough.")})
	} else {
		t.headline.say(message{text: lang.L("Draw to compare"), note: cmp.Or(t.copier.said, lang.L("Or draw a new one and name it."))})
	}
	t.list.show(t.roll())
}

// showFirst is the state of ink with nothing registered.
func (t *Page) showFirst() {
	t.forget()
	t.headline.say(message{text: lang.L("No match yet"), note: lang.L("Name it to make it known.")})
	t.list.show(nil)
}

func (t *Page) refreshStatus() {
	uiwidget.SetVisible(t.starter, t.session.Gallery().Len() == 0)
	if t.copier.said != "" {
		t.status.SetText(t.copier.said)
		return
	}
	n := t.session.Gallery().Len()
	parts := []string{
		uiwidget.Counted("{{.Count}} classes", n),
		t.ranker.Describe(),
	}
	if t.elapsed > 0 {
		parts = append(parts, fmt.Sprintf("%.1f ms", float64(t.elapsed)/float64(time.Millisecond)))
	}
	t.status.SetText(strings.Join(parts, " · "))
}

// refreshTools makes available what can be done now.
func (t *Page) refreshTools() {
	ink := !t.session.Pad.Empty()
	uiwidget.Enable(t.undoButton, t.session.CanUndo())
	uiwidget.Enable(t.redoButton, t.session.CanRedo())
	uiwidget.Enable(t.clear, ink)
	uiwidget.Enable(t.registerButton, ink && strings.TrimSpace(t.name.Text) != "")
	invitation := lang.L("Draw first, then name it")
	if ink {
		invitation = lang.L("Name this drawing")
	}
	if t.name.PlaceHolder != invitation {
		t.name.SetPlaceHolder(invitation)
	}
}

// thumb returns the drawing that a standing is about.
func (t *Page) thumb(s standing) image.Image {
	class, _ := t.session.Gallery().Class(s.class)
	for _, e := range class.Examples {
		if e.ID == s.example {
			return t.session.Thumbs.Get(e)
		}
	}
	return nil // removed since
}

// Ranking returns the answer that is shown, the best match first; empty when there is
// none.
func (t *Page) Ranking() []model.Match { return t.matched }
