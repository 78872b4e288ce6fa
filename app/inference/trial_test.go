package inference

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// overflowing is a network of numbers that are fine one by one, but lead to none.
func overflowing(t *testing.T) *siamese.Model {
	t.Helper()
	path := filepath.Join(t.TempDir(), "w.safetensors")
	if err := tinyNetwork(t, 1).Save(path); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	floats := data[8+binary.LittleEndian.Uint64(data):]
	for i := 0; i+4 <= len(floats); i += 4 {
		binary.LittleEndian.PutUint32(floats[i:], math.Float32bits(3e38))
	}
	m, err := siamese.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWeightsAreTriedBeforeTheyAreKept: what cannot work is said at once, and does
// not become what every later start begins with.
func TestWeightsAreTriedBeforeTheyAreKept(t *testing.T) {
	dir := t.TempDir()
	w, err := OpenWeights(dir, someGallery(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	good := tinyNetwork(t, 2)
	if err := w.Keep(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	if err := w.Keep(t.Context(), overflowing(t)); !errors.Is(err, errUseless) {
		t.Errorf("weights that lead to no numbers: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := w.Keep(ended, tinyNetwork(t, 3)); !errors.Is(err, context.Canceled) {
		t.Errorf("given up meanwhile: %v", err)
	}
	kept, err := siamese.Open(WeightsPath(dir))
	if err != nil || kept.Fingerprint() != good.Fingerprint() {
		t.Errorf("kept is not what worked: %v", err)
	}
}

// TestSlowNetworksAreNotWaitedFor: whatever a network takes, the bound holds.
func TestSlowNetworksAreNotWaitedFor(t *testing.T) {
	koch, err := siamese.New(siamese.Koch(), 1)
	if err != nil {
		t.Fatal(err)
	}
	koch.Fingerprint()
	began := time.Now()
	err = try(t.Context(), koch, time.Millisecond)
	if err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("Koch's network in a millisecond: %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it was waited for %s", took)
	}
	if err := try(t.Context(), tinyNetwork(t, 1), trialBound); err != nil {
		t.Errorf("a tiny one: %v", err)
	}
}
