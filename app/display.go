package app

import (
	"errors"
	"io"
	"log"
	"os"
	"runtime"
	"strings"
)

// checkDisplay says plainly what the window toolkit would not: that there is no
// screen to open a window on.
func checkDisplay() error {
	switch runtime.GOOS {
	case "linux", "freebsd", "openbsd", "netbsd":
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return errors.New("no window can be opened: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); the commands train, eval, register and rank need none")
		}
	}
	return nil
}

// windowWatch listens to the standard logger, the only place where Fyne reports
// that it could not open a window: it would live on without one.
type windowWatch struct {
	out    io.Writer
	failed func(cause string)
	armed  bool
}

func watchWindow(out io.Writer, failed func(cause string)) {
	log.SetFlags(0)
	log.SetOutput(&windowWatch{out: out, failed: failed})
}

func (w *windowWatch) Write(line []byte) (int, error) {
	text := string(line)
	switch {
	case strings.Contains(text, "window creation error"), strings.Contains(text, "failed to initialise GLFW"):
		w.armed = true
		return len(line), nil
	case w.armed:
		w.armed = false
		_, cause, _ := strings.Cut(text, "Cause:")
		w.failed(strings.TrimSpace(cause))
		return len(line), nil
	}
	return w.out.Write(line)
}
