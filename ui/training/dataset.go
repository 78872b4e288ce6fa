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
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const dataKey = "training data"

// dataCard is where the data set comes from: downloaded, or a file or folder of
// one's own; and what is in it.
type dataCard struct {
	session   *shell.Session
	work      *shell.Background
	trainer   Trainer
	downloads Downloads
	onChanged func()

	path string
	set  *omniglot.Set // nil: none, or not read yet

	content           fyne.CanvasObject
	summary           *widget.Label
	bar               *widget.ProgressBar
	stop              *widget.Button
	download, samples *widget.Button
	busy              bool
	turn              int                // counts what was begun; only the latest has a say
	cancel            context.CancelFunc // of the latest
	again             func(*dataCard)    // begins that once more
}

func newDataCard(s *shell.Session, work *shell.Background, deps Deps) *dataCard {
	c := &dataCard{session: s, work: work, trainer: deps.Trainer, downloads: deps.Downloads, onChanged: func() {}}
	c.summary = uiwidget.NewWrapped("")
	c.bar = widget.NewProgressBar()
	c.bar.TextFormatter = func() string { return fmt.Sprintf("%.0f %%", 100*c.bar.Value) }
	c.stop = widget.NewButton(lang.L("Cancel"), func() { c.cancel() })
	c.download = widget.NewButton(lang.L("Download Omniglot"), c.fetch)
	choose := widget.NewButton(lang.L("Choose…"), nil)
	choose.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(choose)
		c.session.PopUp(at.AddXY(0, choose.Size().Height+4),
			fyne.NewMenuItem(lang.L("A zip file…"), c.chooseZip),
			fyne.NewMenuItem(lang.L("A folder…"), c.chooseSet))
	}
	c.samples = widget.NewButton(lang.L("Samples"), func() { showSamples(c.session, c.set) })
	c.content = container.New(uiwidget.Column{Gap: 8}, container.New(uiwidget.Column{}, uiwidget.NewHeading(lang.L("Data")), c.summary), c.bar, c.stop,
		c.download, container.NewGridWithColumns(2, choose, c.samples))
	c.refresh()
	return c
}

func (c *dataCard) chooseZip() {
	c.session.ChooseFile(shell.FileRequest{Title: lang.L("Choose a data set"), Kind: lang.L("Zip files"), Extensions: []string{"zip"}}, c.open)
}

func (c *dataCard) chooseSet() {
	c.session.ChooseFolder(shell.FileRequest{Title: lang.L("Choose a data set")}, c.open)
}

// begin opens what was used last, or what was downloaded.
func (c *dataCard) begin() {
	if c.path != "" || c.busy {
		return
	}
	path := c.session.Settings.StringWithFallback(dataKey, "")
	if _, err := os.Stat(path); path == "" || err != nil {
		downloaded, there := c.downloads.Path()
		if !there {
			return
		}
		path = downloaded
	}
	c.open(path)
}

// open reads a data set.
func (c *dataCard) open(path string) {
	show := c.take(lang.L("Reading {{.Name}}", uiwidget.Named(filepath.Base(path))), func(c *dataCard) { c.open(path) })
	c.cancel = c.work.Do(func(ctx context.Context) {
		set, err := c.trainer.Data(ctx, path, func(done, total int) {
			show(func() { c.bar.SetValue(float64(done) / float64(total)) })
		})
		show(func() { c.opened(path, set, err) })
	})
}

func (c *dataCard) opened(path string, set *omniglot.Set, err error) {
	c.busy = false
	switch {
	case err == nil:
		c.path, c.set = path, set
		c.session.Settings.SetString(dataKey, path)
	case !errors.Is(err, context.Canceled):
		c.session.Tell(lang.L("Could not read"), lang.L("{{.Name}} is not a data set in Omniglot's layout: {{.Problem}}",
			map[string]any{"Name": uiwidget.Readable(filepath.Base(path)), "Problem": uiwidget.Readable(err.Error())}))
	}
	c.refresh()
	c.onChanged()
}

// fetch downloads Omniglot and opens it.
func (c *dataCard) fetch() {
	show := c.take(lang.L("Connecting"), (*dataCard).fetch)
	c.cancel = c.work.Do(func(ctx context.Context) {
		path, err := c.downloads.Fetch(ctx, func(file string, t omniglot.Transfer) {
			show(func() { c.transferred(file, t) })
		})
		show(func() { c.fetched(path, err) })
	})
}

func (c *dataCard) transferred(file string, t omniglot.Transfer) {
	c.bar.SetValue(float64(t.Done) / float64(max(t.Total, 1)))
	text := fmt.Sprintf("%s · %.1f / %.1f MB", file, float64(t.Done)/1e6, float64(t.Total)/1e6)
	if t.Speed > 0 {
		text += fmt.Sprintf(" · %.1f MB/s · %s", t.Speed/1e6, lang.L("{{.Time}} left", map[string]any{"Time": chart.Clock(t.Left)}))
	}
	c.summary.SetText(text)
}

func (c *dataCard) fetched(path string, err error) {
	c.busy = false
	c.refresh()
	if err == nil {
		c.open(path)
	} else if !errors.Is(err, context.Canceled) {
		c.session.Tell(lang.L("Download failed"), downloadProblem(err))
	}
}

// downloadProblem says what to do about a failed download.
func downloadProblem(err error) string {
	switch {
	case errors.Is(err, omniglot.ErrOffline):
		return lang.L("There is no connection to github.com. Are you online?")
	case errors.Is(err, omniglot.ErrProxy):
		return lang.L("The proxy does not let the download through. The variable HTTPS_PROXY names the proxy.")
	case errors.Is(err, omniglot.ErrUntrusted):
		return lang.L("Something else answers in the server's place: a login page of this network, or a proxy. Open github.com in a browser first.")
	case errors.Is(err, omniglot.ErrRefused):
		return lang.L("The server refuses to send the file from here. Choose a copy of your own.")
	case errors.Is(err, omniglot.ErrBusy):
		return lang.L("The server is busy. Try again in some minutes; what has arrived is kept.")
	case errors.Is(err, omniglot.ErrMissing):
		return lang.L("The server no longer has the file. Choose a copy of your own.")
	case errors.Is(err, omniglot.ErrServer):
		return lang.L("The server returned an error. Try again later; what has arrived is kept.")
	case errors.Is(err, omniglot.ErrStalled):
		return lang.L("The download stalled or is too slow. Try again; what has arrived is kept.")
	case errors.Is(err, omniglot.ErrBrokenOff):
		return lang.L("The connection kept dropping. Try again; what has arrived is kept.")
	case errors.Is(err, omniglot.ErrHash):
		return lang.L("The download was corrupted and has been deleted.")
	}
	return uiwidget.Readable(err.Error())
}

// take begins something else in place of what is under way, if anything is. again
// begins it once more. What comes of it is to be shown by the function returned,
// which shows nothing once something else was begun.
func (c *dataCard) take(text string, again func(*dataCard)) (show func(func())) {
	if c.busy {
		c.cancel()
	}
	c.busy, c.again = true, again
	c.turn++
	turn := c.turn
	c.summary.SetText(text)
	c.bar.SetValue(0)
	c.bar.Show()
	c.stop.Show()
	uiwidget.Enable(c.download, false)
	return func(f func()) {
		c.work.Show(func() {
			if c.turn == turn {
				f()
			}
		})
	}
}

func (c *dataCard) refresh() {
	c.bar.Hide()
	c.stop.Hide()
	uiwidget.Enable(c.download, true)
	_, there := c.downloads.Path()
	uiwidget.SetVisible(c.download, !there)
	uiwidget.SetVisible(c.samples, c.set != nil)
	if c.set == nil {
		c.summary.SetText(lang.L("Omniglot: 964 characters of 30 alphabets, each drawn by 20 people. 9 MB to download, or a copy of your own."))
		return
	}
	c.summary.SetText(lang.L("{{.Name}}: {{.Alphabets}} alphabets, {{.Characters}} characters, {{.Drawings}} drawings", map[string]any{
		"Name": uiwidget.Readable(filepath.Base(c.path)), "Alphabets": len(c.set.Alphabets), "Characters": uiwidget.Grouped(c.set.Characters()), "Drawings": uiwidget.Grouped(c.set.Drawings()),
	}))
}

// restoreFrom takes over from another page's.
func (c *dataCard) restoreFrom(from *dataCard) {
	c.path, c.set = from.path, from.set
	c.refresh()
	if from.busy {
		from.again(c)
	}
}
