package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/draw"
	"github.com/oneglyph/oneglyph/ui/quick"
)

const (
	trayKey = "tray" // the setting: a closed window leaves the program in the system tray
	trayOn  = "on"
)

// wantsTray reports whether the program is to stay in the tray.
func (w *Window) wantsTray() bool {
	return w.session.Settings.StringWithFallback(trayKey, "") == trayOn
}

// staysInTray reports whether closing the window hides it.
func (w *Window) staysInTray() bool { return w.inTray && w.wantsTray() }

// trayItem switches whether the program stays in the tray. Fyne puts an icon there as
// the program starts, and takes it away with the program.
func (w *Window) trayItem() *fyne.MenuItem {
	on := w.wantsTray()
	item := fyne.NewMenuItem(lang.L("Stay in the system tray"), func() {
		value := trayOn
		if on {
			value = ""
		}
		w.session.Settings.SetString(trayKey, value)
		if !on && !w.inTray {
			w.session.Notice.Offer(lang.L("Oneglyph stays in the system tray from its next start on."), "", nil)
		}
	})
	item.Checked = on
	return item
}

// startTray puts the program's icon into the tray, if it is to stay there. It comes
// before the app runs.
func (w *Window) startTray() {
	if _, ok := fyne.CurrentApp().(desktop.App); ok && w.wantsTray() {
		w.inTray = true
		w.fillTray()
	}
}

// fillTray puts the menu into the tray, in the language that is spoken now.
func (w *Window) fillTray() {
	tray, ok := fyne.CurrentApp().(desktop.App)
	if !ok || !w.inTray {
		return
	}
	quit := fyne.NewMenuItem(lang.L("Quit"), w.quit)
	quit.IsQuit = true
	tray.SetSystemTrayMenu(fyne.NewMenu("Oneglyph",
		fyne.NewMenuItem(lang.L("Quick panel"), w.toggleQuick),
		fyne.NewMenuItem(lang.L("Open the window"), w.reveal),
		fyne.NewMenuItemSeparator(),
		quit,
	))
}

// leave closes the window, or hides it where the program stays in the tray.
func (w *Window) leave() {
	if !w.staysInTray() {
		w.session.Leave()
		return
	}
	w.session.Window.Hide()
}

// quit ends the program from where its window may be hidden: a question may have to be
// answered before.
func (w *Window) quit() {
	w.reveal()
	w.session.Leave()
}

// reveal brings the window to the front.
func (w *Window) reveal() {
	w.session.Window.Show()
	w.session.Window.RequestFocus()
}

// toggleQuick shows or hides the quick panel, which is made when it is first wanted.
func (w *Window) toggleQuick() {
	if w.quick == nil {
		w.quick = quick.New(fyne.CurrentApp(), quick.Deps{
			Ranker:    w.deps.Ranker,
			Gallery:   func() *gallery.Gallery { return w.session.Gallery() },
			Threshold: func(a model.Answer) float64 { return w.draw.Threshold(a) },
			Pen:       float32(w.session.Settings.FloatWithFallback(draw.PenKey, canvas.DefaultPen)),
			OnWindow:  w.reveal,
			Do:        w.session.Do,
			After:     w.session.After,
		})
	}
	w.quick.Toggle()
}

// ToggleAsked shows or hides the quick panel, as another start of the program asked.
// It may be called on any goroutine; taken is called on Fyne's.
func (w *Window) ToggleAsked(taken func(bool)) {
	w.session.Do(func() {
		w.toggleQuick()
		taken(true)
	})
}

// StartAsked is for another start of the program without a file: it brings the window to
// the front, or shows or hides the quick panel where the program stays in the tray. It
// may be called on any goroutine; taken is called on Fyne's.
func (w *Window) StartAsked(taken func(bool)) {
	if w.staysInTray() {
		w.ToggleAsked(taken)
		return
	}
	w.session.Do(func() {
		w.reveal()
		taken(true)
	})
}
