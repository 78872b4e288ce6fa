package siamese

import (
	"bytes"
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestImpossibleNumbersAreRefused: a variance below 0 has no root, and every
// similarity would be NaN; so would every step from a checkpoint.
func TestImpossibleNumbersAreRefused(t *testing.T) {
	a := Architecture{Name: "small", Input: 8, PositiveAlpha: true, Layers: []Layer{{Filters: 4, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}}}
	m, err := New(a, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]float32{
		"conv1.variance": -1e-6, "conv1.weight": float32(math.Inf(1)), "conv1.gamma": float32(math.NaN()),
	} {
		bad := &Model{arch: m.arch, calibration: m.calibration, id: &identity{}}
		for i, p := range a.params() {
			bad.values = append(bad.values, slices.Clone(m.values[i]))
			if p.name == name {
				bad.values[i][0] = v
			}
		}
		var b bytes.Buffer
		if err := bad.Write(&b); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(&b); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s of %v: %v", name, v, err)
		}
	}
	l, err := NewLearner(m, EpisodeLoss, 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.solver.moments[0].second[1] = -1
	path := filepath.Join(t.TempDir(), "checkpoint.safetensors")
	if err := l.Save(path, m); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCheckpoint(path); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "adam.second") {
		t.Errorf("a checkpoint: %v", err)
	}
}
