package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestVulnerabilityCheckSpeaksLast: what scripts/check.sh could not look up, or
// found, is in its last line.
func TestVulnerabilityCheckSpeaksLast(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("another program cannot stand in for go by a script")
	}
	advisories, err := os.ReadFile("scripts/advisories.txt")
	if err != nil {
		t.Fatal(err)
	}
	var judged string
	for line := range strings.Lines(string(advisories)) {
		if strings.HasPrefix(line, "GO-") {
			judged, _, _ = strings.Cut(line, " ")
		}
	}
	for name, c := range map[string]struct {
		says   string // govulncheck
		status int    // its
		passes bool
		last   string
	}{
		"nothing":     {"No vulnerabilities found.", 0, true, "nothing known"},
		"unreachable": {"fetching vulnerabilities: no such host", 1, true, "NOT CHECKED"},
		"judged":      {"Vulnerability #1: " + judged + "\n  text", 3, true, "judged in scripts/advisories.txt: " + judged},
		"unjudged":    {"Vulnerability #1: GO-2999-0001\n  text", 3, false, "not judged in scripts/advisories.txt: GO-2999-0001"},
	} {
		t.Run(name, func(t *testing.T) {
			bin := t.TempDir()
			said := filepath.Join(bin, "said")
			fake := "#!/bin/sh\ncat \"" + said + "\"\nexit " + string(rune('0'+c.status)) + "\n"
			if err := os.WriteFile(said, []byte(c.says+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(bin, "go"), []byte(fake), 0o777); err != nil {
				t.Fatal(err)
			}
			check := exec.Command("sh", "scripts/check.sh", "vulnerabilities")
			check.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := check.CombinedOutput()
			lines := strings.Split(strings.TrimSpace(string(out)), "\n")
			if (err == nil) != c.passes || !strings.Contains(lines[len(lines)-1], c.last) {
				t.Errorf("%v, %s", err, out)
			}
		})
	}
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, test, _ := strings.Cut(string(makefile), "\ntest: ")
	test, _, _ = strings.Cut(test, "\n\n")
	if !strings.HasSuffix(test, "scripts/check.sh vulnerabilities") {
		t.Errorf("make test does not end with it:\n%s", test)
	}
}
