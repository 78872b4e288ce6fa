package inspect

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"image/png"
	"math"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8") // what the tests read
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// keeper keeps one gallery, in memory.
type keeper struct {
	shell.Keeper
	gallery *gallery.Gallery
}

func (k *keeper) Gallery() *gallery.Gallery  { return k.gallery }
func (k *keeper) Changed()                   {}
func (k *keeper) OnError(func(error))        {}
func (k *keeper) OnNotice(func(string))      {}
func (k *keeper) Document() gallery.Document { return gallery.Document{} }

// index is indifferent.
type index struct{}

func (index) Register(model.ClassID, gallery.Example) {}
func (index) Load([]gallery.ClassExample)             {}
func (index) RemoveExample(model.ExampleID)           {}
func (index) Move(model.ExampleID, model.ClassID)     {}
func (index) Reset([]gallery.ClassExample)            {}

type settings struct{ shell.Settings }

// small is a network of the shipped one's kind that is quick to run.
var small = siamese.Architecture{Name: "small", Input: 24, PositiveAlpha: true, Layers: []siamese.Layer{
	{Filters: 8, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}, {Filters: 12, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}, {Filters: 16, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true},
}}

// kochLike is Koch's network but for its size: four layers without batch norm under a
// fully connected one, and more places than steps.
var kochLike = siamese.Architecture{Name: "koch", Input: 53, Embedding: 64, Layers: []siamese.Layer{
	{Filters: 8, Kernel: 10, Pool: 2}, {Filters: 8, Kernel: 7, Pool: 2}, {Filters: 8, Kernel: 4, Pool: 1}, {Filters: 8, Kernel: 2, Pool: 1},
}}

// strokes of some characters.
var characters = map[string][]model.Stroke{
	"cross":  {{{X: 0, Y: 0}, {X: 1, Y: 1}}, {{X: 1, Y: 0}, {X: 0, Y: 1}}},
	"square": {{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 1, Y: 1}, {X: 0, Y: 1}, {X: 0, Y: 0}}},
	"tee":    {{{X: 0, Y: 0}, {X: 1, Y: 0}}, {{X: 0.5, Y: 0}, {X: 0.5, Y: 1}}},
}

// stage is the page in a window, and a hand.
type stage struct {
	*Page
	t        testing.TB
	network  *siamese.Model
	exported []export.Form
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Survey embeds the gallery anew.
func (s *stage) Survey(_ context.Context, _ []model.Glyph, _ func(int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error)) {
	insp := must(inspect.New(s.network, 1))(s.t)
	defer insp.Close()
	var all oneshot.Support
	for _, c := range s.session.Gallery().Classes() {
		for _, e := range c.Examples {
			all.Classes, all.Examples = append(all.Classes, c.ID), append(all.Examples, e.ID)
			all.Embeddings = append(all.Embeddings, must(insp.Embed(must(e.Glyph())(s.t)))(s.t)...)
		}
	}
	done(nil, all, s.network.Metric(), nil)
}

// RankEach ranks as the program does.
func (s *stage) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	encoder := must(siamese.NewEncoder(s.network))(s.t)
	defer encoder.Close()
	index := oneshot.NewIndex(s.network.Metric(), s.network.Turns())
	for _, c := range s.session.Gallery().Classes() {
		for _, e := range c.Examples {
			looks := must(encoder.EmbedSupport(must(e.Glyph())(s.t)))(s.t)
			if err := index.Add(c.ID, e.ID, looks); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	var all []model.Answer
	for _, g := range glyphs {
		all = append(all, model.Answer{Matches: index.Rank(must(encoder.Embed(g))(s.t), best)})
	}
	done(all, nil)
}

// newStage shows the page over a gallery of the named characters.
func newStage(t testing.TB, m *siamese.Model, names ...string) *stage {
	t.Helper()
	return stageOver(t, nil, m, names...)
}

// stageOver does what Fyne's goroutine is asked for where a queue is emptied; nil: at
// once, as all other work.
func stageOver(t testing.TB, queue chan func(), m *siamese.Model, names ...string) *stage {
	t.Helper()
	a, beside := test.NewTempApp(t), func(f func()) { f() }
	if queue != nil {
		a, beside = uitest.Looped(a, queue), nil
		fyne.SetCurrentApp(a)
	}
	a.Settings().SetTheme(uitheme.New(uitheme.Light))
	translate(t)
	if m == nil {
		m = must(must(siamese.New(small, 1))(t).WithCalibration(siamese.Calibration{Scale: 1, Threshold: 0.5, Views: 3}))(t)
	}
	k := &keeper{gallery: gallery.New()}
	for _, name := range names {
		must(k.gallery.Add(name, gallery.FromStrokes(characters[name])))(t)
	}
	w := test.NewTempWindow(t, widget.NewLabel(""))
	session := shell.New(shell.Deps{Window: w, Index: index{}, Keeper: k, Settings: settings{}, Beside: beside})
	s := &stage{t: t, network: m}
	s.Page = New(session, Deps{
		Network:  func() *siamese.Model { return s.network },
		Surveyor: s,
		Export:   func(_, _ string, forms []export.Form) { s.exported = forms },
	})
	session.Pad.OnChanged = s.Drawn
	w.SetContent(container.NewStack(s.Content()))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1000, 700))
	t.Cleanup(s.Close)
	return s
}

// draw leaves strokes, in shares of the paper, on the pad.
func (s *stage) draw(strokes []model.Stroke) {
	pad := s.session.Pad
	at := func(p model.Point) fyne.PointEvent {
		side := pad.Size().Width
		return fyne.PointEvent{Position: fyne.NewPos((0.2+0.6*p.X)*side, (0.2+0.6*p.Y)*side)}
	}
	for _, stroke := range strokes {
		pad.MouseDown(&desktop.MouseEvent{PointEvent: at(stroke[0]), Button: desktop.MouseButtonPrimary})
		for _, p := range stroke[1:] {
			pad.Dragged(&fyne.DragEvent{PointEvent: at(p)})
		}
		pad.DragEnd()
	}
}

// go brings a view to the front.
func (s *stage) goTo(one section) { s.sections.Choose(int(one)) }

func (s *stage) image() any {
	if s.section() == mapSection {
		return s.plane.picture.Image
	}
	return s.sheet.picture.Image
}

func TestEveryViewFollowsThePen(t *testing.T) {
	s := newStage(t, nil, "cross", "square", "tee")
	s.Shown()
	for one := range sections {
		s.session.Pad.Clear()
		s.goTo(one)
		s.draw(characters["tee"])
		if s.facts == nil || s.facts.name != "tee" {
			t.Fatalf("view %d: compared with %+v", one, s.answer.shown)
		}
		before := s.image()
		if before == nil || s.empty.Visible() {
			t.Fatalf("view %d shows nothing, but %q", one, s.empty.String())
		}
		s.draw([]model.Stroke{{{X: 0, Y: 1}, {X: 1, Y: 1}}})
		if one != featuresSection && s.image() == before {
			t.Errorf("view %d does not follow", one)
		}
	}
}

// TestOwnNetworks: the views are of whatever network ranks.
func TestOwnNetworks(t *testing.T) {
	for name, a := range map[string]siamese.Architecture{
		"dense": {Name: "own", Input: 28, Embedding: 50, Layers: []siamese.Layer{{Filters: 8, Kernel: 5, Pool: 2}, {Filters: 12, Kernel: 3, Pool: 2}}},
		"koch":  kochLike,
	} {
		s := newStage(t, must(siamese.New(a, 1))(t), "cross", "square")
		s.Shown()
		s.draw(characters["cross"][:1])
		for one := range sections {
			s.goTo(one)
			if s.image() == nil {
				t.Errorf("%s: view %d shows nothing: %q", name, one, s.empty.String())
			}
		}
	}
}

// TestNothingIsDoneBehind: while another page is in front the pen costs nothing.
func TestNothingIsDoneBehind(t *testing.T) {
	s := newStage(t, nil, "cross")
	s.Content().Hide()
	s.draw(characters["tee"])
	s.changed()
	if s.computer.insp != nil || s.overview != nil || s.sheet.picture.Image != nil {
		t.Error("it has worked before it was shown")
	}
	s.Content().Show()
	s.Shown()
	if s.facts == nil {
		t.Fatal("shown, it does not look at the drawing")
	}
	s.Content().Hide()
	before := s.facts
	if n := testing.AllocsPerRun(100, s.Drawn); n != 0 {
		t.Errorf("%g allocations for each move of the pen", n)
	}
	s.draw(characters["cross"])
	if s.facts != before {
		t.Error("it follows the pen where nobody looks")
	}
}

func TestEmptyStates(t *testing.T) {
	said := func(s *stage) string {
		if !s.empty.Visible() {
			return ""
		}
		return s.empty.String()
	}
	s := newStage(t, nil)
	s.Shown()
	for one := range sections {
		s.goTo(one)
		if s.search.Visible() || s.export.Visible() || !s.starter.Visible() {
			t.Errorf("no class, view %d: the search is shown %v, exports %v, what to begin with %v", one, s.search.Visible(), s.export.Visible(), s.starter.Visible())
		}
		if got := said(s); !strings.Contains(got, "Nothing registered yet") {
			t.Errorf("no class, view %d: %q", one, got)
		}
	}
	s = newStage(t, nil, "cross")
	s.Shown()
	if !s.search.Visible() || !s.export.Visible() || s.starter.Visible() {
		t.Error("with a class the page is as it is without")
	}
	for one := range sections {
		s.goTo(one)
		if got := said(s); one.needsPair() != strings.Contains(got, "Draw a character") || one.needsPair() != (s.image() == nil) {
			t.Errorf("nothing drawn, view %d: %q", one, got)
		}
	}
	s.goTo(twinsSection)
	s.draw(characters["tee"])
	s.session.Pad.Clear()
	if got := said(s); !strings.Contains(got, "Draw a character") || s.target.some || s.image() != nil {
		t.Errorf("cleared: %q", got)
	}
}

func TestWhatIsComparedWith(t *testing.T) {
	s := newStage(t, nil, "cross", "square", "tee")
	s.Shown()
	s.draw(characters["square"])
	with := func(want string) {
		t.Helper()
		if s.facts == nil || s.facts.name != want || s.target.name != want {
			t.Fatalf("compared with %q, not %q", s.target.name, want)
		}
	}
	with("square")
	s.search.SetText("TE")
	with("tee")
	s.step(1)
	with("cross")
	s.step(-1)
	with("tee")
	s.showBest()
	with("square")
	s.keepDrawing()
	with("the drawing kept")
	if s.facts.pair.Sum.Logit < s.facts.pair.Sum.Bias-1e-4 {
		t.Errorf("a drawing and itself are apart by %g", s.facts.pair.Sum.Bias-s.facts.pair.Sum.Logit)
	}
	s.draw(characters["cross"])
	if s.facts.pair.Sum.Logit > s.facts.pair.Sum.Bias-1e-3 {
		t.Error("another drawing is not apart from the one kept")
	}
}

// TestTurnedExample: where a class is known by its example turned, the page shows it so,
// and the penalty among what the logit is made of.
func TestTurnedExample(t *testing.T) {
	s := newStage(t, shipped(t), "tee", "cross", "square")
	s.Shown()
	// A tee, turned to the right.
	sin, cos := math.Sincos(-25 * math.Pi / 180)
	var slanted []model.Stroke
	for _, stroke := range characters["tee"] {
		var turned model.Stroke
		for _, p := range stroke {
			x, y := float64(p.X)-0.5, float64(p.Y)-0.5
			turned = append(turned, model.Point{X: float32(x*cos + y*sin + 0.5), Y: float32(-x*sin + y*cos + 0.5)})
		}
		slanted = append(slanted, turned)
	}
	s.draw(slanted)
	if s.facts.name != "tee" || s.facts.turned() != -20 || !strings.HasSuffix(s.target.similarity, ", turned right by 20°") {
		t.Fatalf("compared with %s, turned by %d°: %s", s.facts.name, s.facts.turned(), s.target.similarity)
	}
	var answer model.Match
	s.RankEach([]model.Glyph{s.facts.glyphs[0]}, 1, func(all []model.Answer, _ error) { answer = all[0].Matches[0] })
	if sum := s.facts.pair.Sum; math.Abs(sum.Logit-float64(answer.Logit)) > 1e-4 || math.Abs(sum.Similarity-answer.Similarity) > 1e-4 {
		t.Errorf("logit %g and similarity %g, the ranking's %+v", sum.Logit, sum.Similarity, answer)
	}
	want := s.computer.insp.Network().Turns()
	if steps := stepsOf(s.facts.pair.Sum); steps[len(steps)-1].takes != float64(want.Penalty) || s.facts.glyphs[1] == s.answer.shown.glyph {
		t.Error("the penalty is no step, or the example is shown as it was drawn")
	}
	for one := range sections {
		s.goTo(one)
		if s.image() == nil {
			t.Errorf("view %d shows nothing: %q", one, s.empty.String())
		}
	}
	s.goTo(sumSection)
	var table bytes.Buffer
	if err := s.numberForms()[0].Write(&table); err != nil || !strings.Contains(table.String(), "turned right by 20°,0,0,0,0,") {
		t.Errorf("%v, the table lacks the penalty", err)
	}
	s.keepDrawing() // what is kept is compared with as it is
	if s.facts.turned() != 0 || s.facts.pair.Sum.Penalty != 0 {
		t.Error("the drawing kept is turned")
	}
}

// TestViewsOfADrawing: a click on one of the views that an embedding is the mean of
// shows its maps.
func TestViewsOfADrawing(t *testing.T) {
	s := newStage(t, nil, "cross", "tee")
	s.Shown()
	s.draw(characters["cross"])
	var third *spot
	for i := range s.sheet.spots {
		if strings.HasPrefix(s.sheet.spots[i].text, "View 3") {
			third = &s.sheet.spots[i]
		}
	}
	if third == nil {
		t.Fatal("no third view")
	}
	test.TapAt(s.sheet, fyne.NewPos(third.x+5, third.y+5))
	if s.facts.pair.View != 2 {
		t.Errorf("view %d is shown", s.facts.pair.View+1)
	}
	s.over(fyne.NewPos(third.x+5, third.y+5), true)
	if !s.sheet.lens.Visible() || !strings.HasPrefix(s.status.Text, "View 3") {
		t.Errorf("pointed at, it says %q", s.status.Text)
	}
	s.over(fyne.Position{}, false)
	if s.sheet.lens.Visible() || s.status.Text != "" {
		t.Error("what was pointed at stays")
	}
}

func TestMap(t *testing.T) {
	s := newStage(t, nil, "cross", "square", "tee")
	s.Shown()
	s.goTo(mapSection)
	place := func(row int) fyne.Position {
		x, y := s.mapping().at(s.overview.projection(true).Points()[row])
		return fyne.NewPos(x, y)
	}
	s.overMap(place(1), true)
	if s.status.Text != "square" {
		t.Errorf("over the square's point it says %q", s.status.Text)
	}
	s.draw(characters["cross"])
	s.plane.Tapped(&fyne.PointEvent{Position: place(2)})
	if s.facts.name != "tee" {
		t.Errorf("a click compares with %q", s.facts.name)
	}
	at := place(1)
	s.plane.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.Delta{DY: 40}})
	if got := place(1); s.camera.zoom <= 1.2 || abs(got.X-at.X) > 1 || abs(got.Y-at.Y) > 1 {
		t.Errorf("zoomed by %g, what was at %v is at %v", s.camera.zoom, at, got)
	}
	s.plane.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: -15, DY: 10}})
	if got := place(1); abs(got.X-at.X+15) > 1 && abs(got.Y-at.Y-10) > 1 {
		t.Errorf("pulled, what was at %v is at %v", at, got)
	}
	if s.answer.standing == nil || len(s.answer.standing.nearest) != 3 || s.overview.entries[s.answer.standing.nearest[0]].name != "cross" {
		t.Errorf("a cross stands by %+v", s.answer.standing)
	}
}

func TestGalleryChanges(t *testing.T) {
	s := newStage(t, nil, "cross")
	s.Shown()
	if err := s.session.Change(gallery.KindRegister, "tee", func(g *gallery.Gallery) error {
		_, err := g.Add("tee", gallery.FromStrokes(characters["tee"]))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(s.overview.entries) != 2 {
		t.Errorf("%d examples are laid out", len(s.overview.entries))
	}
}

func TestExport(t *testing.T) {
	s := newStage(t, nil, "cross", "square", "tee")
	s.Shown()
	if s.pictureForms() != nil || s.numberForms() != nil {
		t.Error("nothing can be exported")
	}
	s.draw(characters["cross"])
	for one := range sections {
		s.goTo(one)
		items := s.exportItems()
		for _, item := range items {
			if item.Disabled {
				t.Fatalf("view %d: %s is off", one, item.Label)
			}
			item.Action()
			for _, f := range s.exported {
				var file bytes.Buffer
				if err := f.Write(&file); err != nil {
					t.Fatal(err)
				}
				switch f.Extension {
				case "png":
					img := must(png.Decode(&file))(t)
					if _, _, _, alpha := img.At(1, 1).RGBA(); img.Bounds().Dx() < 400 || alpha != 0xffff {
						t.Errorf("view %d: a picture of %v", one, img.Bounds())
					}
				case "csv":
					lines := must(csv.NewReader(&file).ReadAll())(t)
					if len(lines) < 4 && one != featuresSection {
						t.Errorf("view %d: %d lines", one, len(lines))
					}
				case "npy":
					data := file.Bytes()
					if !bytes.HasPrefix(data, []byte("\x93NUMPY")) || (len(data)-10-int(binary.LittleEndian.Uint16(data[8:])))%4 != 0 {
						t.Errorf("view %d: no array", one)
					}
				default:
					t.Errorf("view %d: a file .%s", one, f.Extension)
				}
			}
		}
	}
}

// TestSteps: however many places there are, the steps lead from the bias to the logit.
func TestSteps(t *testing.T) {
	for _, places := range []int{4, 36} {
		sum := inspect.Sum{Bias: 3, Logit: 3}
		for i := range places {
			sum.Places = append(sum.Places, inspect.Share{Total: float64(i)})
			sum.Logit -= float64(i)
		}
		steps := stepsOf(sum)
		at := sum.Bias
		for _, one := range steps {
			at -= one.takes
		}
		if math.Abs(at-sum.Logit) > 1e-9 || len(steps) > stepsShown+1 {
			t.Errorf("%d places: %d steps lead to %g, not %g", places, len(steps), at, sum.Logit)
		}
	}
}

func TestLatest(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel(""))
	session := shell.New(shell.Deps{Window: w, Index: index{}, Keeper: &keeper{gallery: gallery.New()}, Settings: settings{}})
	l := latest{work: shell.NewBackground(session)}
	gate, done := make(chan struct{}), make(chan int, 100)
	under := make(chan struct{})
	l.ask(func(context.Context) { close(under); <-gate; done <- 0 })
	<-under
	for i := range 50 {
		l.ask(func(context.Context) { done <- i + 1 })
	}
	close(gate)
	if first, second := <-done, <-done; first != 0 || second != 50 {
		t.Errorf("%d and %d were done", first, second)
	}
	// What takes longer than its patience is given up once something else waits.
	l.patience = time.Millisecond
	var ended atomic.Bool
	began := make(chan struct{})
	l.ask(func(ctx context.Context) { close(began); <-ctx.Done(); ended.Store(true) })
	<-began
	l.ask(func(context.Context) { done <- 51 })
	if got := <-done; got != 51 || !ended.Load() {
		t.Errorf("%d was done, the other one ended: %t", got, ended.Load())
	}
	l.work.Close()
	session.Wait()
}

// translate has texts in English, which is theirs in the code too.
func translate(t testing.TB) {
	text := must(assets.Translations.ReadFile("translations/en.json"))(t)
	if err := lang.AddTranslations(fyne.NewStaticResource("en.json", text)); err != nil {
		t.Fatal(err)
	}
}
