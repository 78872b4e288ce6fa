package training

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/onnx"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// weightsBar says which network is in use and changes it.
type weightsBar struct {
	tab      *Page
	weights  Weights
	doing    string             // what is being prepared; empty: nothing
	turn     int                // counts what was begun; only the latest has an effect
	cancel   context.CancelFunc // of the latest
	again    func(*weightsBar)  // begins that once more
	compared string             // before and after, once another network is in use

	content fyne.CanvasObject
	inUse   *widget.Label
	use     *uiwidget.TipButton
	back    *widget.Button
}

func newWeightsBar(t *Page, deps Deps) *weightsBar {
	b := &weightsBar{tab: t, weights: deps.Weights, inUse: uiwidget.NewWrapped("")}
	b.use = t.session.Tips.NewButton(lang.L("Use these weights"), nil, func() { b.useRun(t.report.Run.Folder) })
	b.back = widget.NewButton(lang.L("Restore built-in weights"), b.restore)
	runs := widget.NewButton(lang.L("Runs"), func() { showRuns(t) })
	more := t.session.Tips.NewIconButton(lang.L("More"), theme.MoreHorizontalIcon(), nil)
	more.Importance = widget.MediumImportance
	more.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		t.session.PopUp(at.AddXY(0, more.Size().Height+4), b.menu()...)
	}
	b.inUse.Wrapping, b.inUse.Truncation = fyne.TextWrapOff, fyne.TextTruncateEllipsis
	b.content = container.NewVBox(widget.NewSeparator(), container.NewBorder(nil, nil, nil, b.back, uiwidget.Flush(b.inUse)),
		container.NewHBox(layout.NewSpacer(), b.use, runs, more))
	b.weights.OnEmbedded(func(done, total int) { t.session.Do(func() { b.embedded(done, total) }) })
	b.refresh()
	return b
}

// menu is what is needed less often.
func (b *weightsBar) menu() []*fyne.MenuItem {
	t := b.tab
	run := t.report.Run.Folder
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Load weights…"), func() {
			t.session.ChooseFile(shell.FileRequest{Title: lang.L("Load weights"), Kind: lang.L("Weights"), Extensions: []string{"safetensors"}}, b.load)
		}),
		fyne.NewMenuItem(lang.L("Save the weights in use…"), func() {
			t.session.ChooseNewFile(shell.FileRequest{Title: lang.L("Save the weights in use"), Kind: lang.L("Weights"), Name: "oneglyph.safetensors", Extensions: []string{"safetensors"}}, b.save)
		}),
		fyne.NewMenuItem(lang.L("Export the network in use as ONNX…"), func() {
			t.session.ChooseNewFile(shell.FileRequest{Title: lang.L("Export the network in use as ONNX"), Kind: lang.L("ONNX models"), Name: "oneglyph.onnx", Extensions: []string{"onnx"}, Files: onnxFiles}, b.export)
		}),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Save the curve as a picture…"), func() {
			t.session.ChooseNewFile(shell.FileRequest{Title: lang.L("Save the curve as a picture"), Kind: lang.L("Pictures"), Name: "training.png", Extensions: []string{"png"}}, b.saveChart)
		}),
		fyne.NewMenuItem(lang.L("Save the log as CSV…"), func() {
			t.session.ChooseNewFile(shell.FileRequest{Title: lang.L("Save the log as CSV"), Kind: lang.L("Tables"), Name: "training.csv", Extensions: []string{"csv"}}, b.saveLog)
		}),
	}
	if run == "" {
		items[4].Disabled, items[5].Disabled = true, true
	}
	return items
}

// useRun makes a run's network, or its best so far, the one in use, once it is
// calibrated and both have been measured on what the run holds out.
func (b *weightsBar) useRun(folder string) {
	before, _ := b.weights.Current()
	again := func(b *weightsBar) { b.useRun(folder) }
	b.prepare(lang.L("Calibrating and comparing with the weights in use"), lang.L("Could not use"), again,
		func(ctx context.Context) (m *siamese.Model, text string, err error) {
			if m, err = b.tab.trainer.Network(ctx, folder); err == nil {
				text = b.compare(ctx, folder, before, m)
			}
			return m, text, err
		})
}

// load makes the weights of a file those in use.
func (b *weightsBar) load(path string) {
	again := func(b *weightsBar) { b.load(path) }
	b.prepare(lang.L("Trying {{.Name}}", uiwidget.Named(filepath.Base(path))), lang.L("Could not load"), again,
		func(context.Context) (*siamese.Model, string, error) {
			m, err := siamese.Open(path)
			return m, "", err
		})
}

// restore makes the program's own weights those in use.
func (b *weightsBar) restore() {
	b.prepare(lang.L("One moment…"), lang.L("Could not use"), (*weightsBar).restore,
		func(context.Context) (*siamese.Model, string, error) { return nil, "", nil })
}

// prepare finds a network on another goroutine, keeps it for the next start and
// makes it the one in use, with a word about it; nil: the program's own. Only what
// was begun last has an effect. again begins it once more.
func (b *weightsBar) prepare(doing, failed string, again func(*weightsBar), find func(context.Context) (*siamese.Model, string, error)) {
	if b.cancel != nil {
		b.cancel()
	}
	b.turn++
	turn := b.turn
	b.doing, b.again = doing, again
	b.refresh()
	b.cancel = b.tab.work.Do(func(ctx context.Context) {
		m, text, err := find(ctx)
		if err == nil {
			err = b.weights.Keep(ctx, m)
		}
		b.tab.work.Show(func() {
			if turn != b.turn {
				return
			}
			b.doing, b.again = "", nil
			if err != nil {
				b.failed(failed, err)
				return
			}
			b.take(m, text)
		})
	})
}

// compare says how good the network before and the one after are, where that
// is known.
func (b *weightsBar) compare(ctx context.Context, folder string, before, after *siamese.Model) string {
	accuracy := train.AccuracyOf(after)
	if accuracy == 0 {
		return ""
	}
	was, err := b.tab.trainer.Accuracy(ctx, folder, before)
	if err != nil || was == 0 {
		return accuracyText(accuracy)
	}
	data := map[string]any{"Before": accuracyText(was), "After": accuracyText(accuracy)}
	if before.Info(train.HeldOutKey) != after.Info(train.HeldOutKey) {
		return lang.L("{{.After}} (was {{.Before}}; the old weights had been trained on these alphabets)", data)
	}
	return lang.L("{{.After}} (was {{.Before}})", data)
}

// take puts a network to use that is kept already.
func (b *weightsBar) take(m *siamese.Model, text string) {
	b.compared = text
	b.weights.Use(m)
	b.refresh()
	b.tab.choices.refresh()
}

func (b *weightsBar) failed(title string, err error) {
	b.refresh()
	if !errors.Is(err, context.Canceled) {
		b.tab.session.Tell(title, uiwidget.Readable(err.Error()))
	}
}

func (b *weightsBar) save(path string) {
	m, _ := b.weights.Current()
	b.write(func() error { return m.Save(path) })
}

func (b *weightsBar) export(path string) {
	m, _ := b.weights.Current()
	b.write(func() error {
		_, err := onnx.Save(path, m)
		return err
	})
}

// onnxFiles lists what export writes: the encoder, and the similarity next to it.
func onnxFiles(path string) []string { return []string{path, onnx.Beside(path)} }

func (b *weightsBar) saveChart(path string) {
	draw := b.tab.chart.picture()
	b.write(func() error { return export.ToFile(path, draw) })
}

func (b *weightsBar) saveLog(path string) {
	log := b.tab.report.Run.Log()
	b.write(func() error {
		data, err := os.ReadFile(log)
		if err != nil {
			return err
		}
		return atomicfile.WriteBytes(path, data)
	})
}

// write writes a file on another goroutine.
func (b *weightsBar) write(do func() error) {
	b.tab.work.Do(func(context.Context) {
		if err := do(); err != nil {
			b.tab.session.Do(func() { b.failed(lang.L("Could not save"), err) })
		}
	})
}

// embedded shows how much of the gallery the network has seen.
func (b *weightsBar) embedded(done, total int) {
	if done < total {
		b.inUse.SetText(lang.L("Re-embedding the gallery: {{.Done}} of {{.Total}}", map[string]any{"Done": done, "Total": total}))
		return
	}
	b.refresh()
}

func (b *weightsBar) refresh() {
	run := b.tab.report.Run
	m, builtIn := b.weights.Current()
	usable := run.HasWeights() || run.Best > 0
	uiwidget.Enable(b.use, usable && b.doing == "")
	uiwidget.SetVisible(b.back, !builtIn)
	if run.HasWeights() || run.Best == 0 {
		b.use.SetText(lang.L("Use these weights"))
	} else {
		b.use.SetText(lang.L("Use the best so far"))
	}
	text := lang.L("In use: the built-in weights")
	if !builtIn {
		text = lang.L("In use: {{.Network}}, weights {{.Fingerprint}}", map[string]any{"Network": networkName(m.Architecture().Name), "Fingerprint": m.Fingerprint()[:6]})
	}
	if b.doing != "" {
		text = b.doing
	} else if b.compared != "" && !builtIn {
		text += fmt.Sprintf(" · %s", b.compared)
	}
	b.inUse.SetText(text)
}
