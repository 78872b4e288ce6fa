package challenge

import (
	"context"
	"errors"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/benchmark"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// benchView puts the network to all tests.
type benchView struct {
	page     *Page
	results  []benchmark.Result // of the run in sight
	report   *benchmark.Report  // nil: the run is not over, or there was none
	cancel   context.CancelFunc // nil: nothing runs
	started  time.Time
	fetching context.CancelFunc // nil: nothing is downloaded

	text    *widget.Label
	bar     *widget.ProgressBar
	state   *uiwidget.StatusLine
	table   *fyne.Container
	begin   *uiwidget.TipButton
	stop    *uiwidget.TipButton
	save    *uiwidget.TipButton
	getTask *uiwidget.TipButton
	getSets *uiwidget.TipButton
	data    fyne.CanvasObject
	all     fyne.CanvasObject
}

func newBenchView(p *Page) *benchView {
	v := &benchView{page: p, text: uiwidget.NewWrapped(""), bar: widget.NewProgressBar(), state: uiwidget.NewStatusLine(), table: container.New(layout.NewCustomPaddedVBoxLayout(8))}
	tips := p.session.Tips
	v.begin = tips.NewButton(lang.L("Run benchmark"), theme.MediaPlayIcon(), v.run)
	uiwidget.Primary(v.begin)
	v.stop = tips.NewButton(lang.L("Cancel"), theme.MediaStopIcon(), v.giveUp)
	v.save = tips.NewButton(lang.L("Save report…"), theme.DownloadIcon(), v.saveReport)
	v.getTask = tips.NewButton(lang.L("Download Lake's trials (0.4 MB)"), theme.DownloadIcon(), func() { v.fetch(p.deps.Files.FetchTask) })
	v.getSets = tips.NewButton(lang.L("Download Omniglot (16 MB)"), theme.DownloadIcon(), func() { v.fetch(p.deps.Files.FetchSets) })
	buttons := container.NewHBox(v.begin, v.stop, v.save)
	data := container.New(layout.NewCustomPaddedHBoxLayout(8), v.getTask, v.getSets)
	v.data = container.NewHScroll(data)
	head := container.New(uiwidget.Column{Gap: 8}, v.text, v.data, container.NewBorder(nil, nil, buttons, nil, v.state), v.bar)
	v.all = container.New(centred{}, container.NewBorder(head, nil, nil, nil, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 0, 0, uiwidget.ScrollLane), v.table))))
	v.refresh()
	return v
}

func (v *benchView) content() fyne.CanvasObject { return v.all }
func (v *benchView) typedRune(rune)             {}
func (v *benchView) undo()                      {}
func (v *benchView) redo()                      {}

func (v *benchView) restore(old *benchView) {
	v.results, v.report = old.results, old.report
	v.refresh()
}

func (v *benchView) shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{v.begin.Shortcut(fyne.KeyReturn, fyne.KeyEnter), v.stop.Shortcut(fyne.KeyEscape), v.save.Shortcut(fyne.KeyF6)}
}

// shown reads what can be asked.
func (v *benchView) shown() {
	v.refresh()
	v.page.library.with(v.refresh)
}

// run begins a run.
func (v *benchView) run() {
	if v.cancel != nil {
		return
	}
	v.cancel = func() { v.cancel = nil; v.refresh() } // until the source is read
	v.results, v.report = nil, nil
	v.refresh()
	v.page.library.with(func() {
		if v.cancel == nil {
			return
		}
		d, m := v.page.library.source.Data(), v.page.library.rivalNow().model
		d.Source = kindText(v.page.library.source.Rest())
		v.started = time.Now()
		v.cancel = v.page.work.Do(func(ctx context.Context) {
			var last time.Time
			o := benchmark.Options{Seed: 1, Threads: threads(), Baselines: true}
			report, err := benchmark.Run(ctx, m, d, o, func(p benchmark.Progress) {
				if p.Result == nil && time.Since(last) < 100*time.Millisecond {
					return
				}
				last = time.Now()
				v.page.work.Show(func() { v.advance(p) })
			})
			v.page.work.Show(func() { v.ended(report, err) })
		})
	})
}

// advance shows how far the run is.
func (v *benchView) advance(p benchmark.Progress) {
	if v.cancel == nil {
		return
	}
	v.bar.SetValue(p.Share)
	spent := time.Since(v.started)
	text := partTitle(p.Part)
	if p.Share > 0.02 {
		text += " · " + lang.L("{{.Time}} left", map[string]any{"Time": uiwidget.Minutes(time.Duration(float64(spent) * (1 - p.Share) / p.Share))})
	}
	v.state.SetText(text)
	if p.Result != nil {
		v.results = append(v.results, *p.Result)
		v.refresh()
	}
}

func (v *benchView) ended(r benchmark.Report, err error) {
	v.cancel = nil
	switch {
	case err == nil:
		_, builtIn := v.page.deps.Weights.Current()
		r.Weights = "trained" // of the file that they came from the window knows nothing
		if builtIn {
			r.Weights = "built-in"
		}
		v.report = &r
		v.state.SetText(lang.L("Done in {{.Time}}", map[string]any{"Time": uiwidget.Minutes(r.Took)}))
	case errors.Is(err, context.Canceled):
		v.state.SetText(lang.L("Cancelled"))
	default:
		v.state.SetText("")
		v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
	}
	v.refresh()
}

// giveUp ends a run or a download.
func (v *benchView) giveUp() {
	if v.fetching != nil {
		v.fetching()
	}
	if v.cancel != nil {
		v.cancel()
	}
}

// fetch downloads what trials are drawn from.
func (v *benchView) fetch(get func(context.Context, func(omniglot.Transfer)) error) {
	if v.fetching != nil {
		return
	}
	v.fetching = v.page.work.Do(func(ctx context.Context) {
		err := get(ctx, func(t omniglot.Transfer) {
			v.page.work.Show(func() { v.bar.SetValue(float64(t.Done) / float64(max(t.Total, 1))) })
		})
		v.page.work.Show(func() {
			v.fetching = nil
			if err != nil && !errors.Is(err, context.Canceled) {
				v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
			}
			v.shown()
		})
	})
	v.state.SetText(lang.L("Downloading…"))
	v.refresh()
}

// saveReport writes the run's page.
func (v *benchView) saveReport() {
	if v.report == nil {
		return
	}
	r := *v.report
	request := shell.FileRequest{Title: lang.L("Save report…"), Kind: lang.L("Web pages"), Extensions: []string{"html"}, Name: "oneglyph-benchmark.html"}
	v.page.session.ChooseNewFile(request, func(path string) {
		v.page.work.Do(func(context.Context) {
			err := export.ToFile(path, func(w io.Writer) error { return benchmark.WriteHTML(w, r) })
			v.page.work.Show(func() { v.page.saved(path, err) })
		})
	})
}

// refresh shows how the run stands.
func (v *benchView) refresh() {
	busy := v.cancel != nil || v.fetching != nil
	files := v.page.deps.Files.AtHand()
	uiwidget.Enable(v.begin, !busy)
	uiwidget.SetVisible(v.stop, busy)
	uiwidget.SetVisible(v.bar, busy)
	uiwidget.SetVisible(v.save, v.report != nil && !busy)
	uiwidget.SetVisible(v.getTask, files.Lake == "" && !busy)
	uiwidget.SetVisible(v.getSets, (files.Background == "" || files.Evaluation == "") && !busy)
	uiwidget.SetVisible(v.data, v.getTask.Visible() || v.getSets.Visible())
	l := v.page.library
	switch {
	case !l.read:
		v.text.SetText(lang.L("One moment…"))
	case l.source.Kind == play.LakesTask:
		v.text.SetText(lang.L("Lake's 400 trials, and besides: {{.Source}}.", map[string]any{"Source": kindText(l.source.Rest())}))
	default:
		v.text.SetText(lang.L("Trials from: {{.Source}}.", map[string]any{"Source": kindText(l.source.Rest())}))
	}
	v.table.RemoveAll()
	for _, p := range benchmark.Parts() {
		if l.read && l.source.Kind != play.LakesTask && p.Kind == benchmark.Lake {
			continue
		}
		v.table.Add(newPartRow(p, v.results))
	}
}

// partTitle names a part in the language that is spoken.
func partTitle(p benchmark.Part) string {
	data := map[string]any{"Ways": p.Ways, "Shots": p.Shots}
	switch p.Kind {
	case benchmark.Lake:
		return lang.L("Lake's 400 trials")
	case benchmark.LakeLike:
		return lang.L("Trials built like Lake's")
	case benchmark.Within:
		return lang.L("Within an alphabet, 1 of {{.Ways}}, {{.Shots}} known", data)
	case benchmark.Across:
		return lang.L("Across alphabets, 1 of {{.Ways}}, {{.Shots}} known", data)
	case benchmark.OpenSet:
		return lang.L("Five known characters and an unknown one")
	}
	return lang.L("In other inks, 1 of {{.Ways}}", data)
}
