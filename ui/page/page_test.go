package page

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8")
	os.Exit(m.Run())
}

// surveyor embeds a glyph as the share of its ink: boxes are alike, bars are, and
// boxes and bars are not. It knows the gallery as that is.
type surveyor struct {
	gallery *gallery.Gallery
	surveys int
	holds   bool
	waiting []func()
	fails   error
	held    chan struct{} // is told of each survey that waits, if anybody asks
}

func (s *surveyor) Survey(ctx context.Context, glyphs []model.Glyph, progress func(int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error)) {
	s.surveys++
	answer := func() {
		if err := errors.Join(ctx.Err(), s.fails); err != nil {
			done(nil, oneshot.Support{}, nil, err)
			return
		}
		var all []model.Embedding
		for i, g := range glyphs {
			progress(i)
			all = append(all, embed(g))
		}
		var support oneshot.Support
		for _, c := range s.gallery.Classes() {
			for _, e := range c.Examples {
				g, _ := e.Glyph()
				support.Classes = append(support.Classes, c.ID)
				support.Examples = append(support.Examples, e.ID)
				support.Embeddings = append(support.Embeddings, embed(g)...)
			}
		}
		done(all, support, metric{}, nil)
	}
	if s.holds {
		s.waiting = append(s.waiting, answer)
		if s.held != nil {
			s.held <- struct{}{}
		}
		return
	}
	answer()
}

func embed(g model.Glyph) model.Embedding {
	sum := float32(0)
	for _, v := range g.Pix() {
		sum += float32(v) / 255
	}
	return model.Embedding{100 * sum / model.Side / model.Side}
}

// metric takes a difference of 10 points for half alike.
type metric struct{}

func (metric) Dim() int { return 1 }
func (metric) Logits(dst []float32, query model.Embedding, support []float32) {
	for i, v := range support {
		dst[i] = -max(v-query[0], query[0]-v)
	}
}
func (metric) Similarity(logit float32) float64 { return 1 / (1 - float64(logit)/10) }

type index struct{}

func (index) Register(model.ClassID, gallery.Example) {}
func (index) Load([]gallery.ClassExample)             {}
func (index) RemoveExample(model.ExampleID)           {}
func (index) Move(model.ExampleID, model.ClassID)     {}
func (index) Reset([]gallery.ClassExample)            {}

type keeper struct{ gallery *gallery.Gallery }

func (k keeper) Gallery() *gallery.Gallery                 { return k.gallery }
func (keeper) Changed()                                    {}
func (keeper) Notice() string                              { return "" }
func (keeper) OnError(func(error))                         {}
func (keeper) OnNotice(func(string))                       {}
func (keeper) Flush() error                                { return nil }
func (keeper) Document() gallery.Document                  { return gallery.Document{} }
func (keeper) New() shell.DiskTask                         { return nil }
func (keeper) Open(context.Context, string) shell.DiskTask { return nil }
func (keeper) Save() shell.DiskTask                        { return nil }
func (keeper) SaveAs(string) shell.DiskTask                { return nil }
func (keeper) Recent() []string                            { return nil }

// dialogs answer with a path.
type dialogs struct{ path string }

func (d *dialogs) Open(shell.FileRequest) (string, error)       { return d.path, nil }
func (d *dialogs) OpenFolder(shell.FileRequest) (string, error) { return "", shell.ErrCancelled }
func (d *dialogs) Save(shell.FileRequest) (string, error)       { return d.path, nil }

type stage struct {
	t        testing.TB
	session  *shell.Session
	page     *Page
	surveyor *surveyor
	dialogs  *dialogs
	dir      string
}

func newStage(t testing.TB) *stage {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(uitheme.New(""))
	g := gallery.New()
	s := &stage{t: t, surveyor: &surveyor{gallery: g}, dialogs: &dialogs{}, dir: t.TempDir()}
	w := test.NewTempWindow(t, nil)
	s.session = shell.New(shell.Deps{Window: w, Index: index{}, Keeper: keeper{g}, Settings: a.Preferences(), Dialogs: s.dialogs, Beside: func(f func()) { f() }})
	s.page = New(s.session, Deps{Surveyor: s.surveyor, Extensions: []string{"png"}})
	w.SetPadded(false)
	w.SetContent(s.page.Content())
	w.Resize(fyne.NewSize(900, 600))
	return s
}

// picture writes a page of two lines, "o|o|o" and "|o  o", where o is a box and | a bar
// of 40 pixels, and returns its path.
func (s *stage) picture(lines ...string) string {
	s.t.Helper()
	const cell, size = 60, 40
	img := image.NewGray(image.Rect(0, 0, 600, 80+90*len(lines)))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	fill := func(x0, y0, x1, y1 int) {
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				img.Pix[img.PixOffset(x, y)] = 10
			}
		}
	}
	for n, line := range lines {
		for k, c := range line {
			x, y := 50+cell*k, 40+90*n
			switch c {
			case 'o':
				fill(x, y, x+size, y+4)
				fill(x, y+size-4, x+size, y+size)
				fill(x, y, x+4, y+size)
				fill(x+size-4, y, x+size, y+size)
			case '|':
				fill(x+18, y, x+22, y+size)
			}
		}
	}
	path := filepath.Join(s.dir, "page.png")
	f, err := os.Create(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *stage) open() {
	s.t.Helper()
	s.page.OpenFile(s.picture("o|o|o", "|o  o"))
	if s.page.doc == nil || len(s.page.doc.glyphs) != 8 {
		s.t.Fatalf("the page has %v", s.page.doc)
	}
}

func (s *stage) reads(want string) {
	s.t.Helper()
	if got := s.page.Text(); got != want {
		s.t.Errorf("it reads %q, not %q", got, want)
	}
}

const q = "\ufffd"

func TestNamingFindsTheLikes(t *testing.T) {
	s := newStage(t)
	s.open()
	s.reads(strings.Repeat(q, 5) + "\n" + q + q + " " + q + "\n")
	s.page.nameIt("o") // the first is chosen
	s.reads("o" + q + "o" + q + "o\n" + q + "o o\n")
	if s.page.doc.chosen != 1 {
		t.Errorf("glyph %d is next", s.page.doc.chosen)
	}
	s.page.nameIt("l")
	s.reads("olo" + "lo\nlo o\n")
	if s.page.status.Text != "8 of 8 read, 2 lines" {
		t.Errorf("it says %q", s.page.status.Text)
	}
	if g := s.session.Gallery(); g.Len() != 2 || len(g.Classes()[0].Examples) != 1 {
		t.Errorf("%d classes", g.Len())
	}
	s.page.copy()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "ololo\nlo o\n" {
		t.Errorf("%q was copied", got)
	}
	if s.surveyor.surveys != 1 {
		t.Errorf("all was embedded %d times", s.surveyor.surveys)
	}
}

// What is corrected becomes an example of the right class; undo takes both back.
func TestCorrecting(t *testing.T) {
	s := newStage(t)
	s.open()
	s.page.nameIt("o")
	s.page.slide(0.05) // not sure at all: bars are boxes, too
	s.reads("ooooo\noo o\n")
	s.page.choose(3)
	if s.page.side.name.Text != "o" {
		t.Errorf("the field says %q", s.page.side.name.Text)
	}
	s.page.nameIt("l")
	s.reads("ololo\nlo o\n")
	s.page.Undo()
	s.reads("ooooo\noo o\n")
	s.page.Redo()
	s.reads("ololo\nlo o\n")
	s.page.choose(3)
	s.page.nameIt("I") // corrected once more: the example is not there twice
	s.reads("oIoIo\nIo o\n")
	if g := s.session.Gallery(); g.Len() != 2 {
		t.Errorf("%d classes are left", g.Len())
	}
	s.page.choose(3)
	s.page.nameIt("o")
	s.reads("ooooo\noo o\n")
	if c := s.session.Gallery().Classes(); len(c) != 1 || len(c[0].Examples) != 2 {
		t.Errorf("%v", c)
	}
	s.page.nameIt("\x00")
	if !strings.Contains(s.page.side.taken.Text, "A name is") {
		t.Errorf("a bad name is told as %q", s.page.side.taken.Text)
	}
}

// The threshold slides without anything being embedded or compared again.
func TestSliding(t *testing.T) {
	s := newStage(t)
	s.open()
	s.page.nameIt("o")
	finder := s.page.doc.finder
	s.page.slide(0.05)
	s.reads("ooooo\noo o\n")
	s.page.slide(0.9)
	s.reads("o" + q + "o" + q + "o\n" + q + "o o\n")
	if s.surveyor.surveys != 1 || s.page.doc.finder != finder {
		t.Error("it was reckoned anew")
	}
}

func TestLeavingOut(t *testing.T) {
	s := newStage(t)
	s.open()
	s.page.nameIt("o")
	s.page.choose(1)
	s.page.toggleOut()
	s.reads("oo" + q + "o\n" + q + "o o\n")
	s.page.toggleOut()
	s.page.step(1)
	if s.page.doc.chosen != 2 {
		t.Errorf("%d is next", s.page.doc.chosen)
	}
	s.page.choose(0)
	s.page.step(-1)
	if s.page.doc.chosen != 7 {
		t.Errorf("%d is before the first", s.page.doc.chosen)
	}
}

// The gallery's classes are known on a page at once, and what changes there is
// followed.
func TestTheGalleryIsKnown(t *testing.T) {
	s := newStage(t)
	ink := model.Scan{W: 40, H: 40, Pix: make([]uint8, 1600)}
	for i := range ink.Pix {
		if x, y := i%40, i/40; min(x, y, 39-x, 39-y) < 4 {
			ink.Pix[i] = 255
		}
	}
	box := gallery.FromPicture(ink)
	put := func() {
		if err := s.session.Change(gallery.KindRegister, "ㅁ", func(g *gallery.Gallery) error { _, err := g.Add("ㅁ", box); return err }); err != nil {
			t.Fatal(err)
		}
	}
	put()
	s.page.slide(0.4)
	s.open()
	s.reads("ㅁ" + q + "ㅁ" + q + "ㅁ\n" + q + "ㅁ ㅁ\n")
	s.session.UndoEdit()
	s.reads(strings.Repeat(q, 5) + "\n" + q + q + " " + q + "\n")
	s.page.choose(1)
	s.page.nameIt("l")
	put()
	s.reads("ㅁlㅁlㅁ\nlㅁ ㅁ\n")
}

func TestGivingUpAndFailing(t *testing.T) {
	s := newStage(t)
	s.surveyor.holds = true
	s.surveyor.held = make(chan struct{}, 2)
	// Beside runs work where it is called in this test, so that the reading is held
	// by a goroutine of its own.
	path := s.picture("oo")
	done := make(chan struct{})
	o := &opening{path: path, cancel: func() {}}
	s.page.opening = o
	go func() {
		defer close(done)
		s.page.embed(t.Context(), newDocument(path, nil, nil), func(int) {}, func(error) {})
	}()
	<-s.surveyor.held
	s.page.giveUp()
	s.surveyor.waiting[0]()
	<-done
	s.page.opened(o, newDocument(path, nil, nil), nil)
	if s.page.doc != nil {
		t.Error("what was given up was shown")
	}
	// Nobody waits for a network that is busy once there is no window.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var ended error
	s.page.embed(ctx, newDocument(path, nil, nil), func(int) {}, func(err error) { ended = err })
	if !errors.Is(ended, context.Canceled) {
		t.Errorf("ended by %v", ended)
	}
	s.surveyor.holds = false
	s.page.OpenFile(filepath.Join(s.dir, "none.png"))
	if !strings.Contains(s.page.cover.text.Text, "no such file") {
		t.Errorf("a file that is not there is told as %q", s.page.cover.text.Text)
	}
	s.page.OpenFile(s.picture())
	if !strings.Contains(s.page.cover.text.Text, "no writing") {
		t.Errorf("blank paper is told as %q", s.page.cover.text.Text)
	}
	s.surveyor.fails = errors.New("broken")
	s.page.OpenFile(s.picture("oo"))
	if s.page.cover.text.Text != "broken" {
		t.Errorf("a network that fails is told as %q", s.page.cover.text.Text)
	}
	s.surveyor.fails = nil
	s.open()
	if s.page.cover.content.Visible() {
		t.Error("a page that was opened is covered")
	}
}

func TestExporting(t *testing.T) {
	s := newStage(t)
	s.open()
	s.page.nameIt("o")
	for i, want := range []string{"o" + q + "o", "line,position,x,y", "\x89PNG"} {
		f := s.page.forms()[i]
		s.dialogs.path = filepath.Join(s.dir, "out."+f.extension)
		s.page.exportAs(f)
		if data, err := os.ReadFile(s.dialogs.path); err != nil || !strings.HasPrefix(string(data), want) {
			t.Errorf("%s: %.20q, %v", f.label, data, err)
		}
	}
	// The page's own picture is not written over, whatever is answered.
	s.dialogs.path = s.page.doc.path
	before, _ := os.ReadFile(s.dialogs.path)
	s.page.exportAs(s.page.forms()[2])
	if asked := s.session.Question(); asked != nil && len(asked.Choices) > 0 {
		asked.Choose(0)
	}
	if after, _ := os.ReadFile(s.dialogs.path); string(after) != string(before) {
		t.Error("the page's own picture was overwritten")
	}
}

// Places in the picture are found whatever the zoom.
func TestViewer(t *testing.T) {
	s := newStage(t)
	s.open()
	tap := func(glyph int) {
		v := s.page.view
		b := s.page.doc.glyphs[glyph].Box
		at := fyne.NewPos(float32(b.Min.X+b.Max.X)/2*v.scale(), float32(b.Min.Y+b.Max.Y)/2*v.scale())
		v.sheet.Tapped(&fyne.PointEvent{Position: at})
		if s.page.doc.chosen != glyph {
			t.Errorf("at zoom %g glyph %d was chosen, not %d", v.scale(), s.page.doc.chosen, glyph)
		}
	}
	tap(4)
	whole := s.page.view.scale()
	for range 6 {
		s.page.view.zoomBy(zoomStep)
	}
	tap(5)
	v := s.page.view
	if v.scale() < 3*whole {
		t.Errorf("enlarged from %g to %g", whole, v.scale())
	}
	s.page.choose(4)
	b, size := s.page.doc.glyphs[4].Box, v.scroll.Size()
	if x := float32(b.Min.X)*v.scale() - v.scroll.Offset.X; x < 0 || x > size.Width {
		t.Errorf("the chosen glyph is out of sight, at %g of %g", x, size.Width)
	}
	before := v.scroll.Offset
	v.sheet.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(30, 0)})
	if v.scroll.Offset.X != max(before.X-30, 0) {
		t.Errorf("dragged from %g to %g", before.X, v.scroll.Offset.X)
	}
	// What is under the pointer stays there.
	at, pointer := v.scroll.Offset, fyne.NewPos(120, 90)
	x, y := (at.X+pointer.X)/v.scale(), (at.Y+pointer.Y)/v.scale()
	v.zoomAbout(zoomStep, pointer)
	if dx, dy := x*v.scale()-v.scroll.Offset.X-pointer.X, y*v.scale()-v.scroll.Offset.Y-pointer.Y; dx*dx+dy*dy > 4 {
		t.Errorf("it moved by %g, %g", dx, dy)
	}
	v.sheet.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if s.page.doc.chosen != -1 {
		t.Error("blank paper is a glyph")
	}
	for range 20 {
		v.zoomBy(1 / zoomStep)
	}
	if v.scale() != whole {
		t.Errorf("at its smallest it is %g, not the whole page's %g", v.scale(), whole)
	}
}

// Another language, or other colours, keep what is open.
func TestRestore(t *testing.T) {
	s := newStage(t)
	s.open()
	s.page.nameIt("o")
	s.page.slide(0.3)
	again := New(s.session, s.page.deps)
	again.RestoreFrom(s.page)
	if again.Text() != s.page.Text() || again.sure != 0.3 {
		t.Errorf("%q at %g", again.Text(), again.sure)
	}
}

// BenchmarkSlide moves the slider over a page of 2,000 characters of 40 classes.
func BenchmarkSlide(b *testing.B) {
	s := newStage(b)
	var lines []string
	for range 20 {
		lines = append(lines, "o|o|o|o|o")
	}
	s.page.OpenFile(s.picture(lines...))
	d := s.page.doc
	for len(d.glyphs) < 2000 {
		d.glyphs = append(d.glyphs, d.glyphs[:180]...)
	}
	d.glyphs = d.glyphs[:2000]
	s.page.OpenFile(d.path)
	again := newDocument(d.path, d.image, d.glyphs)
	s.page.embed(b.Context(), again, func(int) {}, func(error) {})
	s.page.show(again)
	s.page.nameIt("o")
	sure := 0.5
	for b.Loop() {
		sure = 1.2 - sure
		s.page.slide(sure)
	}
}

// Every tool has a shortcut, which its tip tells of, and no key means two things.
func TestShortcuts(t *testing.T) {
	s := newStage(t)
	keys := make(map[string]string)
	for _, one := range s.page.Shortcuts() {
		text := one.KeyNames()
		if text == "" || keys[text] != "" {
			t.Errorf("%s: %q is %s, too", one.Name, text, keys[text])
		}
		keys[text] = one.Name
	}
	for _, b := range []string{"Open a page…", "Export…", "Copy the text", "Larger", "Smaller", "The whole page"} {
		found := false
		for _, name := range keys {
			found = found || name == b
		}
		if !found {
			t.Errorf("%s has no shortcut", b)
		}
	}
}
