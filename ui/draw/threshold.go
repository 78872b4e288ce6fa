package draw

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// strictnessKey keeps how many degrees stricter than the network's own choice the
// person wants "no match" to be.
const strictnessKey = "strictness"

// strictness returns the chosen one of the network's thresholds; none if there are none.
func (t *Page) strictness() (chosen siamese.Threshold, i int, ok bool) {
	all := t.ranker.Thresholds()
	if len(all) == 0 {
		return siamese.Threshold{}, 0, false
	}
	i = own(all) + int(t.session.Settings.FloatWithFallback(strictnessKey, 0))
	i = min(max(i, 0), len(all)-1)
	return all[i], i, true
}

// own finds the network's own choice.
func own(all []siamese.Threshold) int {
	return max(slices.IndexFunc(all, func(t siamese.Threshold) bool { return t.Own }), 0)
}

// Threshold returns the similarity below which the best match of an answer is none.
func (t *Page) Threshold(a model.Answer) float64 {
	if chosen, _, ok := t.strictness(); ok {
		return chosen.Similarity
	}
	return a.Threshold
}

// ShowThreshold lets the person choose when it is "no match", and says what that
// means.
func (t *Page) ShowThreshold() {
	_, now, ok := t.strictness()
	if !ok {
		return // the network is not there yet
	}
	all := t.ranker.Thresholds()
	text := uiwidget.NewWrapped(meaning(all[now]))
	slider := uiwidget.NewSlider(0, float64(len(all)-1))
	slider.Step = 1
	slider.SetValue(float64(now))
	slider.OnChanged = func(v float64) {
		t.session.Settings.SetFloat(strictnessKey, v-float64(own(all)))
		text.SetText(meaning(all[int(v)]))
		t.revise()
	}
	scale := container.NewBorder(nil, nil, widget.NewLabel(lang.L("Lenient")), widget.NewLabel(lang.L("Strict")), slider)
	// Room for the longest meaning, so that the card does not jump.
	room := container.New(layout.NewGridWrapLayout(fyne.NewSize(shell.QuestionWidth-2*uiwidget.Gap, 232)), text)
	t.session.Ask(lang.L("“No match” threshold"), container.NewVBox(scale, room))
}

// meaning says in words what a threshold does.
func meaning(t siamese.Threshold) string {
	text := lang.L("A best match of less than {{.Least}} similarity is called “No match”.", map[string]any{"Least": uiwidget.Percent(t.Similarity)})
	if t.Measured {
		text += "\n\n" + lang.L("Of 100 drawings of characters that are not registered, about {{.Accepted}} are still taken for one. Of 100 of registered ones, about {{.Refused}} are called “No match”.",
			map[string]any{"Accepted": ofHundred(t.FalseAccept), "Refused": ofHundred(t.FalseReject)}) +
			" " + source(t)
	} else {
		text += " " + lang.L("Error rates have not been measured for this network.")
	}
	return text + "\n\n" + lang.L("Similarity is the probability that both drawings show the same character, assuming even odds beforehand.")
}

// source says where the rates come from.
func source(t siamese.Threshold) string {
	in := map[string]any{"Classes": t.Classes}
	if t.Estimated {
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
