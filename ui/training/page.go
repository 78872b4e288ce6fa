// Package training is the page on which a network is trained and watched, and its weights
// come into use.
package training

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	choicesWidth = 296
	// choicesLeast and choicesShare are for a window that is too narrow for that.
	choicesLeast = 232
	choicesShare = 0.4
)

// Page is the page where a network is trained and watched: at the left
// what to train on and how, at the right how it goes.
type Page struct {
	session *shell.Session
	work    *shell.Background
	trainer Trainer
	report  runs.Report

	data    *dataCard
	choices *choices
	weights *weightsBar
	figures *figures
	chart   *chartView
	episode *trialView
	state   *widget.Label
	loading *widget.ProgressBar
	start   *uiwidget.TipButton // a new run, or going on with an unfinished one
	anew    *widget.Button      // a new run instead of the unfinished one
	pause   *uiwidget.TipButton
	stop    *uiwidget.TipButton
	column  *fyne.Container // of what is chosen
	content fyne.CanvasObject
}

// Deps is what the page works with besides the session.
type Deps struct {
	Trainer   Trainer
	Weights   Weights
	Downloads Downloads
}

// New builds the page.
func New(s *shell.Session, deps Deps) *Page {
	t := &Page{session: s, work: shell.NewBackground(s), trainer: deps.Trainer}
	t.data = newDataCard(s, t.work, deps)
	t.data.onChanged = t.refresh
	t.choices = newChoices(s, t.work, deps)
	t.choices.onChosen = func() { t.measure() }
	t.weights = newWeightsBar(t, deps)
	t.figures = newFigures(lang.L("Step"), lang.L("Pictures/s"), lang.L("Elapsed"), lang.L("Time left"), lang.L("Best"))
	t.chart = newChartView(t.work)
	t.episode = newTrialView()
	t.state = uiwidget.NewWrapped("")
	t.loading = widget.NewProgressBar()
	t.start = t.session.Tips.NewButton(lang.L("Start or resume training"), nil, t.startOrResume)
	t.anew = widget.NewButton(lang.L("Start new run"), t.startRun)
	t.pause = t.session.Tips.NewButton(lang.L("Pause"), theme.MediaPauseIcon(), t.trainer.Pause)
	t.stop = t.session.Tips.NewButton(lang.L("Stop"), theme.MediaStopIcon(), t.askToEnd)

	t.column = container.New(uiwidget.Column{Gap: uiwidget.Gap}, t.data.content, t.choices.content, uiwidget.Primary(t.start), t.anew)
	left := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, uiwidget.Gap, 0, 12), t.column))
	buttons := container.NewVBox(container.NewHBox(t.pause, t.stop)) // not as high as a long word about the run
	progress := container.NewBorder(
		container.NewVBox(t.figures),
		container.NewVBox(t.episode.content, container.NewBorder(nil, nil, buttons, nil, container.NewVBox(t.state, t.loading)), t.weights.content),
		nil, nil, t.chart)
	// In a low window the right side scrolls; its bar runs in the margin.
	right := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, uiwidget.ScrollLane), progress))
	t.content = container.New(layout.NewCustomPaddedLayout(0, uiwidget.Margin, uiwidget.Margin, uiwidget.Margin-uiwidget.ScrollLane), container.New(columns{uiwidget.Gutter / 2}, left, right))
	t.trainer.OnReport(func(r runs.Report) { s.Do(func() { t.take(r) }) })
	t.refresh()
	return t
}

// columns lays out what is chosen next to how it goes.
type columns struct{ between float32 }

func (c columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(choicesLeast+c.between+o[1].MinSize().Width, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (c columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	first := max(min(size.Width*choicesShare, choicesWidth), choicesLeast)
	uiwidget.Place(o[0], 0, 0, first, size.Height)
	uiwidget.Place(o[1], first+c.between, 0, size.Width-first-c.between, size.Height)
}

func (t *Page) Content() fyne.CanvasObject { return t.content }

// Close ends what the page has begun; a run pauses by itself.
func (t *Page) Close() {
	t.work.Close()
	t.chart.close()
}

func (t *Page) Shown() {
	t.chart.seen = true
	t.data.begin()
	t.refresh()
	t.chart.show(t.report.Curve, true)
}

func (t *Page) Shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		t.start.Shortcut(fyne.KeyReturn, fyne.KeyEnter),
		t.pause.Shortcut(fyne.KeySpace),
		t.stop.Shortcut(fyne.KeyDelete),
		t.weights.use.Shortcut(fyne.KeyU),
	}
}

// take shows how things stand.
func (t *Page) take(r runs.Report) {
	changed := r.Phase != t.report.Phase || r.Run.Folder != t.report.Run.Folder || r.Run.Elsewhere != t.report.Run.Elsewhere
	grown := len(r.Curve) != len(t.report.Curve)
	better := r.Run.Best != t.report.Run.Best || r.Run.Status != t.report.Run.Status
	if r.Run.Folder != t.report.Run.Folder && r.Run.Status == runs.Unfinished { // in another window's time, perhaps
		t.choices.show(r.Run)
	}
	t.report = r
	p := r.Progress
	if p.Step > 0 {
		t.figures.say(uiwidget.Grouped(p.Step), uiwidget.Grouped(int(p.Rate)), chart.Clock(p.Trained), chart.Clock(p.Left), accuracyText(r.Run.Best))
	} else if n := len(r.Curve); n > 0 {
		t.figures.say(uiwidget.Grouped(r.Curve[n-1].Step), "–", chart.Clock(r.Curve[n-1].Trained), "–", accuracyText(r.Run.Best))
	}
	if grown || changed {
		t.chart.show(r.Curve, changed)
	}
	t.episode.show(r.Asked)
	t.loading.SetValue(r.Loaded)
	if changed || r.Err != nil {
		t.refresh()
	}
	if changed || better { // not at each step: it looks at files
		t.weights.refresh()
	}
}

// endable is the run that Stop ends for good: the one under way, or the paused one
// that can be resumed.
func (t *Page) endable() (run runs.Run, ok bool) {
	switch t.report.Phase {
	case runs.Training:
		return t.report.Run, true
	case runs.Idle:
		return t.trainer.Unfinished()
	}
	return run, false
}

// askToEnd asks before a run, and hours of work with it, is ended by one key.
func (t *Page) askToEnd() {
	run, ok := t.endable()
	if !ok {
		return
	}
	end := shell.Choice{Label: lang.L("End run"), Grave: true, Then: func() {
		if still, ok := t.endable(); ok && still.Folder == run.Folder {
			t.trainer.Stop()
		}
	}}
	choices := []shell.Choice{end}
	if t.report.Phase == runs.Training {
		choices = []shell.Choice{{Label: lang.L("Pause"), Then: t.trainer.Pause}, end}
	}
	t.session.Ask(lang.L("End the run of {{.Time}}?", map[string]any{"Time": run.Started.Format(startedFormat(run.Started))}),
		uiwidget.NewWrapped(lang.L("Its best network so far is kept, but the run cannot be resumed. A paused one can.")), choices...)
}

// startOrResume does what the main button says.
func (t *Page) startOrResume() {
	if run, ok := t.trainer.Unfinished(); ok {
		t.try(t.trainer.Resume(run.Folder))
		return
	}
	t.startRun()
}

func (t *Page) startRun() {
	choice, err := t.choices.choice(t.data.path)
	if err == nil {
		err = t.trainer.Start(choice)
	}
	t.try(err)
}

// try says what kept something from being done. A second press, before the first
// is reported, is no trouble: what it asks for is under way.
func (t *Page) try(err error) {
	if err != nil && !errors.Is(err, runs.ErrBusy) {
		t.session.Tell(lang.L("Could not start"), problem(err))
	}
}

// problem says why something could not be done with a run.
func problem(err error) string {
	if errors.Is(err, runs.ErrElsewhere) {
		return lang.L("Another program is training this run.")
	}
	return shell.Problem(err)
}

// refresh makes available what can be done now.
func (t *Page) refresh() {
	idle := t.report.Phase == runs.Idle
	run, unfinished := runs.Run{}, false
	if idle {
		run, unfinished = t.trainer.Unfinished()
	}
	if unfinished {
		t.start.SetText(lang.L("Resume run of {{.Time}}, {{.Share}}", map[string]any{
			"Time": run.Started.Format(startedFormat(run.Started)), "Share": uiwidget.Percent(run.Share),
		}))
	} else {
		t.start.SetText(lang.L("Start training"))
	}
	uiwidget.Enable(t.start, idle && (unfinished || t.data.set != nil))
	uiwidget.SetVisible(t.anew, unfinished && t.data.set != nil)
	uiwidget.Enable(t.pause, t.report.Phase == runs.Training)
	uiwidget.Enable(t.stop, t.report.Phase == runs.Training || idle && unfinished)
	uiwidget.SetVisible(t.loading, t.report.Phase == runs.Loading)
	t.state.SetText(t.standing(unfinished))
	t.choices.refresh()
	uiwidget.Relayout(t.column)
	t.measure()
}

// measure finds out how long what is chosen takes, unless something else is under
// way, which would slow it down.
func (t *Page) measure() {
	if t.report.Phase == runs.Idle && t.chart.seen && !t.data.busy {
		t.choices.measure()
	}
}

// RestoreFrom takes over from a page that was built in another language, which is
// closed: what that was doing is begun again, and a download resumed.
func (t *Page) RestoreFrom(from *Page) {
	t.choices.restoreFrom(from.choices)
	t.data.restoreFrom(from.data)
	t.weights.compared = from.weights.compared
	if from.weights.doing != "" {
		from.weights.again(t.weights)
	}
	t.take(from.report)
	t.refresh()
}
