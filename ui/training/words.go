package training

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/train/runs"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// standing says in words what the page is at.
func (t *Page) standing(unfinished bool) string {
	r := t.report
	trouble := ""
	if r.Err != nil {
		trouble = uiwidget.Readable(r.Err.Error())
	} else if r.Phase == runs.Idle {
		trouble = uiwidget.Readable(r.Run.Problem)
	}
	if trouble != "" {
		trouble = lang.L("Training failed: {{.Problem}}", map[string]any{"Problem": trouble})
	}
	switch {
	case r.Err != nil:
		return trouble
	case r.Phase == runs.Loading:
		return lang.L("Reading the data")
	case r.Phase == runs.Training:
		return lang.L("Training {{.Network}}, {{.Preset}}", map[string]any{"Network": networkName(r.Run.Network), "Preset": presetName(r.Run.Preset)})
	case r.Phase == runs.Ending:
		return lang.L("Calibrating the best network")
	case unfinished:
		return sentences(trouble, lang.L("Paused. You can resume any time."))
	case r.Run.Elsewhere:
		return lang.L("Training in another program")
	case r.Run.Status == runs.Done:
		done := lang.L("Done: {{.Accuracy}} of new characters right", map[string]any{"Accuracy": bothAccuracies(r.Run.Best, r.Run.LakeLike)})
		return sentences(done, passedText(r.Curve))
	case r.Run.Status == runs.Stopped:
		return sentences(trouble, lang.L("Stopped. The best network so far is kept."))
	}
	return trouble
}

// sentences puts one after another, as far as there are any.
func sentences(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return strings.TrimSuffix(first, ".") + ". " + second
}

// bothAccuracies writes the one by any two people, and next to it that on runs built
// like Lake's, where it was measured.
func bothAccuracies(accuracy, lakeLike float64) string {
	if lakeLike == 0 {
		return accuracyText(accuracy)
	}
	return lang.L("{{.Accuracy}} ({{.LakeLike}} on runs like Lake's)", map[string]any{"Accuracy": accuracyText(accuracy), "LakeLike": accuracyText(lakeLike)})
}

func accuracyText(a float64) string {
	if a == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*a)
}

// startedFormat leaves the date out when it is today's.
func startedFormat(at time.Time) string {
	if at.Format(time.DateOnly) == time.Now().Format(time.DateOnly) {
		return "15:04"
	}
	return "2006-01-02 15:04"
}
