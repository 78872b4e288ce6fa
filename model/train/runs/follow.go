package runs

import "time"

// followEvery is how often to look at a run that another program is at work on.
const followEvery = 2 * time.Second

// follow reports how a run goes on that another program is at work on, as long as it
// is what the last report was about. It ends when the trainer closes.
func (t *Trainer) follow() {
	defer close(t.followed)
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		select {
		case <-t.closing.Done():
			return
		case <-tick.C:
		}
		t.mu.Lock()
		folder, elsewhere := t.report.Run.Folder, t.cancel == nil && t.report.Run.Elsewhere
		t.mu.Unlock()
		if !elsewhere {
			continue
		}
		now := t.of(folder)
		t.change(func(r *Report) {
			if t.cancel == nil && r.Run.Folder == folder { // nothing was begun here meanwhile
				*r = now
			}
		})
	}
}

// of is the report on a run that nobody here is at work on; none where it is gone.
func (t *Trainer) of(folder string) (r Report) {
	for _, run := range t.Runs() {
		if run.Folder == folder {
			r.Run = run
			r.Curve, _ = run.Curve() // a plot that cannot be had is no reason not to go on
		}
	}
	return r
}
