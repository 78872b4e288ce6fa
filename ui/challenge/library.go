package challenge

import (
	"context"
	"io/fs"
	"runtime"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/assets"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/starter"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// library has what the games are played with: the trials' source and the network. Its
// methods belong to Fyne's goroutine, unless they say otherwise.
type library struct {
	session *shell.Session
	work    *shell.Background
	deps    Deps

	source  play.Source
	known   sourceKey // what source was read for
	read    bool
	trouble error // of files that were passed over
	reading bool
	waiting []func()
	onRead  func(share float64) // how far a data set is read

	rival *rival
}

// sourceKey is what a source depends on.
type sourceKey struct {
	files   play.Files
	heldOut string
	gallery *gallery.Gallery
}

func newLibrary(s *shell.Session, w *shell.Background, deps Deps) *library {
	l := &library{session: s, work: w, deps: deps, onRead: func(float64) {}}
	s.OnEdit(func(gallery.Change) { l.stale() })
	s.OnReplaced(l.stale)
	return l
}

// stale has a source of the person's own classes read again.
func (l *library) stale() {
	if l.source.Kind == play.Own {
		l.read = false
	}
}

// restore goes on with what another library has read.
func (l *library) restore(old *library) {
	l.source, l.known, l.read, l.trouble, l.rival = old.source, old.known, old.read, old.trouble, old.rival
}

// rivalNow is the network in use, ready to play.
func (l *library) rivalNow() *rival {
	m, _ := l.deps.Weights.Current()
	if l.rival == nil || l.rival.model != m {
		l.rival = &rival{model: m}
	}
	return l.rival
}

// with calls a function once the source is read, on Fyne's goroutine.
func (l *library) with(then func()) {
	m, _ := l.deps.Weights.Current()
	key := sourceKey{l.deps.Files.AtHand(), m.Info(train.HeldOutKey), l.session.Gallery()}
	if l.read && key == l.known {
		then()
		return
	}
	l.waiting = append(l.waiting, then)
	if l.reading {
		return
	}
	l.reading = true
	classes := l.session.Gallery().Classes()
	titles := starterTitles()
	l.work.Do(func(ctx context.Context) {
		var last time.Time
		source, err := play.Open(ctx, key.files, key.heldOut, own(classes, titles), func(done, total int) {
			if time.Since(last) > 100*time.Millisecond {
				last = time.Now()
				l.work.Show(func() { l.onRead(float64(done) / float64(max(total, 1))) })
			}
		})
		l.work.Show(func() {
			l.source, l.known, l.trouble, l.read, l.reading = source, key, err, true, false
			waiting := l.waiting
			l.waiting = nil
			for _, f := range waiting {
				f()
			}
		})
	})
}

// starterTitles are the sets that come with the program, by what they are called.
func starterTitles() map[string]string {
	return map[string]string{
		"digits": lang.L("Digits"), "shapes": lang.L("Shapes"), "hangul": lang.L("Hangul letters"), "greek": lang.L("Greek letters"),
		"": lang.L("Your gallery"),
	}
}

// own returns the gallery and the starter sets as alphabets. It may be called on any
// goroutine.
func own(classes []gallery.Class, titles map[string]string) []play.Alphabet {
	all := []play.Alphabet{play.FromGallery(titles[""], classes)}
	for _, set := range []string{"hangul", "greek", "digits", "shapes"} {
		text, err := fs.ReadFile(assets.Starters, "starters/"+set+".txt")
		if err != nil {
			continue
		}
		if characters, err := starter.Parse(string(text)); err == nil { // they are tested
			all = append(all, play.FromStarter(titles[set], characters))
		}
	}
	return all
}

// rival is a network that plays, one trial at a time. It may be used on any goroutine.
type rival struct {
	model *siamese.Model

	mu       sync.Mutex
	opponent *play.Opponent
}

func (r *rival) rank(ctx context.Context, t evaluate.Trial) (play.Ranking, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begin()
	return r.opponent.Rank(ctx, t, threads())
}

func (r *rival) hardest(ctx context.Context, pool []evaluate.Trial, n int, seed uint64, progress func(done, total int)) ([]evaluate.Trial, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begin()
	return r.opponent.Hardest(ctx, pool, n, threads(), seed, progress)
}

func (r *rival) begin() {
	if r.opponent == nil {
		r.opponent = play.NewOpponent(r.model)
	}
}

// threads leaves the window a core.
func threads() int { return max(runtime.NumCPU()-1, 1) }

// kindText says where trials come from.
func kindText(k play.Kind) string {
	switch k {
	case play.LakesTask:
		return lang.L("Lake's own trials, on which people and machines are compared")
	case play.Evaluation:
		return lang.L("Alphabets that no network here learns from")
	case play.HeldOut:
		return lang.L("Alphabets that this network did not learn from")
	case play.Learnt:
		return lang.L("Alphabets that the network learnt from: it has an advantage")
	}
	return lang.L("Your gallery and the starter sets")
}
