package runs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// TestOlderLogs: those of version 0.1.0 lack a column, and what a kill cut off is
// passed over wherever it was cut.
func TestOlderLogs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	text := "step,seconds,loss,held_out_accuracy\n1,0.5,4.5,\n2,1.0,4.25,0.125\n3,1.5,4,0.25,0.375\n4,2,3,,\n5,2.5,1.2,0"
	for cut := len("step,seconds,loss,held_out_accuracy\n1,0.5,4.5,\n2,1.0,4.25,0.125\n"); cut <= len(text); cut++ {
		if err := os.WriteFile(path, []byte(text[:cut]), 0o666); err != nil {
			t.Fatal(err)
		}
		points, err := readLog(path, 100)
		if err != nil || len(points) < 2 || points[0] != (Point{1, 500 * time.Millisecond, 4.5, 0, 0}) || points[1] != (Point{2, time.Second, 4.25, 0.125, 0}) {
			t.Fatalf("%q: %+v, %v", text[:cut], points, err)
		}
	}
	points, err := readLog(path, 4)
	if err != nil || len(points) != 4 || points[2].LakeLike != 0.375 || points[3] != (Point{4, 2 * time.Second, 3, 0, 0}) {
		t.Errorf("%+v, %v", points, err)
	}
	if again, ok := parsePoint(strings.TrimSpace(points[2].line())); !ok || again != points[2] {
		t.Errorf("%q is read as %+v", points[2].line(), again)
	}
}
