package uitest

import (
	"context"
	"errors"
	"image/png"
	"os"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// Trainer writes down what it is asked for and reports what a test says.
type Trainer struct {
	Free     int64 // memory; 0: unknown
	Started  []runs.RunConfig
	Asked    []string // Pause, Stop and the folders resumed
	All      []runs.Run
	Set      *omniglot.Set
	Made     *siamese.Model
	Report   func(runs.Report)
	Measured float64
	Fails    error // of Delete
	Busy     bool  // what is started is under way, and not reported yet
}

func (f *Trainer) Start(c runs.RunConfig) error {
	if f.Busy {
		return runs.ErrBusy
	}
	f.Started = append(f.Started, c)
	return nil
}

func (f *Trainer) Resume(folder string) error { f.Asked = append(f.Asked, folder); return nil }
func (f *Trainer) Pause()                     { f.Asked = append(f.Asked, "Pause") }
func (f *Trainer) Stop()                      { f.Asked = append(f.Asked, "Stop") }
func (f *Trainer) Delete(folder string) error {
	f.Asked = append(f.Asked, "Delete "+folder)
	return f.Fails
}
func (f *Trainer) Runs() []runs.Run { return f.All }

func (f *Trainer) Unfinished() (runs.Run, bool) {
	for _, r := range f.All {
		if r.Status == runs.Unfinished {
			return r, true
		}
	}
	return runs.Run{}, false
}

func (f *Trainer) OnReport(report func(runs.Report)) { f.Report = report }

func (f *Trainer) Data(context.Context, string, func(done, total int)) (*omniglot.Set, error) {
	if f.Set == nil {
		return nil, omniglot.ErrNotOmniglot
	}
	return f.Set, nil
}

func (f *Trainer) Network(context.Context, string) (*siamese.Model, error) {
	if f.Made == nil {
		return nil, errors.New("no network")
	}
	return f.Made, nil
}

func (f *Trainer) Accuracy(context.Context, string, *siamese.Model) (float64, error) {
	return f.Measured, nil
}

func (f *Trainer) Probe(context.Context, siamese.Architecture, bool) (float64, error) {
	return 1000, nil
}

func (f *Trainer) FreeMemory() int64 { return f.Free }

type Weights struct {
	Own      *siamese.Model
	Used     *siamese.Model // nil: the program's own
	Kept     *siamese.Model
	Keeps    int
	Fails    error
	Looks    int // how often somebody asked which network it is
	Embedded func(done, total int)
}

func (f *Weights) Current() (*siamese.Model, bool) {
	f.Looks++
	if f.Used == nil {
		return f.Own, true
	}
	return f.Used, false
}

func (f *Weights) Trouble() error       { return f.Fails }
func (f *Weights) Use(m *siamese.Model) { f.Used = m }

func (f *Weights) Keep(_ context.Context, m *siamese.Model) error {
	f.Kept, f.Keeps = m, f.Keeps+1
	return nil
}
func (f *Weights) OnEmbedded(hear func(done, total int)) { f.Embedded = hear }

type Downloads struct {
	Fetched string
	Err     error
}

func (f *Downloads) Path() (string, bool) { return f.Fetched, f.Fetched != "" }

func (f *Downloads) Fetch(_ context.Context, progress func(string, omniglot.Transfer)) (string, error) {
	progress("images_background.zip", omniglot.Transfer{Done: 1 << 20, Total: 9 << 20, Speed: 1 << 20, Left: 8e9})
	if f.Err == nil {
		f.Fetched = "images_background.zip"
	}
	return f.Fetched, f.Err
}

func Network(t *testing.T, a siamese.Architecture, seed uint64) *siamese.Model {
	t.Helper()
	m, err := siamese.New(a, seed)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// SomeSet is a data set of two characters without drawings.
func SomeSet() *omniglot.Set {
	return &omniglot.Set{Alphabets: []omniglot.Alphabet{{Name: "A", Characters: []omniglot.Character{{Name: "a"}, {Name: "b"}}}}}
}

func TrainingReport(run runs.Run, step int) runs.Report {
	return runs.Report{
		Phase: runs.Training, Run: run, Curve: Curve(step),
		Progress: train.Progress{Step: step, Rate: 1234, Trained: 65 * time.Second, Left: 2 * time.Minute},
	}
}

func Curve(steps int) (points []runs.Point) {
	for i := range steps {
		points = append(points, runs.Point{Step: i + 1, Trained: time.Duration(i+1) * time.Second, Loss: 3, Accuracy: 0.5})
	}
	return points
}

// IsPicture reports whether a file is a picture that can be read to its end.
func IsPicture(t *testing.T, path string) bool {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	_, err = png.Decode(f)
	return err == nil
}
