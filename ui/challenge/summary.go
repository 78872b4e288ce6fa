package challenge

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const summaryTile = 64

// sumUp shows what came of a game: what was missed, and the games of this session.
func (v *trialView) sumUp() {
	v.summary.RemoveAll()
	s := v.game.Score()
	head := uiwidget.NewHeading(lang.L("You {{.You}} of {{.Count}}, the network {{.Network}}", map[string]any{
		"You": s.Person.Correct, "Count": s.Person.Trials, "Network": s.Network.Correct,
	}))
	head.Wrapping = fyne.TextWrapWord
	v.summary.Add(uiwidget.Flush(head))
	// As many next to each other as there is room for.
	missed := container.NewGridWrap(fyne.NewSize(4*(summaryTile+theme.Padding())+besideGap, summaryTile))
	for _, t := range v.game.Turns() {
		if t.Right() && t.NetworkRight() {
			continue
		}
		missed.Add(container.NewHBox(
			tile(t.Trial.Query, ""), tile(t.Trial.Support[t.Trial.Answer][0], rightFrame),
			tile(t.Trial.Support[t.Choice][0], frameOf(t.Right())), tile(t.Trial.Support[max(t.Network.Choice(), 0)][0], frameOf(t.NetworkRight())),
		))
	}
	if len(missed.Objects) > 0 {
		v.summary.Add(note(lang.L("What was missed: the question, the right answer, you, the network")))
		v.summary.Add(missed)
	} else if s.Person.Trials > 0 {
		v.summary.Add(note(lang.L("Neither missed any.")))
	}
	v.summary.Add(note(lang.L("Games so far")))
	var total play.Score
	for i, g := range v.history {
		if i >= len(v.history)-listed {
			v.summary.Add(uiwidget.Flush(uiwidget.NewWrapped(g.text(i + 1))))
		}
		if g.Kind == v.kind && g.Hard == v.hardNow {
			total = total.Plus(g.score())
		}
	}
	if total.Person.Trials > s.Person.Trials {
		all := newStanding()
		all.set(v.marks(), row{lang.L("You, all games"), total.Person, seconds(total.Mean()), true}, row{lang.L("Network, all games"), total.Network, "", false})
		v.summary.Add(all)
	}
}

func tile(g model.Glyph, frame fyne.ThemeColorName) fyne.CanvasObject {
	t := uiwidget.NewGlyphTile(summaryTile)
	t.SetGlyph(g, frame)
	return t
}

func frameOf(right bool) fyne.ThemeColorName {
	if right {
		return rightFrame
	}
	return wrongFrame
}

// count writes a score as 18/20.
func count(t evaluate.Tally) string { return fmt.Sprintf("%d/%d", t.Correct, t.Trials) }
