package app

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// words are what command lines are made of. Files are named by paths that lead
// nowhere else.
var words = []string{
	"train", "eval", "register", "rank", "starter", "export", "sheet", "embeddings", "ranking", "--data", "--task", "--ways", "--shots", "--episodes",
	"--seed", "--within-alphabet", "--json", "--project", "--name", "--threshold", "--set", "--alphabet", "--drawer", "--out", "--architecture",
	"--preset", "--duration", "--steps", "--holdout", "--split", "--calibration", "--plot", "--resume", "--weights", "--ink", "--data-dir", "--version",
	"--help", "-h", "-", "--", "---", "--=", "=", "", " ", "-1", "0", "1", "1e999", "NaN", "-Inf", "0x7fffffffffffffff", "9223372036854775808",
	"18446744073709551616", "1000000000000", "5m", "-5m", "999999h", "A", "digits", "compact", "koch", "quick", "all", "built-in", "good.png", "missing", "p.oneglyph", ".", "x.csv",
	hostileName, "--" + hostileName, "--ways=" + hostileName, "\xff\xfe", "${version}", "%s%n%d", "--no-json", "--json=maybe", "--json=false", "--ways=", "@good.png",
}

// hostileName would colour a terminal, turn what follows and end a line.
const hostileName = "한글\x1b[31m\u202e\u009b2J\n\t\x7fé\r\n"

// hostileLines are command lines that somebody thought of, and many that nobody did.
func hostileLines() [][]string {
	long := strings.Repeat("x", 100_000)
	lines := [][]string{
		nil,
		{""},
		{"--"},
		{"-"},
		{long},
		{"--" + long},
		{"--data-dir", long, "rank"},
		{"--data-dir", "\x00", "rank", "--project", "p", "good.png"},
		{"rank", "--project", "\x00", "good.png"},
		{"rank", "--project", long, "good.png"},
		{"register", "--project", "p.oneglyph", "--name", long, "good.png"},
		{"register", "--project", "p.oneglyph", "--name", strings.Repeat("\u0301", 5000), "good.png"},
		{"register", "--project", "p.oneglyph", "--name", "", "good.png"},
		{"register", "--project", "p.oneglyph", "--name", "\xff", "good.png"},
		{"register", "--project", ".", "--name", "a", "good.png"},
		{"register", "--project", "", "--name", "a", "good.png"},
		{"register", "--project", "p.oneglyph/", "--name", "a", "good.png"},
		{"register", "--project", "good.png", "--name", "a", "good.png"},
		{"export", "sheet", "--project", "good.png", "good.png"},
		{"export", "embeddings", "--project", "missing", "x.xlsx"},
		{"export", "embeddings", "--project", "missing", ".npy"},
		{"starter", "--project", "p.oneglyph", "--set", hostileName},
		{"starter", "--project", "p.oneglyph", "--set", "digits", "--data", "x"},
		{"starter", "--project", "p.oneglyph", "--data", ".", "--alphabet", hostileName},
		{"train", "--data", ".", "--out", "."},
		{"train", "--data", ".", "--out", ""},
		{"train", "--data", ".", "--out", "x", "--preset", hostileName},
		{"train", "--data", ".", "--out", "x", "--architecture", long},
		{"eval", "--data", ".", "--episodes", "1000000000000"},
		{"eval", "--data", ".", "--ink", hostileName},
		{"eval", "--data", ".", "--weights", "."},
		{"eval", "--task", ""},
		append([]string{"rank", "--project", "p.oneglyph"}, strings.Split(strings.Repeat("missing ", 5000), " ")...),
		append([]string{"eval", "--data", "."}, strings.Fields(strings.Repeat("--ink all ", 2000))...),
		strings.Fields("eval " + strings.Repeat("--json ", 20_000)), strings.Fields(strings.Repeat("rank ", 20_000)),
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 250 {
		line := []string{words[rng.IntN(9)]}
		for range rng.IntN(8) {
			line = append(line, words[rng.IntN(len(words))])
		}
		lines = append(lines, line)
	}
	return lines
}

// FuzzCommandLine looks for one that ends in anything but a line and a status.
func FuzzCommandLine(f *testing.F) {
	f.Setenv("DISPLAY", "")
	f.Setenv("WAYLAND_DISPLAY", "")
	if checkDisplay() == nil {
		f.Skip("some command lines would open the window here")
	}
	f.Chdir(f.TempDir())
	for _, line := range hostileLines() {
		if text := strings.Join(line, "\n"); len(text) < 1000 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, `/\`) || strings.Contains(text, "..") {
			return // it could write elsewhere
		}
		status, stdout, stderr := call(strings.Split(text, "\n")...)
		judge(t, commandJob{Name: text}, outcome{Status: status, Stdout: stdout, Stderr: stderr})
	})
}
