package app

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// lineInterval passes between the lines of a progress that is no bar.
const lineInterval = 5 * time.Second

// progress shows how far something has come: on a terminal as a bar with the
// time left, elsewhere as a line every few seconds.
type progress struct {
	out   io.Writer
	what  string
	bar   *progressbar.ProgressBar // nil unless on a terminal
	start time.Time
	said  time.Time
}

func newProgress(out io.Writer, what string) *progress {
	now := time.Now()
	p := &progress{out: out, what: what, start: now, said: now}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(-1,
			progressbar.OptionSetWriter(out),
			progressbar.OptionSetDescription(what),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionShowCount(),
			progressbar.OptionFullWidth(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	return p
}

// set says that done of total are done. It is called on one goroutine at a time.
func (p *progress) set(done, total int) {
	if p.bar != nil {
		if p.bar.GetMax() != total {
			p.bar.ChangeMax(total)
		}
		_ = p.bar.Set(done)
		return
	}
	now := time.Now()
	if now.Sub(p.said) < lineInterval || done < 1 {
		return
	}
	p.said = now
	left := time.Duration(float64(now.Sub(p.start)) * float64(total-done) / float64(done))
	fmt.Fprintf(p.out, "%s: %d of %d, %s left\n", p.what, done, total, left.Round(time.Second))
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

// share says how much of a run is done, 0 to 1, where that is no number of
// things, and how it goes.
func (p *progress) share(done float64, left time.Duration, text string) {
	const fine = 10_000
	if p.bar != nil {
		if p.bar.GetMax() != fine {
			p.bar.ChangeMax(fine)
		}
		p.bar.Describe(p.what + ": " + text)
		_ = p.bar.Set(int(done * fine))
		return
	}
	if now := time.Now(); now.Sub(p.said) >= lineInterval {
		p.said = now
		fmt.Fprintf(p.out, "%s: %.0f %%, %s, %s left\n", p.what, 100*done, text, left.Round(time.Second))
	}
}
