package train

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// BenchmarkRun trains the compact network by the full recipe on one core and on
// two, distortions included: images a second after the first few steps, which
// find batches that were made ready before them.
func BenchmarkRun(b *testing.B) {
	path := filepath.Join(b.TempDir(), "set.zip")
	if err := omnitest.WriteZip(path, 25, 4, "Alpha", "Beta", "Gamma", "Delta"); err != nil {
		b.Fatal(err)
	}
	set, err := omniglot.Open(context.Background(), path, nil)
	if err != nil {
		b.Fatal(err)
	}
	const first, steps = 4, 16
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprintf("%dcores", cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			r := Default(siamese.Compact())
			r.Steps = first + steps
			var took time.Duration
			for b.Loop() {
				var began time.Duration
				_, err := Run(context.Background(), Options{Recipe: r, Set: set, Threads: cores, Progress: func(p Progress) {
					switch p.Step {
					case first:
						began = p.Trained
					case r.Steps:
						took += p.Trained - began
					}
				}})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*steps*r.Batch())/took.Seconds(), "img/s")
		})
	}
}
