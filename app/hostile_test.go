package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/hostiletest"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// What each command may take, whatever it is given: half a gigabyte and, on two
// processors, five seconds. Time is theirs, so that others at work on the machine
// do not count; nothing may hang either.
const (
	hostileMemory = 512 << 20
	hostileTime   = 2 * 5 * time.Second
	hostileHang   = 60 * time.Second
)

// childKey makes this test's program, started again, a server of command lines.
const childKey = "ONEGLYPH_TEST_COMMANDS"

// commandJob is one command line for a child.
type commandJob struct {
	Name  string
	Args  []string
	State string // a data folder to be read as the window does, in place of a command
}

// outcome is what came of a job.
type outcome struct {
	Status         int
	Stdout, Stderr string
	CPU            time.Duration
	Peak           int64 // bytes of memory of the child so far, 0 where that is not known
}

// serveCommands runs jobs from the standard input, each in turn, in this process.
func serveCommands() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var j commandJob
		if err := in.Decode(&j); err != nil {
			return
		}
		var stdout, stderr bytes.Buffer
		var d outcome
		before := processorTime()
		if j.State != "" {
			readState(j.State)
		} else {
			d.Status = Main(j.Args, &stdout, &stderr, nil)
		}
		d.CPU, d.Peak = processorTime()-before, peakMemory()
		const enough = 100_000
		d.Stdout, d.Stderr = string(stdout.Bytes()[:min(stdout.Len(), enough)]), string(stderr.Bytes()[:min(stderr.Len(), enough)])
		_ = out.Encode(d)
		debug.FreeOSMemory()
	}
}

// readState does with a data folder what the window does before it opens.
func readState(dir string) {
	OpenSettings(dir)
	if k, err := store.Open(dir, lang.L); err == nil {
		k.Recent()
		_ = k.Close()
	}
	trainer := runs.Open(filepath.Join(dir, "training", "runs"))
	for _, r := range trainer.Runs() {
		_, _ = r.Curve()
	}
	trainer.Close()
}

// hostileJobs are the commands that read each input.
func hostileJobs(t *testing.T, dir string) []commandJob {
	at := func(name string) string { return filepath.Join(dir, name) }
	good, image, data := at("good.oneglyph"), at("good.png"), at("good.zip")
	bar(t, image)
	if err := omnitest.WriteZip(data, 6, 4, "Alphabet0", "Alphabet1"); err != nil {
		t.Fatal(err)
	}
	succeed(t, "register", "--project", good, "--name", "a", image)
	var jobs []commandJob
	for i, in := range hostiletest.All(t, dir) {
		add := func(args ...string) {
			jobs = append(jobs, commandJob{Name: fmt.Sprintf("%s: %s: %s", in.Kind, in.Name, args[0]), Args: args})
		}
		spare := at(fmt.Sprintf("spare-%d", i))
		switch p := in.Path; in.Kind {
		case hostiletest.Gallery:
			add("rank", "--project", p, image)
			add("export", "sheet", "--project", p, spare+".png")
			add("register", "--project", p, "--name", "b", image)
		case hostiletest.Weights:
			add("eval", "--data", data, "--ways", "2", "--episodes", "2", "--weights", p, "--json")
			add("rank", "--project", good, "--weights", p, "--json", image)
		case hostiletest.Checkpoint:
			add("train", "--data", data, "--out", spare+".safetensors", "--resume", p)
		case hostiletest.DataSet:
			add("eval", "--data", p, "--ways", "2", "--episodes", "2")
			add("starter", "--project", spare+".oneglyph", "--data", p, "--alphabet", "Alphabet0")
		case hostiletest.Task:
			add("eval", "--task", p)
		case hostiletest.Picture:
			add("rank", "--project", good, p)
			add("register", "--project", spare+".oneglyph", "--name", "x", p)
		case hostiletest.State:
			add("--data-dir", p, "rank", "--project", good, image)
			jobs = append(jobs, commandJob{Name: fmt.Sprintf("%s: %s: window", in.Kind, in.Name), State: p})
		}
	}
	return jobs
}

// TestHostileInputs hands the command line every file that hostiletest makes.
func TestHostileInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute or two")
	}
	runJobs(t, hostileJobs(t, t.TempDir()))
}

// TestHostileCommandLines hands it what nobody would type.
func TestHostileCommandLines(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector takes memory of its own")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("some of these would open the window, which needs no display to be named here")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	dir := t.TempDir()
	bar(t, filepath.Join(dir, "good.png"))
	t.Chdir(dir)
	var jobs []commandJob
	for _, args := range hostileLines() {
		name := fmt.Sprintf("%q", args)
		jobs = append(jobs, commandJob{Name: name[:min(len(name), 200)], Args: args})
	}
	runJobs(t, jobs)
}

// runJobs runs jobs in children, some after another in each, two beside each other.
func runJobs(t *testing.T, jobs []commandJob) {
	t.Helper()
	const batch = 25
	var mu sync.Mutex
	var peak int64
	var longest time.Duration
	var slowest, largest string
	batches := slices.Collect(slices.Chunk(jobs, batch))
	next := make(chan []commandJob)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for b := range next {
				for len(b) > 0 {
					b = b[runBatch(t, b, func(j commandJob, d outcome) {
						mu.Lock()
						defer mu.Unlock()
						judge(t, j, d)
						if d.Peak > peak {
							peak, largest = d.Peak, j.Name
						}
						if d.CPU > longest {
							longest, slowest = d.CPU, j.Name
						}
					}):]
				}
			}
		})
	}
	for _, b := range batches {
		next <- b
	}
	close(next)
	workers.Wait()
	t.Logf("%d commands; %d MB at most (%s); %v of processor time at most (%s)", len(jobs), peak>>20, largest, longest.Round(time.Millisecond), slowest)
}

// runBatch runs jobs in one child and returns how many came to an end or ended it.
func runBatch(t *testing.T, jobs []commandJob, heard func(commandJob, outcome)) int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childKey+"=1", "GOMEMLIMIT=400MiB", "GOMAXPROCS=2")
	var stderr bytes.Buffer
	child.Stderr = &stderr
	in, err := child.StdinPipe()
	if err != nil {
		t.Error(err)
		return len(jobs)
	}
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Error(err)
		return len(jobs)
	}
	defer child.Wait()
	defer child.Process.Kill()
	defer in.Close()
	lines := bufio.NewReader(out)
	for i, j := range jobs {
		text, err := json.Marshal(j)
		if err == nil {
			_, err = in.Write(append(text, '\n'))
		}
		hang := time.AfterFunc(hostileHang, func() { child.Process.Kill() })
		var line []byte
		if err == nil {
			line, err = lines.ReadBytes('\n')
		}
		if !hang.Stop() {
			t.Errorf("%s: hangs: %.2000s", j.Name, stderr.String())
			return i + 1
		}
		if err != nil && err != io.EOF {
			t.Errorf("%s: %v", j.Name, err)
		}
		var d outcome
		if err := json.Unmarshal(line, &d); err != nil {
			t.Errorf("%s: the program died: %.2000s", j.Name, stderr.String())
			return i + 1
		}
		heard(j, d)
		if d.Peak > hostileMemory { // the next ones begin anew
			return i + 1
		}
	}
	return len(jobs)
}

// progressLine is one of those that a busy machine prints more of.
var progressLine = regexp.MustCompile(`(?m)^drawings (read|embedded): .*\n`)

// judge fails where a command took too much, or said what it should not.
func judge(t *testing.T, j commandJob, d outcome) {
	t.Helper()
	if d.CPU > hostileTime {
		t.Errorf("%s: took %v of processor time: %.300s", j.Name, d.CPU, d.Stderr)
	}
	if d.Peak > hostileMemory {
		t.Errorf("%s: took %d MB: %.300s", j.Name, d.Peak>>20, d.Stderr)
	}
	if strings.Contains(d.Stdout, "NaN") || strings.Contains(d.Stdout, "Inf") {
		t.Errorf("%s: %.300s", j.Name, d.Stdout)
	}
	checkShown(t, j.Name, d.Stdout)
	checkShown(t, j.Name, d.Stderr)
	last := d.Stderr[strings.LastIndexByte(strings.TrimSuffix(d.Stderr, "\n"), '\n')+1:]
	switch {
	case d.Status == 0:
	case d.Status != 1 && d.Status != 2, !strings.HasPrefix(last, "oneglyph: "), strings.Count(progressLine.ReplaceAllString(d.Stderr, ""), "\n") > 5, len(last) > 7000:
		t.Errorf("%s: status %d, %.2000q", j.Name, d.Status, d.Stderr)
	}
}

// checkShown fails where a terminal would obey what was printed.
func checkShown(t *testing.T, what, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		if line = strings.TrimSuffix(line, "\n"); foreign.Text(line) != line {
			t.Errorf("%s: %q", what, line)
		}
	}
}
