package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// lineInterval passes between the lines of a progress that is no bar.
const lineInterval = 5 * time.Second

// progress shows how far something has come: on a terminal as a bar with the
// time left, elsewhere as a line every few seconds.
type progress struct {
	out      io.Writer
	what     string
	terminal bool
	bar      *progressbar.ProgressBar // once there is something to show
	start    time.Time
	said     time.Time
}

func newProgress(out io.Writer, what string) *progress {
	f, isFile := out.(*os.File)
	now := time.Now()
	return &progress{
		out: out, what: what,
		terminal: isFile && term.IsTerminal(int(f.Fd())),
		start:    now, said: now,
	}
}

// set says that done of total are done. It is called on one goroutine at a time.
func (p *progress) set(done, total int) {
	if p.terminal {
		p.show(done, total, progressbar.OptionShowCount())
		return
	}
	if p.silent() || done < 1 {
		return
	}
	spent := time.Since(p.start)
	left := time.Duration(float64(spent) * float64(total-done) / float64(done))
	fmt.Fprintf(p.out, "%s: %d of %d, %s left\n", p.what, done, total, left.Round(time.Second))
}

// share says how much of a run is done, 0 to 1, where that is no number of
// things, and how it goes.
func (p *progress) share(done float64, left time.Duration, text string) {
	if p.terminal {
		const fine = 10_000
		p.show(int(done*fine), fine)
		p.bar.Describe(p.what + ": " + text)
		return
	}
	if !p.silent() {
		fmt.Fprintf(p.out, "%s: %.0f %%, %s, %s left\n", p.what, 100*done, text, left.Round(time.Second))
	}
}

// show moves the bar, which the first call makes.
func (p *progress) show(done, total int, more ...progressbar.Option) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total, append(more,
			progressbar.OptionSetWriter(p.out),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionFullWidth(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)...)
	}
	_ = p.bar.Set(done) // it fails only past its end
}

// silent reports whether the next line is not yet due.
func (p *progress) silent() bool {
	now := time.Now()
	if now.Sub(p.said) < lineInterval {
		return true
	}
	p.said = now
	return false
}

// note writes a line above the bar.
func (p *progress) note(line string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.out, line)
}

// finish takes the bar away.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// openOmniglot reads a data set and shows how far it has come.
func openOmniglot(ctx context.Context, env *Environment, path string) (*omniglot.Set, error) {
	progress := newProgress(env.Stderr, "drawings read")
	defer progress.finish()
	return omniglot.Open(ctx, path, progress.set)
}
