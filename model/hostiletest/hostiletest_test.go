package hostiletest_test

import (
	"testing"

	"github.com/oneglyph/oneglyph/model/hostiletest"
)

func TestThereAreMany(t *testing.T) {
	count := map[hostiletest.Kind]int{}
	for _, in := range hostiletest.All(t, t.TempDir()) {
		count[in.Kind]++
	}
	total := 0
	for kind, n := range count {
		t.Logf("%s: %d", kind, n)
		total += n
	}
	if total < 200 || len(count) != 7 {
		t.Errorf("%d inputs of %d kinds", total, len(count))
	}
}
