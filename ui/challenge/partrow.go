package challenge

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// newPartRow shows what came of one test: a bar for each contestant, with published
// results as marks, or that it is still to come.
func newPartRow(p benchmark.Part, results []benchmark.Result) fyne.CanvasObject {
	var rows []row
	var notes []string
	for _, r := range results {
		if r.Part != p {
			continue
		}
		if r.Skipped != "" {
			notes = append(notes, lang.L("There are too few drawings for this."))
			continue
		}
		aside := fmt.Sprintf("%.1f %%", 100*r.Accuracy)
		rows = append(rows, row{contestantName(r.Contestant), evaluate.Tally{Correct: r.Correct, Trials: r.Trials}, aside, r.Contestant == "network"})
		if o := r.Open; o != nil {
			notes = append(notes, lang.L("Known ones refused {{.Refused}}, unknown ones accepted {{.Accepted}}; published 9.5 and 17.7", map[string]any{
				"Refused": fmt.Sprintf("%.1f", 100*o.Refused.Accuracy), "Accepted": fmt.Sprintf("%.1f", 100*o.Accepted.Accuracy),
			}))
		}
		if n := len(r.Mistakes); n > 0 && r.Contestant == "network" {
			notes = append(notes, uiwidget.Counted("{{.Count}} mistakes, as pictures in the report", n))
		}
	}
	box := container.New(layout.NewCustomPaddedVBoxLayout(0), note(partTitle(p)))
	if len(rows) > 0 {
		s := newStanding()
		var marks []benchmark.Mark
		if p.Kind == benchmark.Lake {
			marks = translated(benchmark.Published(p)[:4])
		} else if p.Kind != benchmark.Inks {
			marks = benchmark.Published(p)
		}
		s.set(marks, rows...)
		box.Add(s)
	}
	for _, n := range notes {
		box.Add(note(n))
	}
	return box
}

func contestantName(name string) string {
	switch name {
	case "pixels":
		return lang.L("Nearest picture")
	case "hausdorff":
		return lang.L("Hausdorff distance")
	}
	return lang.L("Network")
}
