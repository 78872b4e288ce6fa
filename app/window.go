package app

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/app/cli"
	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// appID is the same as in FyneApp.toml.
const appID = "io.github.oneglyph.Oneglyph"

// windowCommand opens the window and runs until it is closed.
type windowCommand struct {
	dialogs shell.Dialogs // for files, the system's; may be nil
	panel   bool          // begin with the quick panel, or show or hide that of the window that is open

	File string `arg:"" optional:"" type:"path" help:"A gallery to open."`
}

// toggleCommand is for a key of the desktop.
type toggleCommand struct{ dialogs shell.Dialogs }

// Run starts the program with the quick panel where it does not run yet.
func (c toggleCommand) Run(env *cli.Environment) error {
	return windowCommand{dialogs: c.dialogs, panel: true}.Run(env)
}

// Validate returns an error for a file that is not there, perhaps a mistyped command.
func (c windowCommand) Validate() error {
	if _, err := os.Stat(c.File); c.File != "" && err != nil {
		return fmt.Errorf("%s: neither a command nor a file", filepath.Base(c.File))
	}
	return nil
}

// Run returns once everything is saved.
func (c windowCommand) Run(env *cli.Environment) error {
	if err := checkDisplay(); err != nil {
		return err
	}
	dir, err := store.DataDir(env.DataDir)
	if err != nil {
		return err
	}
	watchWindow(env.Stderr, func(cause string) {
		env.Warn("oneglyph: no window can be opened: %s; a desktop with OpenGL 2 is needed", cause)
		os.Exit(1)
	})
	settings := OpenSettings(dir)
	ui.Speak(settings) // the keeper and a second window say things too
	keeper, err := store.Open(dir, lang.L)
	if errors.Is(err, gallery.ErrInUse) {
		if store.InboxOf(dir).Ask(c.request(), store.InboxPatience) {
			return nil
		}
		keeper, err = store.OpenSoon(dir, lang.L, store.LockPatience)
	}
	if err != nil {
		if errors.Is(err, gallery.ErrInUse) {
			showInUse(newApp(dir), store.GalleryPath(dir))
		}
		return err
	}
	err = c.show(newApp(dir), dir, keeper, settings, env)
	return errors.Join(err, settings.Save(), keeper.Close())
}

// request is what the command is to a program that runs already.
func (c windowCommand) request() string {
	switch {
	case c.panel:
		return store.AskToggle
	case c.File != "":
		return c.File
	}
	return store.AskStart
}

// answer does what another start of the program asks for.
func answer(w *ui.Window, request string, taken func(bool)) {
	switch request {
	case store.AskToggle:
		w.ToggleAsked(taken)
	case store.AskStart:
		w.StartAsked(taken)
	default:
		w.OpenAsked(request, taken)
	}
}

// show runs the window over a keeper, which it leaves open, and with a file if one is
// named. A run of training that is under way when the window closes is
// paused.
func (c windowCommand) show(a fyne.App, dir string, keeper *store.Keeper, settings *Settings, env *cli.Environment) error {
	weights, err := inference.OpenWeights(dir, keeper)
	if err != nil {
		return err
	}
	defer weights.Close()
	if err := weights.Trouble(); err != nil {
		env.Warn("oneglyph: the built-in weights rank, not those used last: %s", err)
	}
	trainer := runs.Open(filepath.Join(dir, "training", "runs"))
	defer trainer.Close()
	w := ui.NewWindow(a, ui.Deps{
		Ranker:    weights.Recognizer,
		Embedder:  weights.Recognizer,
		Judge:     weights.Recognizer,
		Alphabets: alphabets{downloads{filepath.Join(dir, "training", "omniglot")}},
		Keeper:    keeper,
		Settings:  settings,
		Build:     build(),
		Trainer:   trainer,
		Weights:   weights,
		Downloads: downloads{filepath.Join(dir, "training", "omniglot")},
		Dialogs:   c.dialogs,
		Open:      c.File,
		Trials:    downloads{filepath.Join(dir, "training", "omniglot")},

		WorkingCopy: store.GalleryPath(dir),
	})
	stop := make(chan struct{})
	var serving sync.WaitGroup
	a.Lifecycle().SetOnStarted(func() {
		if c.panel {
			w.ToggleAsked(func(bool) {})
		}
		serving.Go(func() {
			store.InboxOf(dir).Serve(stop, func(request string, taken func(bool)) { answer(w, request, taken) })
		})
	})
	signals := make(chan os.Signal, 1) // which Fyne ends by
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	serving.Go(func() {
		select {
		case <-signals:
			w.Interrupted()
		case <-stop:
		}
	})
	w.ShowAndRun()
	signal.Stop(signals)
	close(stop)
	serving.Wait()
	return nil
}

// newApp starts Fyne. Without a home its own folders go into the data folder,
// not wherever the program was started.
func newApp(dir string) fyne.App {
	if _, err := os.UserConfigDir(); err != nil {
		os.Setenv("XDG_CONFIG_HOME", dir)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = filepath.Join(dir, "cache")
		os.Setenv("XDG_CACHE_HOME", cache)
	}
	_ = os.MkdirAll(cache, 0o700) // Fyne makes its own folder in there only
	a := fyneapp.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	return a
}

// showInUse is the second window's one message.
func showInUse(a fyne.App, path string) {
	w := a.NewWindow(lang.L("Oneglyph is already open"))
	text := widget.NewLabel(lang.L("Another Oneglyph window has the gallery open:\n{{.File}}\n\nClose that one first, or start with another --data-dir.", map[string]any{"File": path}))
	quit := widget.NewButton(lang.L("Close"), w.Close)
	w.SetContent(container.NewPadded(container.NewVBox(text, container.NewCenter(quit))))
	w.ShowAndRun()
}
