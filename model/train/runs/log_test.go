package runs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A log of any length is read in bounded memory, its first and its latest points
// among what is kept.
func TestALongLogIsThinned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	var all strings.Builder
	const lines = 2*maxPoints + 10
	for i := range lines {
		all.WriteString(Point{Step: i + 1, Loss: 1}.line())
	}
	if err := os.WriteFile(path, []byte(all.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	points, err := readLog(path, lines)
	if err != nil || len(points) > maxPoints || len(points) < maxPoints/2 || points[0].Step != 1 || points[len(points)-1].Step != lines {
		t.Errorf("%d points, %v", len(points), err)
	}
	for i := 1; i < len(points); i++ {
		if points[i].Step <= points[i-1].Step {
			t.Fatalf("step %d after step %d", points[i].Step, points[i-1].Step)
		}
	}
}
