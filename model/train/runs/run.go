package runs

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Status says how a run stands.
type Status string

const (
	Unfinished Status = "unfinished" // under way, paused, or cut off
	Done       Status = "done"
	Stopped    Status = "stopped" // before its end; its best network is kept
	Failed     Status = "failed"
)

// Run is what is known of a training run. Its folder holds run.json, which says
// this, log.csv, and the files named below where there are such.
type Run struct {
	Folder string `json:"-"`

	Started time.Time `json:"started"`
	Preset  string    `json:"preset"`
	Network string    `json:"network"`
	Data    string    `json:"data"`
	Own     int       `json:"own_classes,omitempty"`
	From    string    `json:"from,omitempty"`  // fingerprint of the weights it began with; "": random ones
	Split   string    `json:"split,omitempty"` // as RunConfig says
	// Characters, Alphabets and HeldOut say what was found in the data: how much is
	// learnt, and which alphabets are held out. They are there once it has been read.
	Characters int      `json:"characters,omitempty"`
	Alphabets  int      `json:"alphabets,omitempty"`
	HeldOut    []string `json:"held_out,omitempty"`
	// Calibration is the one taken over; nil: it is fitted.
	Calibration  *siamese.Calibration `json:"calibration,omitempty"`
	LeaveOneCore bool                 `json:"leave_a_core"`

	Status  Status        `json:"status"`
	Problem string        `json:"problem,omitempty"`
	Share   float64       `json:"share"`   // done, 0 to 1; while unfinished that of the checkpoint
	Trained time.Duration `json:"trained"` // training time
	// Best is the highest held-out accuracy so far, of the network in one view,
	// and once there are weights theirs; 0: not measured.
	Best float64 `json:"best"`
	// LakeLike is the same network's on runs built like Lake's; 0: not measured.
	LakeLike float64 `json:"lake_like,omitempty"`

	// Elsewhere says that another program is at work on the run.
	Elsewhere bool `json:"-"`
}

func (r Run) file(name string) string { return filepath.Join(r.Folder, name) }

// Checkpoint is the state to go on from, there until the run ends.
func (r Run) Checkpoint() string { return r.file("checkpoint.safetensors") }

// olderBest is where version 0.1.0 kept a second copy of the best network.
func (r Run) olderBest() string { return r.Checkpoint() + ".best" }

// BestSoFar is the network of the best validation so far, not calibrated.
func (r Run) BestSoFar() string { return r.file("best.safetensors") }

// Weights is the run's result.
func (r Run) Weights() string { return r.file("weights.safetensors") }

// Log is a CSV file of all steps.
func (r Run) Log() string { return r.file("log.csv") }

func (r Run) ownData() string { return r.file("own.zip") }

// HasWeights reports whether the run has come to a result.
func (r Run) HasWeights() bool { return exists(r.Weights()) }

// Resumable reports whether the run can be gone on with, once nobody is at work on it.
func (r Run) Resumable() bool { return r.Status == Unfinished && exists(r.Checkpoint()) }

// Curve reads the run's log.
func (r Run) Curve() ([]Point, error) {
	const all = int(^uint(0) >> 1)
	return readLog(r.Log(), all)
}

// create makes the folder of a new run, named by its time, and locks it.
func (r *Run) create(runs string) (*flock.Flock, error) {
	if err := os.MkdirAll(runs, 0o777); err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	name := r.Started.Format("2006-01-02 15.04.05")
	for i := 2; ; i++ {
		r.Folder = filepath.Join(runs, name)
		err := os.Mkdir(r.Folder, 0o777)
		if errors.Is(err, fs.ErrExist) {
			name = fmt.Sprintf("%s (%d)", r.Started.Format("2006-01-02 15.04.05"), i)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("runs: %w", err)
		}
		if err := r.save(); err != nil {
			return nil, err
		}
		return r.lock() // until it has a checkpoint nobody else takes it up
	}
}

// save writes run.json.
func (r Run) save() error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	if err := atomicfile.WriteBytes(r.file("run.json"), append(data, '\n')); err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	return nil
}

// removeLeftovers takes away what a program left that was killed while saving. The
// run must be locked: version 0.1.0 marked its temporary files as nobody's.
func (r Run) removeLeftovers() {
	for _, path := range []string{r.Checkpoint(), r.olderBest(), r.BestSoFar(), r.Weights(), r.Log(), r.ownData(), r.file("run.json")} {
		atomicfile.RemoveLeftovers(path)
	}
}

// removeWork takes away what a run that has ended has no use for any more. It is
// large.
func (r Run) removeWork() {
	for _, path := range []string{r.Checkpoint(), r.olderBest(), r.BestSoFar(), r.ownData()} {
		_ = os.Remove(path)
	}
}

// maxRunFile bounds run.json, whose texts are paths and a cause.
const maxRunFile = 1 << 20

// readRun reads what save wrote.
func readRun(folder string) (Run, error) {
	r := Run{Folder: folder}
	data, err := foreign.ReadFile(r.file("run.json"), maxRunFile)
	if err != nil {
		return r, fmt.Errorf("runs: %w", err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("runs: read %s: %w", r.file("run.json"), err)
	}
	return r, nil
}

// readRuns lists a folder's runs, the newest first. Folders that are none are
// passed over.
func readRuns(runs string) []Run {
	entries, _ := os.ReadDir(runs) // a missing folder has no runs
	var all []Run
	for _, e := range entries {
		if r, err := readRun(filepath.Join(runs, e.Name())); err == nil {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b Run) int {
		if c := b.Started.Compare(a.Started); c != 0 {
			return c
		}
		return strings.Compare(b.Folder, a.Folder)
	})
	return all
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
