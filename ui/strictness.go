package ui

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// strictnessKey keeps how many stops stricter than the network's own choice the
// person wants "no match" to be.
const strictnessKey = "strictness"

// stop returns the chosen one of the network's stops; none if there are none.
func (s *session) stop() (chosen Stop, i int, ok bool) {
	stops := s.ranker.Stops()
	if len(stops) == 0 {
		return Stop{}, 0, false
	}
	i = own(stops) + int(s.settings.FloatWithFallback(strictnessKey, 0))
	i = min(max(i, 0), len(stops)-1)
	return stops[i], i, true
}

// own finds the network's own choice.
func own(stops []Stop) int {
	return max(slices.IndexFunc(stops, func(s Stop) bool { return s.Own }), 0)
}

// threshold is the similarity below which the best match of an answer is none.
func (s *session) threshold(a Answer) float64 {
	if chosen, _, ok := s.stop(); ok {
		return chosen.Threshold
	}
	return a.Threshold
}

// showStrictness lets the person choose when it is "no match", and says what that
// means.
func (w *Window) showStrictness() {
	_, now, ok := w.stop()
	if !ok {
		return // the network is not there yet
	}
	stops := w.ranker.Stops()
	meaning := uiwidget.NewWrapped(stops[now].meaning())
	slider := uiwidget.NewSlider(0, float64(len(stops)-1))
	slider.Step = 1
	slider.SetValue(float64(now))
	slider.OnChanged = func(v float64) {
		w.settings.SetFloat(strictnessKey, v-float64(own(stops)))
		meaning.SetText(stops[int(v)].meaning())
		w.draw.revise()
	}
	scale := container.NewBorder(nil, nil, widget.NewLabel(lang.L("Lenient")), widget.NewLabel(lang.L("Strict")), slider)
	// Room for the longest meaning, so that the card does not jump.
	room := container.New(layout.NewGridWrapLayout(fyne.NewSize(questionWidth-2*uiwidget.Gap, 232)), meaning)
	w.ask(lang.L("“No match” threshold"), container.NewVBox(scale, room))
}

// meaning says in words what the stop does.
func (s Stop) meaning() string {
	text := lang.L("A best match of less than {{.Least}} similarity is called “No match”.", map[string]any{"Least": uiwidget.Percent(s.Threshold)})
	if s.Measured {
		text += "\n\n" + lang.L("Of 100 drawings of characters that are not registered, about {{.Accepted}} are still taken for one. Of 100 of registered ones, about {{.Refused}} are called “No match”.",
			map[string]any{"Accepted": ofHundred(s.FalseAccept), "Refused": ofHundred(s.FalseReject)}) +
			" " + s.source()
	} else {
		text += " " + lang.L("Error rates have not been measured for this network.")
	}
	return text + "\n\n" + lang.L("Similarity is the probability that both drawings show the same character, assuming even odds beforehand.")
}

// source says where the rates come from.
func (s Stop) source() string {
	in := map[string]any{"Classes": s.Classes}
	if s.Estimated {
		return lang.L("Interpolated between neighbouring settings, which were measured with {{.Classes}} classes of alphabets that the network had never seen.", in)
	}
	return lang.L("Measured with {{.Classes}} classes of alphabets that the network had never seen.", in)
}

// ofHundred returns a share as a whole number, with a digit more where that would
// be none.
func ofHundred(share float64) string {
	if n := 100 * share; n > 0 && n < 0.95 {
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.0f", math.Round(100*share))
}
