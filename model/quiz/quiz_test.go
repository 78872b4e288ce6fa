package quiz

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

func pupil(t testing.TB, names ...string) *gallery.Gallery {
	t.Helper()
	p := gallery.New()
	for _, name := range names {
		if _, err := p.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: 3, Y: 4}}})); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func review(t testing.TB, d *Deck, c gallery.Class, g Grade, now time.Time) time.Time {
	t.Helper()
	due, err := d.Review(c, g, now)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

// TestSpacing: what is known comes later each time, over days; what was forgotten
// comes soon.
func TestSpacing(t *testing.T) {
	p := pupil(t, "a", "b")
	d, a := New(), p.Classes()[0]
	now, last := noon, time.Duration(0)
	for i := range 6 {
		due := review(t, d, a, Right, now)
		wait := due.Sub(now)
		if wait <= last {
			t.Errorf("review %d: again after %v, before that %v", i, wait, last)
		}
		last, now = wait, due
	}
	if last < 20*24*time.Hour {
		t.Errorf("after six reviews only %v", last)
	}
	if due := review(t, d, a, Wrong, now); due.Sub(now) > 24*time.Hour {
		t.Errorf("forgotten, but asked for again after %v", due.Sub(now))
	}
	if asked, right, due := d.Record(a); asked != 7 || right != 6 || due.IsZero() {
		t.Errorf("asked %d, right %d, due %v", asked, right, due)
	}
	// A clock set back is no reason to lose an answer.
	if _, err := d.Review(a, Right, noon.Add(-time.Hour)); err != nil {
		t.Error(err)
	}
	doubtful, right := New(), New()
	if review(t, doubtful, a, Doubtful, noon).After(review(t, right, a, Right, noon)) {
		t.Error("what was doubtful comes later than what was right")
	}
}

func TestPlan(t *testing.T) {
	p := pupil(t, "a", "b", "c", "d")
	d, cs := New(), p.Classes()
	ids := func(n ...int) (all []model.ClassID) {
		for _, i := range n {
			all = append(all, cs[i].ID)
		}
		return all
	}
	if plan := d.Plan(cs, noon); !slices.Equal(plan.New, ids(0, 1, 2, 3)) || plan.Due != nil || !plan.Next.IsZero() {
		t.Errorf("at first %+v", plan)
	}
	review(t, d, cs[2], Right, noon.Add(-10*24*time.Hour))
	review(t, d, cs[1], Right, noon.Add(-20*24*time.Hour))
	soon := review(t, d, cs[3], Right, noon)
	plan := d.Plan(cs, noon)
	if !slices.Equal(plan.Due, ids(1, 2)) || !slices.Equal(plan.New, ids(0)) || !plan.Next.Equal(soon) {
		t.Errorf("later %+v, want due %v, next %v", plan, ids(1, 2), soon)
	}
}

// TestFileSurvivesRenamesAndOtherGalleries: the schedule belongs to a class of one
// gallery, whatever it is called.
func TestFileSurvivesRenamesAndOtherGalleries(t *testing.T) {
	path := File(filepath.Join(t.TempDir(), "letters.oneglyph"))
	if !strings.HasSuffix(path, "letters.quiz.json") {
		t.Fatalf("kept in %s", path)
	}
	p := pupil(t, "a", "b")
	d := New()
	due := review(t, d, p.Classes()[0], Right, noon)
	if err := d.Save(path); err != nil {
		t.Fatal(err)
	}
	if err := p.Rename(p.Classes()[0].ID, "another name"); err != nil {
		t.Fatal(err)
	}
	back, kept, err := Open(path)
	if err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	if asked, right, got := back.Record(p.Classes()[0]); asked != 1 || right != 1 || !got.Equal(due) {
		t.Errorf("read back: asked %d, right %d, due %v, want %v", asked, right, got, due)
	}
	if again := review(t, back, p.Classes()[0], Right, due); !again.After(due) {
		t.Errorf("goes on at %v", again)
	}
	// Another gallery's class of the same number is new.
	time.Sleep(2 * time.Millisecond)
	if plan := back.Plan(pupil(t, "x").Classes(), noon); len(plan.New) != 1 {
		t.Errorf("another gallery's class is known: %+v", plan)
	}
	// Saved under another name, a gallery takes its schedule along.
	fresh := New()
	fresh.Adopt(back, p.Classes())
	if asked, _, _ := fresh.Record(p.Classes()[0]); asked != 2 {
		t.Errorf("adopted %d", asked)
	}
	clone := back.Clone()
	review(t, clone, p.Classes()[1], Right, noon)
	if asked, _, _ := back.Record(p.Classes()[1]); asked != 0 {
		t.Error("a clone shares its cards")
	}
	if none, kept, err := Open(filepath.Join(t.TempDir(), "none.quiz.json")); err != nil || kept != "" || none == nil {
		t.Errorf("no file: %v, %q, %v", none, kept, err)
	}
}

func TestDamagedFilesAreSetAside(t *testing.T) {
	card := `{"class":1,"created_ns":5,"due":"2026-03-01T12:00:00Z","last_review":"2026-03-01T12:00:00Z","stability":%s,"difficulty":5,"scheduled_days":1,"reps":1,"lapses":0,"state":%d,"remaining_steps":0,"asked":%d,"right":1}`
	for name, text := range map[string]string{
		"no JSON":       "x",
		"empty":         "",
		"no schedule":   "{}",
		"another":       `{"oneglyph_quiz":0,"cards":[]}`,
		"no stability":  `{"oneglyph_quiz":1,"cards":[` + fmt.Sprintf(card, "-3", 2, 1) + `]}`,
		"no state":      `{"oneglyph_quiz":1,"cards":[` + fmt.Sprintf(card, "3", 9, 1) + `]}`,
		"never asked":   `{"oneglyph_quiz":1,"cards":[` + fmt.Sprintf(card, "3", 2, 0) + `]}`,
		"infinite days": `{"oneglyph_quiz":1,"cards":[` + fmt.Sprintf(card, "1e999", 2, 1) + `]}`,
	} {
		path := filepath.Join(t.TempDir(), "g.quiz.json")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		d, kept, err := Open(path)
		if !errors.Is(err, ErrDamaged) || d == nil || !strings.HasSuffix(kept, "g.quiz.damaged-1.json") || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, %q, %v", name, d, kept, err)
			continue
		}
		if data, err := os.ReadFile(kept); err != nil || string(data) != text {
			t.Errorf("%s: kept %q, %v", name, data, err)
		}
		if err := d.Save(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := filepath.Join(t.TempDir(), "g.quiz.json")
	if err := os.WriteFile(good, []byte(`{"oneglyph_quiz":1,"cards":[`+fmt.Sprintf(card, "3", 2, 1)+`]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, kept, err := Open(good); err != nil || kept != "" {
		t.Errorf("a good one: %q, %v", kept, err)
	}
	newer := filepath.Join(t.TempDir(), "g.quiz.json")
	if err := os.WriteFile(newer, []byte(`{"oneglyph_quiz":2,"cards":[]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if d, kept, err := Open(newer); !errors.Is(err, gallery.ErrNewer) || d != nil || kept != "" {
		t.Errorf("a newer one: %v, %q, %v", d, kept, err)
	}
	if _, err := os.Stat(newer); err != nil {
		t.Errorf("it is gone: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"oneglyph_quiz":1,"cards":[{"class":1,"stability":3,"difficulty":5,"state":2,"asked":1}]}`))
	f.Add([]byte(`{"oneglyph_quiz":1,"cards":[{"due":"9999-12-31T00:00:00Z","last_review":"0001-01-01T00:00:00Z","state":1,"stability":1e300,"difficulty":1,"asked":1,"remaining_steps":2}]}`))
	p := pupil(f, "a")
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parse(data)
		if err != nil {
			return
		}
		// Whatever was read goes on.
		for k := range d.cards {
			c := p.Classes()[0]
			c.ID, c.Created = k.id, time.Unix(0, k.created)
			for _, g := range []Grade{Right, Wrong, Doubtful} {
				if _, err := d.Review(c, g, noon); err != nil {
					t.Errorf("%v of %s", err, data)
				}
			}
		}
		if err := d.Save(filepath.Join(t.TempDir(), "q.json")); err != nil {
			t.Error(err)
		}
	})
}
