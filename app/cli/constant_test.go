package cli

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/weights"
)

// constantNetwork writes the shipped network with every parameter 0: all
// embeddings are the same.
func constantNetwork(t *testing.T) string {
	t.Helper()
	data := slices.Clone(weights.Compact())
	clear(data[8+binary.LittleEndian.Uint64(data):]) // behind the header
	path := filepath.Join(t.TempDir(), "constant.safetensors")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEvalOfAConstantNetworkScoresChance(t *testing.T) {
	var got evaluation
	out := succeed(t, "eval", "--data", omniglotFolder(t), "--weights", constantNetwork(t), "--ways", "10", "--episodes", "2000", "--json")
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	const chance = 0.1
	if deviation := math.Sqrt(chance * (1 - chance) / 2000); math.Abs(got.Accuracy-chance) > 5*deviation {
		t.Errorf("%d of %d: %.1f %%, not chance", got.Correct, got.Trials, 100*got.Accuracy)
	}
}
