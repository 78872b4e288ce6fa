package challenge

import (
	"context"
	"math/rand/v2"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// inGame is the number of trials in a game.
const inGame = 20

// ranked is how many of the network's ranking are shown.
const ranked = 5

// trialView is Lake's trial: which of twenty characters is this one?
type trialView struct {
	page    *Page
	game    *play.Game // nil: none yet
	kind    play.Kind  // of the game's trials
	hardNow bool       // what the game is
	dealing bool
	history []played // of all sessions
	cursor  int      // the keys' place in the grid

	number   *widget.Label
	query    *uiwidget.GlyphTile
	verdict  *widget.Label
	ranking  *fyne.Container
	places   [ranked]*place
	standing *standing
	cells    []*cell
	grid     *fyne.Container
	summary  *fyne.Container
	loading  *widget.ProgressBar
	next     *uiwidget.TipButton
	again    *uiwidget.TipButton
	hard     *widget.Check
	status   *uiwidget.StatusLine
	all      fyne.CanvasObject
}

func newTrialView(p *Page) *trialView {
	v := &trialView{page: p, history: remembered(p.session.Settings), number: uiwidget.NewHeading(""), query: uiwidget.NewGlyphTile(64), verdict: uiwidget.NewWrapped(""), standing: newStanding()}
	v.ranking = container.New(places{})
	for i := range v.places {
		v.places[i] = newPlace()
		v.ranking.Add(v.places[i].all)
	}
	v.grid = container.New(gridLayout{})
	for i := range inGame {
		c := newCell(string(rune('A'+i)), func() { v.choose(i) })
		v.cells = append(v.cells, c)
		v.grid.Add(c)
	}
	v.summary = container.NewVBox()
	v.loading = widget.NewProgressBar()
	tips := p.session.Tips
	v.next = tips.NewButton(lang.L("Next"), nil, v.goOn)
	uiwidget.Primary(v.next)
	v.again = tips.NewButton(lang.L("New game"), theme.ViewRefreshIcon(), v.deal)
	v.hard = widget.NewCheck(lang.L("Hard"), func(bool) { v.page.session.Window.Canvas().Unfocus(); v.deal() })
	v.status = uiwidget.NewStatusLine()
	bottom := container.NewBorder(nil, nil, container.NewHBox(v.next, v.again, v.hard), nil, v.status)
	left := container.New(aside{}, v.number, v.query, v.verdict, v.ranking, v.standing)
	right := container.NewStack(v.grid, container.NewVScroll(v.summary), container.NewCenter(container.NewGridWrap(fyne.NewSize(240, 32), v.loading)))
	v.all = container.New(board{}, left, right, bottom)
	v.page.library.onRead = func(share float64) { v.loading.SetValue(share) }
	v.refresh()
	return v
}

func (v *trialView) content() fyne.CanvasObject { return v.all }
func (v *trialView) undo()                      {}
func (v *trialView) redo()                      {}

func (v *trialView) restore(old *trialView) {
	v.game, v.kind, v.hardNow, v.history, v.cursor = old.game, old.kind, old.hardNow, old.history, old.cursor
	v.hard.Checked = old.hard.Checked
	v.hard.Refresh()
	v.refresh()
	if v.game != nil {
		v.ask()
	}
}

// shown begins the first game.
func (v *trialView) shown() {
	if v.game == nil {
		v.deal()
	}
}

// deal begins another game, of the trials that the network finds hardest if that is
// wanted.
func (v *trialView) deal() {
	if v.dealing {
		return
	}
	v.dealing = true
	v.loading.SetValue(0)
	v.refresh()
	v.page.library.with(func() {
		source, rival, hard, seed := v.page.library.source, v.page.library.rivalNow(), v.hard.Checked, rand.Uint64()
		v.page.work.Do(func(ctx context.Context) {
			var trials []evaluate.Trial
			var err error
			if hard {
				trials, err = rival.hardest(ctx, source.Pool(seed), inGame, seed, func(done, total int) {
					v.page.work.Show(func() { v.loading.SetValue(float64(done) / float64(max(total, 1))) })
				})
			} else {
				trials = source.Deal(seed)
			}
			v.page.work.Show(func() { v.dealt(trials, source.Kind, hard, err) })
		})
	})
}

func (v *trialView) dealt(trials []evaluate.Trial, kind play.Kind, hard bool, err error) {
	v.dealing = false
	if err != nil {
		v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
	} else {
		v.game, v.kind, v.hardNow, v.cursor = play.NewGame(trials, time.Now()), kind, hard, 0
		v.ask()
	}
	v.refresh()
}

// ask has the network answer the trial in sight, while the person looks at it.
func (v *trialView) ask() {
	game, number := v.game, v.game.Number()
	if game.State() != play.Asking && game.State() != play.Waiting {
		return
	}
	rival, trial := v.page.library.rivalNow(), game.Turn().Trial
	v.cursor = min(v.cursor, len(trial.Support)-1) // of an alphabet that may be smaller
	v.page.work.Do(func(ctx context.Context) {
		r, err := rival.rank(ctx, trial)
		v.page.work.Show(func() {
			if err != nil {
				if ctx.Err() == nil {
					v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
				}
				return
			}
			if v.game == game && game.Answer(number, r) == nil {
				v.refresh()
			}
		})
	})
}

// choose takes the person's choice.
func (v *trialView) choose(class int) {
	if v.game == nil || v.dealing || v.game.Choose(class, time.Now()) != nil {
		return
	}
	v.cursor = class
	v.refresh()
}

// goOn shows the next trial, or what came of them.
func (v *trialView) goOn() {
	if v.game == nil || v.game.Next(time.Now()) != nil {
		return
	}
	if v.game.State() == play.Over {
		v.history = append(v.history, playedNow(v.kind, v.hardNow, v.game.Score()))
		remember(v.page.session.Settings, v.history)
	} else {
		v.ask()
	}
	v.refresh()
}

func (v *trialView) shortcuts() []uiwidget.Shortcut {
	move := func(by int) func() {
		return func() {
			if v.game == nil || v.game.State() != play.Asking {
				return
			}
			if to := v.cursor + by; to >= 0 && to < len(v.game.Turn().Trial.Support) {
				v.cursor = to
				v.refresh()
			}
		}
	}
	return []uiwidget.Shortcut{
		{Name: lang.L("Choose the character, as its letter does"), Plain: []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter}, Do: v.enter},
		{Name: lang.L("Character to the left"), Plain: []fyne.KeyName{fyne.KeyLeft}, Do: move(-1)},
		{Name: lang.L("Character to the right"), Plain: []fyne.KeyName{fyne.KeyRight}, Do: move(1)},
		{Name: lang.L("Character above"), Plain: []fyne.KeyName{fyne.KeyUp}, Do: move(-gridColumns)},
		{Name: lang.L("Character below"), Plain: []fyne.KeyName{fyne.KeyDown}, Do: move(gridColumns)},
		v.next.Shortcut(fyne.KeySpace),
		v.again.Shortcut(fyne.KeyF6),
		{Name: lang.L("Hard"), Plain: []fyne.KeyName{fyne.KeyF7}, Do: func() { v.hard.SetChecked(!v.hard.Checked) }},
	}
}

// enter chooses what the cursor is on, or goes on.
func (v *trialView) enter() {
	if v.game == nil {
		return
	}
	switch v.game.State() {
	case play.Asking:
		v.choose(v.cursor)
	case play.Told:
		v.goOn()
	case play.Over:
		v.deal()
	}
}

func (v *trialView) typedRune(r rune) {
	if r >= 'a' && r <= 'z' {
		r += 'A' - 'a'
	}
	if r >= 'A' && r < 'A'+inGame {
		v.choose(int(r - 'A'))
	}
}

// refresh shows how the game stands.
func (v *trialView) refresh() {
	g := v.game
	over := g != nil && g.State() == play.Over
	playing := g != nil && !over && !v.dealing
	uiwidget.SetVisible(v.grid, playing)
	uiwidget.SetVisible(v.summary, over && !v.dealing)
	uiwidget.SetVisible(v.loading, v.dealing)
	uiwidget.SetVisible(v.query, playing)
	uiwidget.Enable(v.next, playing && g.State() == play.Told)
	uiwidget.Enable(v.again, !v.dealing)
	v.showScore()
	v.showRanking()
	if g == nil {
		v.number.SetText(lang.L("Lake's trial"))
		v.verdict.SetText(lang.L("One moment…"))
		return
	}
	v.showSource()
	if over {
		v.number.SetText(lang.L("Over"))
		v.verdict.SetText("")
		v.sumUp()
		return
	}
	v.number.SetText(lang.L("{{.Number}} of {{.Count}}", map[string]any{"Number": g.Number(), "Count": g.Len()}))
	turn := g.Turn()
	v.query.SetGlyph(turn.Trial.Query, "")
	v.verdict.SetText(v.verdictOf(turn))
	for i, c := range v.cells {
		uiwidget.SetVisible(c, i < len(turn.Trial.Support))
		if i >= len(turn.Trial.Support) {
			continue
		}
		var frame fyne.ThemeColorName
		switch {
		case g.State() == play.Told && i == turn.Trial.Answer:
			frame = rightFrame
		case g.State() != play.Asking && i == turn.Choice && g.State() == play.Told:
			frame = wrongFrame
		case g.State() == play.Waiting && i == turn.Choice, g.State() == play.Told && i == turn.Network.Choice():
			frame = otherFrame
		}
		c.set(turn.Trial.Support[i][0], frame, i == v.cursor && g.State() == play.Asking)
	}
}
