package ui

import (
	"context"
	"errors"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// fakeTrainer writes down what it is asked for and reports what a test says.
type fakeTrainer struct {
	free     int64 // memory; 0: unknown
	started  []runs.RunConfig
	asked    []string // Pause, Stop and the folders resumed
	runs     []runs.Run
	set      *omniglot.Set
	network  *siamese.Model
	report   func(runs.Report)
	measured float64
	fails    error // of Delete
	busy     bool  // what is started is under way, and not reported yet
}

func (f *fakeTrainer) Start(c runs.RunConfig) error {
	if f.busy {
		return runs.ErrBusy
	}
	f.started = append(f.started, c)
	return nil
}

func (f *fakeTrainer) Resume(folder string) error { f.asked = append(f.asked, folder); return nil }
func (f *fakeTrainer) Pause()                     { f.asked = append(f.asked, "Pause") }
func (f *fakeTrainer) Stop()                      { f.asked = append(f.asked, "Stop") }
func (f *fakeTrainer) Delete(folder string) error {
	f.asked = append(f.asked, "Delete "+folder)
	return f.fails
}
func (f *fakeTrainer) Runs() []runs.Run { return f.runs }

func (f *fakeTrainer) Unfinished() (runs.Run, bool) {
	for _, r := range f.runs {
		if r.Status == runs.Unfinished {
			return r, true
		}
	}
	return runs.Run{}, false
}

func (f *fakeTrainer) OnReport(report func(runs.Report)) { f.report = report }

func (f *fakeTrainer) Data(context.Context, string, func(done, total int)) (*omniglot.Set, error) {
	if f.set == nil {
		return nil, omniglot.ErrNotOmniglot
	}
	return f.set, nil
}

func (f *fakeTrainer) Network(context.Context, string) (*siamese.Model, error) {
	if f.network == nil {
		return nil, errors.New("no network")
	}
	return f.network, nil
}

func (f *fakeTrainer) Accuracy(context.Context, string, *siamese.Model) (float64, error) {
	return f.measured, nil
}

func (f *fakeTrainer) Probe(context.Context, siamese.Architecture, bool) (float64, error) {
	return 1000, nil
}

func (f *fakeTrainer) FreeMemory() int64 { return f.free }

type fakeWeights struct {
	own      *siamese.Model
	used     *siamese.Model // nil: the program's own
	kept     *siamese.Model
	keeps    int
	trouble  error
	looks    int // how often somebody asked which network it is
	embedded func(done, total int)
}

func (f *fakeWeights) Current() (*siamese.Model, bool) {
	f.looks++
	if f.used == nil {
		return f.own, true
	}
	return f.used, false
}

func (f *fakeWeights) Trouble() error       { return f.trouble }
func (f *fakeWeights) Use(m *siamese.Model) { f.used = m }

func (f *fakeWeights) Keep(_ context.Context, m *siamese.Model) error {
	f.kept, f.keeps = m, f.keeps+1
	return nil
}
func (f *fakeWeights) OnEmbedded(hear func(done, total int)) { f.embedded = hear }

type fakeDownloads struct {
	path string
	err  error
}

func (f *fakeDownloads) Path() (string, bool) { return f.path, f.path != "" }

func (f *fakeDownloads) Fetch(_ context.Context, progress func(string, omniglot.Transfer)) (string, error) {
	progress("images_background.zip", omniglot.Transfer{Done: 1 << 20, Total: 9 << 20, Speed: 1 << 20, Left: 8e9})
	if f.err == nil {
		f.path = "images_background.zip"
	}
	return f.path, f.err
}

type fakeExporter struct{ exported []string }

func (f *fakeExporter) Files(path string) []string { return []string{path, path + ".too"} }

func (f *fakeExporter) Export(path string, _ *siamese.Model) error {
	f.exported = append(f.exported, path)
	return nil
}
