package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/model/benchmark"
)

// TestEvalKinds: baselines, trials like Lake's and the open set, each with its
// interval and every mistake.
func TestEvalKinds(t *testing.T) {
	data := omniglotFolder(t)
	eval := func(flags string) (e evaluation) {
		t.Helper()
		out := succeed(t, append([]string{"eval", "--data", data, "--json"}, strings.Fields(flags)...)...)
		if err := json.Unmarshal([]byte(out), &e); err != nil {
			t.Fatalf("%s: %v in %s", flags, err, out)
		}
		if e.Open == nil && (len(e.Mistakes) != e.Trials-e.Correct || e.Low > e.Accuracy || e.High < e.Accuracy || e.Low == e.High) {
			t.Errorf("%s: %d mistakes, %d of %d right, %v to %v", flags, len(e.Mistakes), e.Correct, e.Trials, e.Low, e.High)
		}
		for _, m := range e.Mistakes {
			for _, name := range []string{m.Query, m.Right, m.Choice} {
				if len(strings.Split(name, "/")) != 3 {
					t.Errorf("%s: mistake %+v", flags, m)
				}
			}
		}
		return e
	}
	for _, flags := range []string{"--baseline pixels", "--baseline hausdorff"} {
		e := eval(flags + " --ways 6 --episodes 60")
		if e.Trials != 60 || "--baseline "+e.Baseline != flags || e.Weights != "" || e.Accuracy < 2.0/6 {
			t.Errorf("%s: %+v", flags, e)
		}
	}
	if e := eval("--baseline pixels --ways 5 --episodes 20 --ink thin --ink turn30"); len(e.Inks) != 2 || e.Trials != 40 {
		t.Errorf("pixels in other inks: %+v", e)
	}
	// Alphabets of six characters make runs of six.
	if e := eval("--lake-like --episodes 80"); e.Trials != 4*6 || !e.LakeLike || !e.Within || e.Groups[0].Name != "Alphabet0" {
		t.Errorf("like Lake's: %+v", e)
	}
	if status, _, text := call("eval", "--data", data, "--open-set", "--episodes", "3"); status == 0 || !strings.Contains(text, "too few") {
		t.Errorf("open set of four drawings a class: status %d, %q", status, text)
	}
}

func TestEvalOpenSet(t *testing.T) {
	root := filepath.Join(t.TempDir(), "images_background")
	for c := range 7 {
		for d := range 8 {
			sketch(t, filepath.Join(root, "Latin", fmt.Sprintf("character%02d", c+1), fmt.Sprintf("%04d_%02d.png", c+1, d+1)), c+1, d)
		}
	}
	var e evaluation
	page := filepath.Join(t.TempDir(), "report.html")
	out := succeed(t, "eval", "--data", root, "--open-set", "--episodes", "4", "--json", "--report", page)
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatal(err)
	}
	if e.Open == nil || e.Open.Refused.Trials != 4*30 || e.Open.Accepted.Trials != 4*6 || e.Trials != 4*36 || e.Open.AUROC <= 0.5 {
		t.Errorf("printed %s", out)
	}
	text := succeed(t, "eval", "--data", root, "--open-set", "--episodes", "4")
	for _, want := range []string{"known ones refused", "unknown ones taken for known", "area under the curve", "of 144"} {
		if !strings.Contains(text, want) {
			t.Errorf("without --json: %q lacks %q", text, want)
		}
	}
	html, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(html), "Prototypical, ResNet-12") || !strings.Contains(string(html), "learnt from these alphabets") {
		t.Errorf("%v, the page: %.300s", err, html)
	}
	// A file that is no page stays.
	precious := filepath.Join(t.TempDir(), "precious.txt")
	if err := os.WriteFile(precious, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, text := call("eval", "--data", root, "--open-set", "--episodes", "4", "--report", precious); status != 1 || !strings.Contains(text, "another kind") {
		t.Errorf("over a text: status %d, %q", status, text)
	}
}

func TestEvalBenchmark(t *testing.T) {
	data := omniglotFolder(t)
	page := filepath.Join(t.TempDir(), "report.html")
	out := succeed(t, "eval", "--data", data, "--benchmark", "--episodes", "20", "--json", "--report", page)
	var r benchmark.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Weights != inference.BuiltIn || len(r.Results) != 11 || r.Results[2].Contestant != "hausdorff" || r.Results[2].Trials == 0 {
		t.Errorf("printed %s", out)
	}
	if html, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(html), "<!doctype html>") {
		t.Errorf("%v, %.100s", err, html)
	}
	if text := succeed(t, "eval", "--data", data, "--benchmark", "--episodes", "20", "--report", page); !strings.Contains(text, "not asked") {
		t.Errorf("printed %s", text)
	}
}

// TestEvalFlagsThatDoNotFit are told before anything is read.
func TestEvalFlagsThatDoNotFit(t *testing.T) {
	for line, names := range map[string]string{
		"eval":                                           "--data",
		"eval --task t --data d":                         "--benchmark",
		"eval --task t --lake-like":                      "--lake-like",
		"eval --task t --open-set":                       "--open-set",
		"eval --data d --lake-like --open-set":           "--open-set",
		"eval --data d --lake-like --ways 5":             "--ways",
		"eval --data d --open-set --baseline pixels":     "--baseline",
		"eval --data d --open-set --ink thin":            "--ink",
		"eval --data d --open-set --episodes 99999":      "compared",
		"eval --data d --benchmark --shots 5":            "--shots",
		"eval --data d --baseline guess":                 "--baseline",
		"eval --data d --baseline pixels --weights w":    "--weights",
		"eval --data d --baseline hausdorff --ink thin":  "--ink",
		"eval --data d --benchmark --baseline hausdorff": "--baseline",
	} {
		status, stdout, stderr := call(strings.Fields(line)...)
		if status != 2 || stdout != "" || !strings.Contains(stderr, names) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: status %d, %q", line, status, stderr)
		}
	}
}
