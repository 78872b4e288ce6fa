package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// runProgress shows how a run goes, on the trainer's goroutine.
type runProgress struct {
	out   io.Writer
	bar   *progress
	phase runs.Phase
	noted int // points of the curve that have been looked at
}

// showReport shows a report. Reports of steps may be left out, points of the curve are not.
func (p *runProgress) showReport(r runs.Report) {
	if r.Phase == runs.Training && p.phase == runs.Loading {
		p.noted = len(r.Curve) // those of before are known
		a, err := siamese.ByName(r.Run.Network)
		if err == nil {
			say(p.out, "training %s (%d parameters) on %d characters of %d alphabets; the run is \"%s\"\n",
				a.Name, a.ParamCount(), r.Run.Characters, r.Run.Alphabets, r.Run.Folder)
		}
	}
	p.phase = r.Phase
	if r.Phase != runs.Training && r.Phase != runs.Ending {
		return
	}
	for ; p.noted < len(r.Curve); p.noted++ {
		if point := r.Curve[p.noted]; point.Accuracy > 0 {
			line := fmt.Sprintf("%s, step %d: %.2f %% one-shot accuracy held out", point.Trained.Round(time.Second), point.Step, 100*point.Accuracy)
			if point.LakeLike > 0 {
				line += fmt.Sprintf(", %.2f %% on runs like Lake's", 100*point.LakeLike)
			}
			p.bar.note(line)
		}
	}
	if s := r.Progress; s.Step > 0 {
		text := fmt.Sprintf("loss %.3f, %.0f images/s", s.Loss, s.Rate)
		if s.Any > 0 {
			text += fmt.Sprintf(", %.1f %% held out", 100*s.Any)
		}
		p.bar.share(s.Share, s.Left, text)
	}
}

// printLevels prints what each degree of strictness costs.
func printLevels(w io.Writer, c siamese.Calibration) {
	fmt.Fprintf(w, "no match below a similarity of %.2f\n", c.Threshold)
	for _, l := range c.Levels {
		fmt.Fprintf(w, "below %.2f: %4.1f %% of unregistered characters taken for one of 20, %4.1f %% of registered ones refused\n",
			l.Threshold, 100*l.FalseAccept, 100*l.FalseReject)
	}
}
