package train

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// TestRunsThatDoNotFit are refused before anything is allocated.
func TestRunsThatDoNotFit(t *testing.T) {
	learnt, held := sets(t)
	o := Options{Recipe: recipe(3), Set: learnt, Held: held, Trials: 20}
	o.Memory = o.Recipe.Memory() - 1
	_, err := Run(t.Context(), o)
	if !errors.Is(err, ErrMemory) || !strings.Contains(err.Error(), "GB are free") {
		t.Errorf("%v", err)
	}
	o.Memory++
	if _, err := Run(t.Context(), o); err != nil {
		t.Errorf("what fits: %v", err)
	}
}

// TestMemoryOfKoch: the paper's network at the numbers that are usual for the
// compact one is a matter of gigabytes, as is the largest episode of either.
func TestMemoryOfKoch(t *testing.T) {
	const gb = 1_000_000_000
	koch := Default(siamese.Koch())
	if n := koch.Memory(); n < gb || n > 2*gb {
		t.Errorf("koch as it is taught takes %d", n)
	}
	for _, a := range []siamese.Architecture{siamese.Koch(), siamese.Compact()} {
		r := Default(a)
		r.Classes = 1000
		if n := r.Memory(); n < 4*gb || n > 12*gb {
			t.Errorf("%s, 1,000 characters: %d", a.Name, n)
		}
		most := r.MostClasses(1000, 2*gb)
		if most < 50 || most > 500 {
			t.Errorf("%s: %d characters fit into 2 GB", a.Name, most)
		}
		r.Classes = most
		if r.Fits(2*gb) != nil {
			t.Errorf("%s: %d characters do not fit", a.Name, most)
		}
		r.Classes++
		if r.Fits(2*gb) == nil {
			t.Errorf("%s: %d characters fit too", a.Name, r.Classes)
		}
		if r.Fits(0) != nil || r.MostClasses(1000, 0) != 1000 || r.MostClasses(1000, 1) != 0 {
			t.Errorf("%s: nothing known, or nothing left", a.Name)
		}
	}
}

func TestFreeMemory(t *testing.T) {
	if n := FreeMemory(); n < 1<<20 || n > 1<<50 {
		t.Errorf("%d bytes are free", n)
	}
	for name, c := range map[string]struct {
		self  string
		files map[string]string
		free  int64
		known bool
	}{
		"version 2": {"0::/a/b\n", map[string]string{
			"a/b/memory.max": "1000\n", "a/b/memory.current": "300\n", "a/b/memory.stat": "anon 1\ninactive_file 100\n",
			"a/memory.max": "max\n", "a/memory.current": "5000\n",
		}, 800, true},
		"of a group around": {"0::/a/b\n", map[string]string{
			"a/b/memory.max": "1000\n", "a/b/memory.current": "300\n",
			"a/memory.max": "900\n", "a/memory.current": "500\n",
		}, 400, true},
		"the container's own": {"0::/\n", map[string]string{"memory.max": "1000\n", "memory.current": "1\n"}, 999, true},
		"version 1": {"5:cpu:/x\n4:memory:/x\n", map[string]string{
			"memory/x/memory.limit_in_bytes": "9223372036854771712\n", "memory/x/memory.usage_in_bytes": "7\n",
			"memory/memory.limit_in_bytes": "100\n", "memory/memory.usage_in_bytes": "90\n", "memory/memory.stat": "total_inactive_file 5\n",
		}, 15, true},
		"none": {"0::/a\n", nil, 0, false},
		"odd":  {"\n:::\n0::../..\n", map[string]string{"memory.max": "much"}, 0, false},
	} {
		root := t.TempDir()
		self := omnitest.Write(t, filepath.Join(root, "self"), []byte(c.self))
		for file, text := range c.files {
			omnitest.Write(t, filepath.Join(root, file), []byte(text))
		}
		if free, known := groupMemory(self, root); free != c.free || known != c.known {
			t.Errorf("%s: %d, %t", name, free, known)
		}
	}
	if _, known := groupMemory(filepath.Join(t.TempDir(), "none"), os.DevNull); known {
		t.Error("no control groups, and a limit")
	}
}
