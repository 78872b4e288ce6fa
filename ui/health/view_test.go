package health

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
)

type keeper struct {
	shell.Keeper
	gallery *gallery.Gallery
}

func (k keeper) Gallery() *gallery.Gallery  { return k.gallery }
func (k keeper) Document() gallery.Document { return gallery.Document{} }
func (keeper) Changed()                     {}
func (keeper) OnError(func(error))          {}
func (keeper) OnNotice(func(string))        {}

type index struct{ shell.Index }

func (index) RemoveExample(model.ExampleID)           {}
func (index) Register(model.ClassID, gallery.Example) {}
func (index) Load([]gallery.ClassExample)             {}
func (index) Move(e model.ExampleID, c model.ClassID) {}

// judge does what the test says while it is at work.
type judge struct {
	calls   int
	network uint64
	behind  bool // another page is in front
	during  func(ctx context.Context, progress func(done, total int)) (confusion.Report, error)
}

func (j *judge) Judge(ctx context.Context, progress func(done, total int)) (confusion.Report, error) {
	j.calls++
	return j.during(ctx, progress)
}

func (j *judge) Network() uint64 { return j.network }

// newView opens nothing yet; all work is done at once.
func newView(t *testing.T, classes int, j *judge) (*View, *shell.Session) {
	t.Helper()
	app := test.NewTempApp(t)
	g := gallery.New()
	for i := range classes {
		if _, err := g.Add(fmt.Sprintf("class %d", i+1), gallery.FromStrokes([]model.Stroke{{{X: 0}, {X: 1, Y: float32(i)}}})); err != nil {
			t.Fatal(err)
		}
	}
	window := app.NewWindow("")
	s := shell.New(shell.Deps{Window: window, Index: index{}, Keeper: keeper{gallery: g}, Beside: func(f func()) { f() }})
	v := New(s, Deps{Judge: j, OnShow: func(model.ClassID, model.ExampleID) {}, OnClose: func() {}, InFront: func() bool { return !j.behind }})
	s.OnEdit(v.Changed)
	window.SetContent(v.Content())
	window.Resize(fyne.NewSize(400, 600))
	t.Cleanup(window.Close)
	return v, s
}

func (v *View) sees(t *testing.T, when string, visible map[fyne.CanvasObject]bool) {
	t.Helper()
	for o, want := range visible {
		if o.Visible() != want {
			t.Errorf("%s: %T is in sight: %v", when, o, o.Visible())
		}
	}
}

func TestProgressAndCancel(t *testing.T) {
	j := &judge{}
	v, _ := newView(t, 2, j)
	j.during = func(ctx context.Context, progress func(int, int)) (confusion.Report, error) {
		v.sees(t, "waiting", map[fyne.CanvasObject]bool{v.working: true, v.bar: false, v.stop: true, v.again: false, v.headline: false})
		progress(1, 4)
		v.sees(t, "under way", map[fyne.CanvasObject]bool{v.working: true, v.bar: true, v.stop: true})
		if v.bar.Value != 0.25 {
			t.Errorf("the bar is at %v", v.bar.Value)
		}
		test.Tap(v.stop)
		if ctx.Err() == nil {
			t.Error("Cancel does not end the work")
		}
		return confusion.Report{Classes: 2, Single: 2}, nil // too late
	}
	v.Open()
	v.sees(t, "cancelled", map[fyne.CanvasObject]bool{v.working: true, v.bar: false, v.stop: false, v.again: true, v.headline: false})
	j.during = func(context.Context, func(int, int)) (confusion.Report, error) {
		return confusion.Report{Classes: 2, Single: 2, SingleErrors: 0.5}, nil
	}
	test.Tap(v.again)
	v.sees(t, "judged", map[fyne.CanvasObject]bool{v.working: false, v.headline: true})
	v.Hide()
	v.Open()
	if j.calls != 2 {
		t.Errorf("judged %d times, though nothing has changed", j.calls)
	}
	j.network++
	if v.Open(); j.calls != 3 {
		t.Error("not judged by another network")
	}
}

func TestAChangeBeginsAgain(t *testing.T) {
	j := &judge{}
	v, s := newView(t, 3, j)
	first := s.Gallery().Classes()[0]
	j.during = func(ctx context.Context, progress func(int, int)) (confusion.Report, error) {
		if j.calls == 1 {
			s.DeleteClass(first.ID)
			if ctx.Err() == nil {
				t.Error("the judgement of what is no more goes on")
			}
			return confusion.Report{Classes: 3, Single: 3, SingleErrors: 0.9}, nil
		}
		if v.finish(1, confusion.Report{}, nil); v.report != nil {
			t.Error("the first one's answer is taken for the second's")
		}
		return confusion.Report{Classes: 2, Single: 2, SingleErrors: 0.2}, nil
	}
	v.Open()
	if j.calls != 2 || !strings.Contains(v.headline.Text, "20") {
		t.Errorf("after %d: %q", j.calls, v.headline.Text)
	}
}

func TestBehindAnotherPageNothingIsJudged(t *testing.T) {
	j := &judge{during: func(context.Context, func(int, int)) (confusion.Report, error) { return confusion.Report{}, nil }}
	v, s := newView(t, 3, j)
	v.Open()
	j.behind = true
	if s.DeleteClass(s.Gallery().Classes()[0].ID); j.calls != 1 {
		t.Error("judged out of sight")
	}
	j.behind = false
	if v.Open(); j.calls != 2 {
		t.Error("not judged when it comes to the front")
	}
}

func TestHidingAndClosingEndTheWork(t *testing.T) {
	for name, end := range map[string]func(*View){"hiding": (*View).Hide, "closing": (*View).Close} {
		j := &judge{}
		v, _ := newView(t, 2, j)
		j.during = func(ctx context.Context, progress func(int, int)) (confusion.Report, error) {
			end(v)
			<-ctx.Done()
			return confusion.Report{}, ctx.Err()
		}
		v.Open()
		if v.report != nil {
			t.Errorf("%s: %+v", name, v.report)
		}
	}
}

func TestMoreThanAreListed(t *testing.T) {
	j := &judge{}
	v, s := newView(t, 2, j)
	all := s.Gallery().Classes()
	j.during = func(context.Context, func(int, int)) (confusion.Report, error) {
		r := confusion.Report{Classes: 2, Compared: 20, Examples: 50}
		for range 30 {
			r.Outliers = append(r.Outliers, confusion.Outlier{
				Class: all[0].ID, Example: all[0].Examples[0].ID, Near: all[0].Examples[0].ID, Own: 0.1,
			})
		}
		r.OutliersFound = 30
		return r, nil
	}
	v.Open()
	page := test.RenderObjectToMarkup(v.Content())
	for _, text := range []string{"and 14 more", "Unlike the rest of their class", "class 1", "10 %", "Of 50 drawings a sample of 20"} {
		if !strings.Contains(page, text) {
			t.Errorf("%q is not in sight", text)
		}
	}
	if n := len(v.sections[2].grid.Objects); n != maxListed {
		t.Errorf("%d are listed", n)
	}
	v.sees(t, "of the others there are none", map[fyne.CanvasObject]bool{v.sections[0].content: false, v.sections[1].content: false})
}

func TestWords(t *testing.T) {
	test.NewTempApp(t)
	for errors, want := range map[float64]string{0.004: "Hardly any", 0.01: "About 1 of 100 ", 0.126: "About 13 of 100 "} {
		if got := verdict(confusion.Report{Classes: 1, Single: 1, SingleErrors: errors}); !strings.HasPrefix(got, want) {
			t.Errorf("%v: %q", errors, got)
		}
	}
	got := reasons(confusion.Report{Classes: 4, Examples: 9, Compared: 9, Single: 1, LeftOut: confusion.Tally{Classes: 3, Asked: 8, Right: 7}})
	if !strings.Contains(got, "7 of 8 drawings") || !strings.Contains(got, "88 %") || !strings.Contains(got, "53 % to 98 %") {
		t.Errorf("reasons: %q", got)
	}
	if v, _ := newView(t, 2, &judge{during: func(context.Context, func(int, int)) (confusion.Report, error) {
		return confusion.Report{}, errors.New("broken")
	}}); v != nil {
		v.Open()
		if !strings.Contains(v.doing.Text, "broken") {
			t.Errorf("a failure: %q", v.doing.Text)
		}
	}
}
