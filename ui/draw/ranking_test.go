package draw

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func newTestRanking(t *testing.T) *ranking {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(uitheme.New(""))
	l := newRanking(uiwidget.NewTips(nil))
	l.Thumb = func(standing) image.Image { return nil }
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 10*rowHeight))
	return l
}

func classes(n int) []standing {
	s := make([]standing, n)
	for i := range s {
		s[i] = standing{class: model.ClassID(i + 1), name: fmt.Sprint(i + 1), rank: i + 1, similarity: 1 / float64(i+1)}
	}
	return s
}

func TestRankingHasRowsForWhatIsInSight(t *testing.T) {
	l := newTestRanking(t)
	for _, n := range []int{0, 1, 10, 2000, 3, 0} {
		l.show(classes(n))
		if got, want := len(l.rows), min(n, 11); got != want {
			t.Errorf("%d classes have %d rows, want %d", n, got, want)
		}
		if got := l.scroll.Content.MinSize().Height; got != float32(n)*rowHeight {
			t.Errorf("%d classes are %v high", n, got)
		}
	}
	if n := len(l.sheet.Objects); n > 12 {
		t.Errorf("%d rows were made for ten in sight", n)
	}
}

func TestRankingScrolls(t *testing.T) {
	l := newTestRanking(t)
	l.show(classes(2000))
	l.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1000*rowHeight)})
	r, ok := l.rows[1001]
	if !ok || !r.Visible() || r.Position().Y != 1000*rowHeight {
		t.Fatalf("class 1001 is not in sight: %v", l.rows)
	}
	if l.rows[1] != nil {
		t.Error("the first class keeps a row out of sight")
	}
	l.show(classes(2))
	if l.scroll.Offset.Y != 0 || len(l.rows) != 2 {
		t.Errorf("after the list became short it shows %d rows from %v", len(l.rows), l.scroll.Offset.Y)
	}
}

// A class keeps its row, so that the row can glide.
func TestRowStaysWithItsClass(t *testing.T) {
	l := newTestRanking(t)
	s := classes(3)
	l.show(s)
	third := l.rows[3]
	l.show([]standing{s[2], s[0], s[1]})
	if l.rows[3] != third || !third.Visible() {
		t.Error("class 3 was given another row")
	}
	l.step(1)
	if y := third.Position().Y; y != 0 {
		t.Errorf("class 3 is at %v, want the top", y)
	}
	l.show(s)
	l.step(0.5)
	if y := third.Position().Y; y != rowHeight {
		t.Errorf("half way class 3 is at %v, want %v", y, rowHeight)
	}
}

func TestNewClassSlidesIn(t *testing.T) {
	l := newTestRanking(t)
	l.show(classes(1))
	l.slideInNext(2)
	l.show(classes(2))
	l.step(0)
	if x := l.rows[2].Position().X; x != slideFrom {
		t.Errorf("the new class begins at %v", x)
	}
	l.step(1)
	if at := l.rows[2].Position(); at != fyne.NewPos(0, rowHeight) {
		t.Errorf("the new class ends at %v", at)
	}
}

func TestRowShowsItsStanding(t *testing.T) {
	l := newTestRanking(t)
	long := "a name so long that nobody would read it to the end of the line"
	l.show([]standing{{class: 1, name: long, rank: 1, similarity: 0.5, best: true}, {class: 2, name: "b"}})
	v := test.WidgetRenderer(l.rows[1]).(*rowRenderer)
	if v.name.Text == long || v.name.MinSize().Width > v.track.Size().Width {
		t.Errorf("the name %q is wider than its place", v.name.Text)
	}
	if got, want := v.bar.Size().Width, v.track.Size().Width/2; got != want {
		t.Errorf("half alike is a bar of %v, want %v", got, want)
	}
	if v.bar.FillColor != painted(0) && v.bar.FillColor != painted(1) {
		t.Error("the best match has no accent")
	}
	if v.share.Text != "50 %" || v.rank.Text != "1" {
		t.Errorf("row says %q, %q", v.rank.Text, v.share.Text)
	}
	v = test.WidgetRenderer(l.rows[2]).(*rowRenderer)
	if v.bar.Visible() || v.track.Visible() || v.share.Visible() || v.rank.Visible() {
		t.Error("a class with nothing to compare shows a similarity")
	}
}

func TestPercent(t *testing.T) {
	for similarity, want := range map[float64]string{0: "0 %", 0.004: "0 %", 0.931: "93 %", 0.996: "99 %", 0.9996: "100 %", 1: "100 %"} {
		if got := uiwidget.Percent(similarity); got != want {
			t.Errorf("%v is %q, want %q", similarity, got, want)
		}
	}
}

func TestEllipsize(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(uitheme.New(""))
	const s = "가나다라 abcdefgh"
	if got := uiwidget.Ellipsize(s, 14, 1000); got != s {
		t.Errorf("a text that fits became %q", got)
	}
	for width := float32(20); width < 150; width += 7 {
		got := uiwidget.Ellipsize(s, 14, width)
		if uiwidget.TextWidth(got, 14) > width {
			t.Errorf("%q is wider than %v", got, width)
		}
	}
	if got := uiwidget.Ellipsize(s, 14, 0); got != "…" {
		t.Errorf("no room gives %q", got)
	}
}

func TestHeadlineFits(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(uitheme.New(""))
	h := newHeadline()
	test.NewTempWindow(t, h).Resize(fyne.NewSize(320, 200))
	v := test.WidgetRenderer(h).(*headlineRenderer)
	h.say(message{text: "가", aside: "93 %", answer: true})
	if v.text.TextSize != answerSize {
		t.Errorf("a short name is %v high", v.text.TextSize)
	}
	h.say(message{text: "a name so long that nobody would read it to the end", aside: "93 %", answer: true})
	if v.text.TextSize != leastSize {
		t.Errorf("a long name is %v high", v.text.TextSize)
	}
	if right := v.text.Position().X + v.text.MinSize().Width; right > h.Size().Width-v.aside.MinSize().Width {
		t.Errorf("%q runs into its percentage", v.text.Text)
	}
}

// painted returns the accent: 0 the light one, 1 the dark one.
func painted(i int) color.Color {
	return uitheme.New("").Color(uitheme.ColorAccent, []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark}[i])
}
