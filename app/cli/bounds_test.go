package cli

import (
	"strings"
	"testing"
)

func TestNumbersAreBounded(t *testing.T) {
	for _, line := range []string{
		"eval --data d --episodes 1000000000000", "eval --data d --episodes 9223372036854775807", "eval --data d --episodes 9223372036854775808",
		"eval --data d --episodes=-1", "eval --data d --episodes 0", "eval --data d --episodes 1e3", "eval --data d --episodes NaN",
		"eval --data d --ways 1000000000000", "eval --data d --ways 1", "eval --data d --ways=-20", "eval --data d --shots 0", "eval --data d --shots 1000000000000",
		"eval --data d --ways 1000 --shots 1000 --episodes 100000", "eval --data d --ink all --episodes 100000",
		"eval --data d --seed=-1", "eval --data d --seed 18446744073709551616", "eval --data d --seed 1.5",
		"train --data d --out o --steps=-1", "train --data d --out o --steps 9223372036854775807", "train --data d --out o --steps many",
		"train --data d --out o --duration=-1s", "train --data d --out o --duration 9223372036854775807h", "train --data d --out o --duration 2000000h", "train --data d --out o --duration 5",
		"train --data d --out o --seed=-1", "train --data d --out o --steps 1 --duration 1s",
		"register --project p --name n --threshold NaN x", "register --project p --name n --threshold Inf x", "register --project p --name n --threshold=-0.1 x",
		"rank --project p --threshold 1.1 x", "rank --project p --threshold 1e999 x", "rank --project p --threshold=-Inf x", "rank --project p --threshold nan x",
		"export ranking --project p --threshold NaN x y", "starter --project p --data d --alphabet a --drawer 0", "starter --project p --data d --alphabet a --drawer=-1",
		"starter --project p --data d --alphabet a --drawer 9223372036854775807",
	} {
		status, stdout, stderr := call(strings.Fields(line)...)
		if status != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "--") {
			t.Errorf("%s: status %d, %q, %q", line, status, stdout, stderr)
		}
	}
}
