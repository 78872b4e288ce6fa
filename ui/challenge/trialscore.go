package challenge

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/benchmark"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// verdictOf says in words what was chosen.
func (v *trialView) verdictOf(t play.Turn) string {
	switch {
	case v.game.State() == play.Asking:
		return lang.L("Which of these is the same character?")
	case v.game.State() == play.Waiting:
		return lang.L("The network is looking…")
	case t.Right() && t.NetworkRight():
		return lang.L("Both right.")
	case t.Right():
		return lang.L("You are right, the network is not.")
	case t.NetworkRight():
		return lang.L("The network is right, you are not.")
	}
	return lang.L("Both wrong.")
}

func (v *trialView) showSource() {
	text := kindText(v.kind)
	if v.hardNow {
		text += " · " + lang.L("those that the network finds closest")
	}
	if v.page.library.trouble != nil {
		text = lang.L("Passed over: {{.Problem}}", map[string]any{"Problem": shell.Problem(v.page.library.trouble)})
	}
	v.status.SetText(text)
}

// marks are the published results, on Lake's own trials alone.
func (v *trialView) marks() []benchmark.Mark {
	if v.game == nil || v.kind != play.LakesTask || v.hardNow {
		return nil
	}
	return translated(benchmark.Published(benchmark.Part{Kind: benchmark.Lake, Ways: 20, Shots: 1})[:4])
}

func (v *trialView) showScore() {
	var s play.Score
	if v.game != nil {
		s = v.game.Score()
	}
	time := ""
	if s.Person.Trials > 0 {
		time = seconds(s.Mean())
	}
	v.standing.set(v.marks(), row{lang.L("You"), s.Person, time, true}, row{lang.L("Network"), s.Network, "", false})
}

// seconds writes how long a choice took.
func seconds(d time.Duration) string {
	return lang.L("{{.Count}} s", map[string]any{"Count": fmt.Sprintf("%.1f", d.Seconds())})
}

func (v *trialView) showRanking() {
	told := v.game != nil && v.game.State() == play.Told && !v.dealing
	uiwidget.SetVisible(v.ranking, told)
	if !told {
		return
	}
	t := v.game.Turn()
	for i, p := range v.places {
		uiwidget.SetVisible(p.all, i < len(t.Network.Classes))
		if i >= len(t.Network.Classes) {
			continue
		}
		class := t.Network.Classes[i]
		var frame fyne.ThemeColorName
		if class == t.Trial.Answer {
			frame = rightFrame
		} else if i == 0 {
			frame = wrongFrame
		}
		p.set(t.Trial.Support[class][0], frame, uiwidget.Percent(t.Network.Similarities[i]))
	}
}

// translated names marks in the language that is spoken.
func translated(marks []benchmark.Mark) []benchmark.Mark {
	for i := range marks {
		if marks[i].Name == benchmark.People {
			marks[i].Name = lang.L("People")
		}
	}
	return marks
}
