package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// tinyNetwork is one that embeds in no time.
func tinyNetwork(t *testing.T, seed uint64) *siamese.Model {
	t.Helper()
	a := siamese.Architecture{
		Name: fmt.Sprint("tiny", seed), Input: 16, PositiveAlpha: true,
		Layers: []siamese.Layer{{Filters: 4, Kernel: 3, Pad: 1, Pool: 4, BatchNorm: true}},
	}
	m, err := siamese.New(a, seed)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCommandsFollowTheWeightsInUse: what the window ranks with, the command line
// does too, unless it names others.
func TestCommandsFollowTheWeightsInUse(t *testing.T) {
	dir, none := t.TempDir(), filepath.Join(t.TempDir(), "none")
	file, image := filepath.Join(t.TempDir(), "a.oneglyph"), filepath.Join(t.TempDir(), "a.png")
	sketch(t, image, 1, 0)
	asked := filepath.Join(t.TempDir(), "b.png")
	sketch(t, asked, 2, 5)
	data := omniglotFolder(t)
	own, other := inference.WeightsPath(dir), filepath.Join(t.TempDir(), "other.safetensors")
	compact, err := inference.LoadModel("")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]*siamese.Model{own: tinyNetwork(t, 1), other: tinyNetwork(t, 2), "built-in": compact}
	for _, path := range []string{own, other} {
		if err := m[path].Save(path); err != nil {
			t.Fatal(err)
		}
	}
	network := func() gallery.Network {
		t.Helper()
		p, err := gallery.Open(context.Background(), file)
		if err != nil {
			t.Fatal(err)
		}
		return p.Network
	}
	var rankings []string
	for _, c := range []struct {
		dir, weights, used string
	}{
		{none, "", "built-in"}, {dir, "", own}, {dir, other, other}, {none, other, other}, {dir, "built-in", "built-in"},
	} {
		args := []string{"--data-dir", c.dir}
		if c.weights != "" {
			args = append(args, "--weights", c.weights)
		}
		with := func(more ...string) []string { return append(slices.Clone(more), args...) }
		succeed(t, with("register", "--project", file, "--name", "x", image)...)
		if got := network(); got != inference.Describe(m[c.used]) {
			t.Errorf("%q: register notes %+v", args, got)
		}
		rankings = append(rankings, succeed(t, with("rank", "--project", file, "--json", asked)...))
		for _, kind := range []string{"embeddings", "ranking"} {
			out := filepath.Join(t.TempDir(), "out.csv")
			what := []string{"export", kind, "--project", file, out}
			if kind == "ranking" {
				what = []string{"export", kind, "--project", file, image, out}
			}
			succeed(t, with(what...)...)
			table, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			header, _, _ := strings.Cut(string(table), "\n")
			if wide := strings.Count(header, ",") > 200; kind == "embeddings" && wide != (c.used == "built-in") {
				t.Errorf("%q: embeddings of another network: %.60s", args, header)
			}
		}
		var got evaluation
		if err := json.Unmarshal([]byte(succeed(t, with("eval", "--data", data, "--ways", "2", "--episodes", "2", "--json")...)), &got); err != nil {
			t.Fatal(err)
		}
		if got.Weights != c.used || got.Fingerprint != m[c.used].Fingerprint() {
			t.Errorf("%q: eval measures %s, %s", args, got.Weights, got.Fingerprint)
		}
	}
	for i := range rankings {
		for j := range i {
			same := (i == 4 && j == 0) || (i == 3 && j == 2)
			if (rankings[i] == rankings[j]) != same {
				t.Errorf("rankings %d and %d are the same: %t", i, j, !same)
			}
		}
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("looking for weights made a data folder")
	}

	if err := os.WriteFile(own, []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := call("rank", "--data-dir", dir, "--project", file, "--json", asked)
	if status != 0 || stdout != rankings[0] || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, own) || !strings.Contains(stderr, "built-in") {
		t.Errorf("damaged weights in use: status %d, %q, %q", status, stdout, stderr)
	}
	status, _, stderr = call("rank", "--weights", own, "--project", file, image)
	if status != 1 || !strings.Contains(stderr, own) {
		t.Errorf("damaged weights named: status %d, %q", status, stderr)
	}
}

// TestFlagsThatWouldBeIgnored: what has no effect is refused.
func TestFlagsThatWouldBeIgnored(t *testing.T) {
	for _, c := range []struct{ args, flag, because string }{
		{"train --data d --out o --split B", "--split", "--holdout"},
		{"train --data d --out o --split A", "--split", "--holdout"},
		{"eval --task t --ways 20", "--ways", "--data"},
		{"eval --task t --shots 1", "--shots", "--data"},
		{"eval --task t --episodes 5", "--episodes", "--data"},
		{"eval --task t --seed 5", "--seed", "--data"},
		{"eval --task t --within-alphabet", "--within-alphabet", "--data"},
		{"eval --task t --split A", "--split", "--data"},
		{"starter --project p --set digits --data d", "--data", "--set"},
		{"starter --project p --set digits --alphabet a", "--alphabet", "--set"},
		{"starter --project p --set digits --drawer 2", "--drawer", "--set"},
	} {
		status, _, stderr := call(strings.Fields(c.args)...)
		if status != 2 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, c.flag) || !strings.Contains(stderr, c.because) {
			t.Errorf("%s: status %d, %q", c.args, status, stderr)
		}
	}
}
