package store

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	kills = flag.Int("kills", 8, "TestKilledAtAnyMoment: how many times to kill the keeper")
	// The promise is a second; a machine that is busy with other tests may need more.
	grace = flag.Duration("grace", 5*time.Second, "how old a change must be to survive a kill")
)

const victimKey = "ONEGLYPH_TEST_VICTIM"

// TestVictim is the process that is killed: it registers without end, and tells
// of each class once the keeper has been told.
func TestVictim(t *testing.T) {
	dir := os.Getenv(victimKey)
	if dir == "" {
		t.Skip("only as a process of TestKilledAtAnyMoment")
	}
	k, err := Open(dir, english)
	if err != nil {
		t.Fatal(err)
	}
	if k.Notice() != "" {
		t.Fatal(k.Notice())
	}
	fmt.Println("open", k.Gallery().Len())
	first, err := k.Gallery().Add("first", drawing(1))
	if err != nil { // there since the last life
		first, _ = k.Gallery().Find("first")
	}
	for i := k.Gallery().Len(); ; i++ {
		// Its thumbnail is drawn already.
		if _, err := k.Gallery().Add(fmt.Sprint("class ", i), first.Examples[0]); err != nil {
			t.Fatal(err)
		}
		k.Changed()
		fmt.Println("told", i+1)
		time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond) // a hand's pace, sometimes a fast one's
	}
}

// victim is a running TestVictim.
type victim struct {
	*exec.Cmd
	lines chan told
}

// told is how many classes the keeper had been told of at a time.
type told struct {
	classes int
	at      time.Time
}

func startVictim(t *testing.T, dir string) (v victim, opened int) {
	t.Helper()
	v = victim{exec.Command(os.Args[0], "-test.run=^TestVictim$"), make(chan told, 1<<16)}
	v.Env = append(os.Environ(), victimKey+"="+dir)
	out, err := v.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	opened = -1
	for lines.Scan() {
		if n, ok := strings.CutPrefix(lines.Text(), "open "); ok {
			opened, err = strconv.Atoi(n)
			break
		}
	}
	if opened < 0 || err != nil {
		_ = v.Process.Kill()
		t.Fatalf("the keeper did not open its gallery: %q, %v", lines.Text(), v.Wait())
	}
	go func() {
		defer close(v.lines)
		for lines.Scan() {
			if n, ok := strings.CutPrefix(lines.Text(), "told "); ok {
				if classes, err := strconv.Atoi(n); err == nil {
					v.lines <- told{classes, time.Now()}
				}
			}
		}
	}()
	return v, opened
}

// kill ends the victim at once and gives the number of classes that the keeper
// had been told of before the grace, at least.
func (v victim) kill(t *testing.T, opened int) (safe, last int) {
	t.Helper()
	// The time is taken first: everything told long enough before it must be there.
	moment := time.Now()
	if err := v.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	safe, last = opened, opened
	for one := range v.lines {
		last = one.classes
		if moment.Sub(one.at) > *grace {
			safe = one.classes
		}
	}
	_ = v.Wait() // killed
	return safe, last
}

// TestKilledAtAnyMoment kills a keeper at work with SIGKILL, again and again, and
// opens what it left: all but the work of the last moment must be there, whole,
// with no word about damage, and nothing may be left lying about.
//
//	go test ./app/store -run TestKilledAtAnyMoment -kills 200 -grace 1s -v
func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(uint64(*kills), 7))
	lost, most := 0, 0
	for i := range *kills {
		if i%20 == 0 { // begin anew, so that files of all sizes are met
			dir = t.TempDir()
		}
		v, opened := startVictim(t, dir)
		time.Sleep(time.Duration(r.IntN(1600)) * time.Millisecond)
		safe, last := v.kill(t, opened)

		k, err := Open(dir, english)
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		got := k.Gallery().Len()
		if got < safe || got > last+1 || k.Notice() != "" {
			t.Errorf("kill %d: %d classes, want %d to %d; notice %q", i, got, safe, last+1, k.Notice())
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp")); len(left) > 0 {
			t.Errorf("kill %d: left lying about: %v", i, left)
		}
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
		lost += last - got
		most = max(most, last-got)
	}
	t.Logf("%d kills: %d classes of the last moments lost in all, %d at most at once", *kills, lost, most)
}
