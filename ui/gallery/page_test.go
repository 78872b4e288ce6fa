package gallery

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// galleryStage is a stage with the gallery in front.
func galleryStage(t *testing.T, names ...string) (*stage, *Page) {
	s := newStage(t, names...)
	s.Shown()
	return s, s.Page
}

func (t *Page) names() (names []string) {
	for _, c := range t.classes {
		names = append(names, c.Name)
	}
	return names
}

func TestOrders(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) }
	class := func(id model.ClassID, name string, days ...int) gallery.Class {
		c := gallery.Class{ID: id, Name: name, Created: at(days[0])}
		for _, d := range days {
			c.Examples = append(c.Examples, gallery.Example{Created: at(d)})
		}
		return c
	}
	all := []gallery.Class{class(1, "b", 1, 9), class(2, "가", 2), class(3, "A", 3), class(4, "a", 3), class(5, "c", 4)}
	similarity := map[model.ClassID]float64{3: 0.9, 5: 0.95, 2: 0.1}
	for _, c := range []struct {
		search string
		order  order
		want   []string
	}{
		{"", byRecency, []string{"b", "c", "a", "A", "가"}},
		{"", byName, []string{"A", "a", "b", "c", "가"}},
		{"", bySimilarity, []string{"c", "A", "가", "b", "a"}},
		{" A ", byName, []string{"A", "a"}},
		{"z", byName, nil},
	} {
		var got []string
		for _, one := range listed(slices.Clone(all), c.search, c.order, similarity) {
			got = append(got, one.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in order %d: %q, want %q", c.search, c.order, got, c.want)
		}
	}
}

func TestGalleryOfNone(t *testing.T) {
	_, g := galleryStage(t)
	if !g.nothing.Visible() || g.empty.Visible() || g.search.Visible() || g.order.Visible() || g.pane.body.Visible() || g.pane.invitation.Visible() {
		t.Error("an empty gallery does not just say what to do")
	}
}

func TestSearchComesWithMoreThanADozen(t *testing.T) {
	var names []string
	for i := range 12 {
		names = append(names, fmt.Sprint("n", i))
	}
	s, g := galleryStage(t, names...)
	if g.search.Visible() {
		t.Error("a dozen needs no search")
	}
	s.AddClass("one more")
	if !g.search.Visible() {
		t.Fatal("13 cannot be searched")
	}
	test.TypeOnCanvas(s.Session.Window.Canvas(), "N1")
	if got := g.names(); len(got) != 3 || s.Session.Window.Canvas().Focused() != g.search {
		t.Errorf("N1 finds %q", got)
	}
	s.Key(fyne.KeyEscape)
	if len(g.classes) != 13 {
		t.Error("Esc does not end the search")
	}
	test.Type(g.search, "xyz")
	if !g.empty.Visible() {
		t.Error("nothing found is not said")
	}
}

func TestClassesAreEditedInTheGallery(t *testing.T) {
	s, g := galleryStage(t, "가", "나", "다")
	g.Reveal(s.Class("나").ID)
	if g.pane.name.Text != "나" || !g.pane.body.Visible() {
		t.Fatalf("shown is %q", g.pane.name.Text)
	}
	s.Session.Window.Canvas().Focus(g.grid)
	s.Key(fyne.KeyF2)
	s.Session.Window.Canvas().Focused().(*uiwidget.NameEntry).SetText("너")
	s.Key(fyne.KeyReturn)
	if g.pane.name.Text != "너" || g.chosen != s.Class("너").ID {
		t.Errorf("renamed, shown is %q", g.pane.name.Text)
	}
	s.Session.Window.Canvas().Focus(g.grid)
	s.Key(fyne.KeyDelete)
	if g.pane.body.Visible() || !slices.Equal(g.names(), []string{"다", "가"}) {
		t.Errorf("deleted, listed are %q", g.names())
	}
	s.Key(fyne.KeyDelete) // nothing is chosen now
	s.Press(&fyne.ShortcutUndo{})
	s.Press(&fyne.ShortcutUndo{})
	s.Press(&fyne.ShortcutUndo{})
	if !slices.Equal(g.names(), []string{"다", "나", "가"}) {
		t.Errorf("undone, listed are %q", g.names())
	}
	s.Press(&fyne.ShortcutRedo{})
	s.Class("너")
}

// TestButtonsUndoTheGallery: no strokes are in sight on this page, so that they are left
// alone, whatever was done last.
func TestButtonsUndoTheGallery(t *testing.T) {
	s, g := galleryStage(t, "가", "나")
	if !g.undoButton.Disabled() || !g.redoButton.Disabled() {
		t.Error("there is something to undo at first")
	}
	s.Session.DeleteClass(s.Class("나").ID)
	s.Draw()
	s.Shown()
	if test.Tap(g.undoButton); s.Keeper.Opened.Len() != 2 || s.Session.Pad.Empty() {
		t.Fatalf("undone: %d classes, the pad blank: %v", s.Keeper.Opened.Len(), s.Session.Pad.Empty())
	}
	if !g.undoButton.Disabled() || g.redoButton.Disabled() {
		t.Error("undone, the buttons are as before")
	}
	if test.Tap(g.redoButton); s.Keeper.Opened.Len() != 1 || s.Session.Pad.Empty() {
		t.Errorf("made again: %d classes, the pad blank: %v", s.Keeper.Opened.Len(), s.Session.Pad.Empty())
	}
}

func TestMergeAsksForTheOther(t *testing.T) {
	s, g := galleryStage(t, "가", "나", "다")
	from, into := s.Class("가"), s.Class("다")
	g.Reveal(from.ID)
	test.Tap(g.pane.merge)
	test.Type(s.Session.Window.Canvas().Focused(), "다")
	s.Key(fyne.KeyReturn)
	if s.Session.Question() != nil || s.Keeper.Opened.Len() != 2 || s.Ranker.Registered[from.Examples[0].ID] != into.ID {
		t.Fatalf("%d classes, registered %v", s.Keeper.Opened.Len(), s.Ranker.Registered)
	}
	g.Reveal(into.ID)
	if len(g.pane.class.Examples) != 2 {
		t.Errorf("%d drawings are shown", len(g.pane.class.Examples))
	}
}

func TestDrawingsOfAClass(t *testing.T) {
	s, g := galleryStage(t, "가", "나")
	a, b := s.Class("가"), s.Class("나")
	g.Reveal(a.ID)
	if !g.pane.add.Disabled() || !g.pane.move.Disabled() || !g.pane.removeOne.Disabled() {
		t.Error("there is something to do without a drawing")
	}
	s.Draw()
	s.Shown()
	test.Tap(g.pane.add)
	if len(g.pane.class.Examples) != 2 || !s.Session.Pad.Empty() {
		t.Fatal("the drawing on the pad was not added")
	}
	added := g.pane.class.Examples[1].ID
	g.pane.grid.Select(1)
	test.Tap(g.pane.move)
	s.Key(fyne.KeyReturn) // the only other class
	if s.Ranker.Registered[added] != b.ID || len(g.pane.class.Examples) != 1 {
		t.Errorf("moved, registered is %v", s.Ranker.Registered)
	}
	g.Reveal(b.ID)
	g.pane.grid.Select(0)
	s.Session.Window.Canvas().Focus(g.pane.grid)
	s.Key(fyne.KeyDelete)
	if got := g.pane.class.Examples; len(got) != 1 || got[0].ID != added {
		t.Errorf("deleted, left are %v", got)
	}
	s.Session.UndoEdit()
	s.Session.UndoEdit()
	s.Session.UndoEdit()
	if len(s.Ranker.Registered) != 2 || s.Session.Pad.Empty() {
		t.Error("undone, the drawing is not back on the pad")
	}
}

func TestSortedBySimilarity(t *testing.T) {
	s, g := galleryStage(t, "가", "나", "다")
	s.Session.Similarity = map[model.ClassID]float64{s.Class("나").ID: 0.9, s.Class("가").ID: 0.45, s.Class("다").ID: 0.3}
	s.Shown()
	g.order.SetSelectedIndex(int(bySimilarity))
	if got := g.names(); !slices.Equal(got, []string{"나", "가", "다"}) {
		t.Errorf("listed are %q", got)
	}
	if s.Settings[orderKey] != float64(bySimilarity) {
		t.Error("the order is not remembered")
	}
}

// Tiles exist for what is in sight alone.
func TestGalleryOfThousands(t *testing.T) {
	s := newStage(t, "0")
	e := s.Class("0").Examples[0] // its thumbnail is drawn already
	for i := 1; i < 2000; i++ {
		if _, err := s.Keeper.Opened.Add(fmt.Sprint(i), e); err != nil {
			t.Fatal(err)
		}
	}
	s.Shown()
	if n := s.Session.Thumbs.Len(); n == 0 || n > 200 {
		t.Errorf("%d thumbnails were made", n)
	}
	s.Reveal(s.Class("7").ID)
	if s.pane.name.Text != "7" {
		t.Error("the chosen class is not shown")
	}
}

// What is found is shown from its beginning, wherever the page was.
func TestSearchShowsTheFirstFound(t *testing.T) {
	names := make([]string, 200)
	for i := range names {
		names[i] = fmt.Sprint("n", i)
	}
	_, g := galleryStage(t, names...)
	g.grid.ScrollToBottom()
	if g.grid.GetScrollOffset() == 0 {
		t.Fatal("200 classes need no scrolling")
	}
	g.search.SetText("n1")
	if at := g.grid.GetScrollOffset(); at != 0 {
		t.Errorf("the list begins %g below its top", at)
	}
}
