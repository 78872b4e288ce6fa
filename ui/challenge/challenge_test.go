package challenge

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/quiz"
)

// TestTrialWithoutAnyData: the starter sets serve; twenty trials by pointer, then
// twenty by keys.
func TestTrialWithoutAnyData(t *testing.T) {
	s := newStage(t)
	s.show(0)
	v := s.page.trial
	if v.game == nil || v.game.Len() != inGame || v.kind != play.Own || !v.grid.Visible() {
		t.Fatalf("nothing to play: %v", v.game)
	}
	for i := range inGame {
		answer := v.game.Turn().Trial.Answer
		if !v.cells[answer].Visible() {
			t.Fatalf("trial %d: the answer is not in sight", i+1)
		}
		test.Tap(v.cells[answer])
		test.Tap(v.cells[(answer+1)%2]) // too late
		s.work()
		if turn := v.game.Turn(); v.game.State() != play.Told || !turn.Right() {
			t.Fatalf("trial %d: state %v, right %v", i+1, v.game.State(), turn.Right())
		}
		if v.cells[answer].frame != rightFrame || !v.ranking.Visible() || v.places[0].text.Text == "" {
			t.Errorf("trial %d: the truth is not shown", i+1)
		}
		test.Tap(v.next)
		s.work()
	}
	if v.game.State() != play.Over || v.game.Score().Person.Correct != inGame || len(v.history) != 1 || !v.summary.Visible() {
		t.Fatalf("over: %v, %+v, %d games", v.game.State(), v.game.Score(), len(v.history))
	}
	// By keys: letters, and arrows with Enter, which goes on too.
	s.press(fyne.KeyReturn)
	if v.game.State() != play.Asking {
		t.Fatalf("Enter begins no other game: %v", v.game.State())
	}
	for i := range inGame {
		answer := v.game.Turn().Trial.Answer
		if i%2 == 0 {
			s.page.TypedRune(rune('a' + answer))
			s.work()
		} else {
			for steps := 0; v.cursor%gridColumns != answer%gridColumns; steps++ {
				if steps > 2*inGame {
					t.Fatalf("trial %d: the cursor stays at %d of %d", i+1, v.cursor, len(v.game.Turn().Trial.Support))
				}
				if v.cursor%gridColumns < answer%gridColumns && v.cursor+1 < len(v.game.Turn().Trial.Support) {
					s.press(fyne.KeyRight)
				} else if v.cursor%gridColumns > answer%gridColumns {
					s.press(fyne.KeyLeft)
				} else {
					s.press(fyne.KeyUp)
				}
			}
			for v.cursor < answer {
				s.press(fyne.KeyDown)
			}
			for v.cursor > answer {
				s.press(fyne.KeyUp)
			}
			s.press(fyne.KeyReturn)
		}
		if !v.game.Turn().Right() || v.game.State() != play.Told {
			t.Fatalf("trial %d by keys: %v, cursor %d, answer %d", i+1, v.game.State(), v.cursor, answer)
		}
		s.press(fyne.KeySpace)
	}
	if v.game.State() != play.Over || len(v.history) != 2 || v.history[1].You != inGame {
		t.Errorf("over: %v, %+v", v.game.State(), v.history)
	}
	s.narrow("a game that is over")
	if kept := remembered(s.session.Settings); len(kept) != 2 || kept[0].Trials != inGame || kept[1] != v.history[1] {
		t.Errorf("the next window remembers %+v", kept)
	}
	s.session.Settings.SetString(gamesKey, `[{"trials":20,"you":21},{"trials":-1},{"trials":20,"you":3,"network":20,"seconds":9}]`)
	if kept := remembered(s.session.Settings); len(kept) != 1 || kept[0].You != 3 {
		t.Errorf("of nonsense %+v", kept)
	}
	s.session.Settings.SetString(gamesKey, "x")
	if kept := remembered(s.session.Settings); kept != nil {
		t.Errorf("of no text of games %+v", kept)
	}
}

// TestTrialSources: what is downloaded is played, hard trials too, and marks stand
// beside Lake's own alone.
func TestTrialSources(t *testing.T) {
	s := newStage(t)
	path := filepath.Join(t.TempDir(), "images_background.zip")
	if err := omnitest.WriteZip(path, 20, 4, "Latin"); err != nil {
		t.Fatal(err)
	}
	s.files.Background = path
	s.show(0)
	v := s.page.trial
	if v.kind != play.Learnt || len(v.game.Turn().Trial.Support) != 20 || !strings.Contains(v.status.Text, "advantage") || v.marks() != nil {
		t.Errorf("kind %v, %q, marks %v", v.kind, v.status.Text, v.marks())
	}
	first := v.game
	s.press(fyne.KeyF7) // hard
	if v.game == first || !v.hardNow || !strings.Contains(v.status.Text, "closest") {
		t.Errorf("hard: %v, %q", v.hardNow, v.status.Text)
	}
	v.kind, v.hardNow = play.LakesTask, false
	marks := v.marks()
	if len(marks) != 4 || marks[0].Name != "ARC" {
		t.Errorf("marks %v", marks)
	}
	// A damaged file is said, and passed over.
	if err := os.WriteFile(path, []byte("no zip"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.files.Background, s.files.Lake = "", path
	s.press(fyne.KeyF6)
	if v.kind != play.Own || v.game.State() != play.Asking {
		t.Errorf("after a damaged file: %v", v.kind)
	}
	if !strings.Contains(v.status.Text, "Passed over") {
		t.Errorf("it is not said: %q", v.status.Text)
	}
}

// TestGamesOutliveTheirPage: the language or the colours change, and all goes on.
func TestGamesOutliveTheirPage(t *testing.T) {
	s := newStage(t, "x", "y")
	s.show(0)
	test.Tap(s.page.trial.cells[0])
	s.show(1)
	s.draw(s.page.lesson.sheet.pad, 0)
	s.page.lesson.sheet.pad.MouseDown(&mouseDown)
	s.page.lesson.sheet.pad.MouseUp(&mouseDown)
	s.show(2)
	old := s.page
	old.Close()
	s.session.ForgetPages()
	s.build()
	s.page.RestoreFrom(old)
	s.show(2)
	switch {
	case s.page.trial.game != old.trial.game:
		t.Error("the game is another")
	case len(s.page.lesson.lesson.Taught()) != 1:
		t.Error("what was taught is forgotten")
	case s.page.lesson.sheet.pad.Empty():
		t.Error("the drawing is lost")
	case s.page.quiz.asked.Name != "x" || s.page.chosen != 2:
		t.Errorf("the quiz asks for %q on page %d", s.page.quiz.asked.Name, s.page.chosen)
	}
}

func TestLessonOfOnesOwn(t *testing.T) {
	s := newStage(t)
	s.show(1)
	v := s.page.lesson
	for i := range play.Characters {
		if v.saveRow.Visible() || v.pair.Visible() {
			t.Errorf("character %d: something to save or to repeat", i+1)
		}
		s.draw(v.sheet.pad, i)
	}
	if v.lesson.Teaching() || !v.wanted.Visible() {
		t.Fatalf("%d taught", len(v.lesson.Taught()))
	}
	for !v.lesson.Over() {
		character, _ := v.lesson.Asks()
		if v.wanted == nil || v.slots[character].tile.Frame == "" {
			t.Error("it is not shown what is asked for")
		}
		s.draw(v.sheet.pad, character)
		if v.reply == nil || !v.reply.Right() {
			t.Fatalf("reply %+v to the very drawing", v.reply)
		}
	}
	s.narrow("a lesson")
	if got := v.title.Text; got != "The network knew 15 of 15" || !v.saveRow.Visible() {
		t.Errorf("at the end %q", got)
	}
	s.saveTo = filepath.Join(s.folder, "lesson.png")
	test.Tap(v.save)
	s.work()
	f, err := os.Open(s.saveTo)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := png.Decode(f); err != nil {
		t.Error(err)
	}
	// Copying an alphabet, of the starter sets where there is no other.
	test.Tap(v.copy)
	s.work()
	if !v.lesson.Copied() || len(v.lesson.Taught()) != play.Characters || !v.wanted.Visible() {
		t.Errorf("copying: %v, %d characters", v.lesson.Copied(), len(v.lesson.Taught()))
	}
}

func TestQuiz(t *testing.T) {
	s := newStage(t)
	s.show(2)
	v := s.page.quiz
	if v.title.Text != "Nothing to ask for yet" || !v.starter.Visible() {
		t.Errorf("an empty gallery: %q", v.title.Text)
	}
	for i, name := range []string{"cross", "square"} {
		err := s.session.Change(gallery.KindRegister, name, func(g *gallery.Gallery) error {
			_, err := g.Add(name, gallery.FromStrokes(strokes(i)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.work()
	if v.asked.Name != "cross" || v.starter.Visible() {
		t.Fatalf("asks for %q", v.asked.Name)
	}
	s.draw(v.sheet.pad, 0)
	if v.verdict == nil || v.verdict.grade == quiz.Wrong {
		t.Fatalf("the very drawing: %+v", v.verdict)
	}
	s.press(fyne.KeyReturn)
	if v.asked.Name != "square" {
		t.Fatalf("then asks for %q", v.asked.Name)
	}
	s.draw(v.sheet.pad, 0) // the other's
	if v.verdict == nil || v.verdict.grade != quiz.Wrong || v.verdict.name != "cross" || !v.override.Visible() {
		t.Fatalf("another's drawing: %+v", v.verdict)
	}
	file := quiz.File(filepath.Join(s.folder, "g.oneglyph"))
	record := func(name string) (asked, right int) {
		t.Helper()
		d, _, err := quiz.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := s.gallery.Find(name)
		asked, right, _ = d.Record(c)
		return asked, right
	}
	if asked, right := record("square"); asked != 1 || right != 0 {
		t.Errorf("kept of the wrong one: %d, %d", asked, right)
	}
	test.Tap(v.override)
	s.work()
	if asked, right := record("square"); asked != 1 || right != 1 {
		t.Errorf("kept when it was right after all: %d, %d", asked, right)
	}
	if v.asked.ID != 0 || v.title.Text != "Nothing is due" || !v.moreRow.Visible() {
		t.Errorf("all asked, but %q", v.title.Text)
	}
	// Saved under another name, the gallery takes its schedule along: when the page is
	// seen again, and when a class is graded before that.
	for i, name := range []string{"seen.oneglyph", "graded.oneglyph"} {
		s.name = name
		if i == 0 {
			s.show(2)
		} else {
			v.asked, _ = s.gallery.Find("square")
		}
		c, _ := s.gallery.Find("square")
		v.asked = c
		v.grade(quiz.Right)
		s.work()
		file = quiz.File(filepath.Join(s.folder, name))
		if asked, _ := record("square"); asked != 2+i {
			t.Errorf("%s: asked %d times", name, asked)
		}
		v.asked = gallery.Class{}
	}
	test.Tap(v.more)
	s.work()
	if v.asked.ID == 0 {
		t.Error("no practice")
	}
	// A class that goes is not asked for, one that is renamed is.
	id := v.asked.ID
	if err := s.session.Change(gallery.KindRename, "z", func(g *gallery.Gallery) error { return g.Rename(id, "renamed") }); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(v.title.Text, "renamed") {
		t.Errorf("renamed: %q", v.title.Text)
	}
	if err := s.session.Change(gallery.KindDelete, "z", func(g *gallery.Gallery) error { return g.Delete(id) }); err != nil {
		t.Fatal(err)
	}
	if v.asked.ID == id {
		t.Error("asks for a class that is no more")
	}
}

func TestQuizSetsADamagedScheduleAside(t *testing.T) {
	s := newStage(t, "a", "b")
	file := quiz.File(filepath.Join(s.folder, "g.oneglyph"))
	if err := os.WriteFile(file, []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.show(2)
	if s.page.quiz.asked.Name != "a" {
		t.Errorf("asks for %q", s.page.quiz.asked.Name)
	}
	if _, err := os.Stat(filepath.Join(s.folder, "g.quiz.damaged-1.json")); err != nil {
		t.Error(err)
	}
}

func TestBenchmarkRunsAndIsSaved(t *testing.T) {
	s := newStage(t)
	s.show(3)
	v := s.page.bench
	if v.begin.Disabled() || v.stop.Visible() || v.save.Visible() || !v.getTask.Visible() {
		t.Error("before a run")
	}
	test.Tap(v.begin)
	if !v.begin.Disabled() || !v.stop.Visible() || !v.bar.Visible() {
		t.Error("during a run")
	}
	s.work()
	if v.report == nil || len(v.results) != len(v.report.Results) || v.begin.Disabled() || !v.save.Visible() || !strings.HasPrefix(v.state.Text, "Done in") {
		t.Fatalf("after a run: %d results, %q", len(v.results), v.state.Text)
	}
	s.narrow("a benchmark")
	asked := 0
	for _, r := range v.results {
		asked += r.Trials
	}
	if asked < 100 {
		t.Errorf("of the starter sets only %d trials", asked)
	}
	s.saveTo = filepath.Join(s.folder, "report.html")
	test.Tap(v.save)
	s.work()
	page, err := os.ReadFile(s.saveTo)
	if err != nil || !strings.Contains(string(page), "Your gallery and the starter sets") {
		t.Errorf("%v, %.200s", err, page)
	}
	// Cancelled, before it has begun and while it runs.
	for _, wait := range []bool{false, true} {
		test.Tap(v.begin)
		if wait {
			go func() { time.Sleep(5 * time.Millisecond); v.cancel() }()
		} else {
			test.Tap(v.stop)
		}
		s.work()
		if v.report != nil || v.cancel != nil || v.begin.Disabled() || v.state.Text != "Cancelled" {
			t.Errorf("cancelled: %v, %q", v.report, v.state.Text)
		}
	}
	test.Tap(v.getTask)
	s.work()
	if s.fetched != 1 || v.fetching != nil || s.session.Question() == nil {
		t.Errorf("a download that fails: %d, told %v", s.fetched, s.session.Question() != nil)
	}
}
