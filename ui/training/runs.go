package training

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// showRuns lists the runs there have been; the weights of each can be used, and
// each can be deleted.
func showRuns(t *Page) {
	rows, tips := container.NewVBox(), uiwidget.NewTips(t.session.After)
	var q *shell.Question
	runs := t.trainer.Runs()
	if len(runs) == 0 {
		rows.Add(uiwidget.NewWrapped(lang.L("No run yet.")))
	}
	for _, run := range runs {
		use := widget.NewButton(lang.L("Use"), func() { q.Leave(); t.weights.useRun(run.Folder) })
		uiwidget.Enable(use, run.HasWeights() || run.Best > 0)
		remove := tips.NewIconButton(lang.L("Delete"), theme.DeleteIcon(), nil)
		row := container.NewBorder(nil, nil, nil, container.NewHBox(use, remove), uiwidget.NewWrapped(runLine(run)))
		remove.OnTapped = func() { t.askToDelete(run, func() { rows.Remove(row) }) }
		rows.Add(row)
	}
	q = t.session.Ask(lang.L("Runs"), container.NewGridWrap(fyne.NewSize(560, 320), container.NewStack(container.NewVScroll(rows), tips.Layer)))
	q.Popup.Resize(fyne.NewSize(560+2*uiwidget.Gap+16, q.Popup.MinSize().Height))
}

// askToDelete asks before a run goes, with its network and its log, and calls a
// function once it has.
func (t *Page) askToDelete(run runs.Run, gone func()) {
	t.session.Ask(lang.L("Delete the run of {{.Time}}?", map[string]any{"Time": run.Started.Format(startedFormat(run.Started))}),
		uiwidget.NewWrapped(lang.L("Its network and its log go with it. Weights in use stay.")),
		shell.Choice{Label: lang.L("Delete"), Grave: true, Then: func() {
			t.work.Do(func(context.Context) { // half a gigabyte takes a moment
				err := t.trainer.Delete(run.Folder)
				t.work.Show(func() {
					if err != nil {
						t.session.Tell(lang.L("Could not delete"), problem(err))
						return
					}
					gone()
					t.refresh()
				})
			})
		}})
}

// runLine describes a run in a line: when, what, how good, how long.
func runLine(r runs.Run) string {
	line := fmt.Sprintf("%s · %s · %s · %s · %s", r.Started.Format("2006-01-02 15:04"), networkName(r.Network), presetName(r.Preset), bothAccuracies(r.Best, r.LakeLike), uiwidget.Minutes(r.Trained))
	switch r.Status {
	case runs.Unfinished:
		line += " · " + lang.L("{{.Share}} done", map[string]any{"Share": uiwidget.Percent(r.Share)})
		if r.Elsewhere {
			line += " · " + lang.L("training in another program")
		}
	case runs.Stopped:
		line += " · " + lang.L("stopped")
	case runs.Failed:
		line += " · " + lang.L("failed")
	}
	if r.Problem != "" {
		line += ": " + uiwidget.Readable(r.Problem)
	}
	return line
}
