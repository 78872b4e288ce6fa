package challenge

import (
	"context"
	"io"
	"math/rand/v2"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// lessonView teaches the network five characters and asks for them again.
type lessonView struct {
	page     *Page
	lesson   *play.Lesson
	alphabet string // of characters that are copied; may be empty
	reply    *play.Reply
	judging  bool

	sheet    *sheet
	title    *widget.Label
	text     *widget.Label
	wanted   *uiwidget.GlyphTile // the character to be drawn
	answer   *uiwidget.GlyphTile // what the network took the drawing for
	slots    [play.Characters]*place
	standing *standing
	own      *uiwidget.TipButton
	copy     *uiwidget.TipButton
	back     *uiwidget.TipButton
	save     *uiwidget.TipButton
	column   *fyne.Container
	// What comes and goes with its row.
	pair, saveRow, backRow *fyne.Container
	all                    fyne.CanvasObject
}

func newLessonView(p *Page) *lessonView {
	v := &lessonView{page: p, title: newTitle(), text: uiwidget.NewWrapped(""), standing: newStanding()}
	v.sheet = newSheet(p.session, v.drawn)
	v.wanted, v.answer = uiwidget.NewGlyphTile(88), uiwidget.NewGlyphTile(88)
	slots := container.New(places{})
	for i := range v.slots {
		v.slots[i] = newPlace()
		slots.Add(v.slots[i].all)
	}
	tips := p.session.Tips
	v.own = tips.NewButton(lang.L("Own characters"), theme.DocumentCreateIcon(), v.teach)
	v.copy = tips.NewButton(lang.L("Copy an alphabet"), theme.ContentCopyIcon(), v.copyAlphabet)
	v.back = tips.NewButton(lang.L("Draw the last one again"), nil, v.forget)
	v.save = tips.NewButton(lang.L("Save picture…"), theme.DownloadIcon(), v.savePicture)
	uiwidget.Primary(v.save)
	v.pair = container.NewHBox(v.wanted, v.answer)
	v.saveRow, v.backRow = container.NewHBox(v.save), container.NewHBox(v.back)
	v.column = container.New(uiwidget.Column{Gap: 8},
		v.title, v.text, v.pair, slots, v.standing, v.saveRow, v.backRow, container.NewHBox(v.own), container.NewHBox(v.copy))
	v.all = container.New(drawing{}, v.sheet.all, scrolled(v.column))
	v.lesson = play.NewLesson(rand.Uint64())
	v.refresh()
	return v
}

func (v *lessonView) content() fyne.CanvasObject { return v.all }
func (v *lessonView) shown()                     { v.sheet.lay() }
func (v *lessonView) typedRune(rune)             {}
func (v *lessonView) undo()                      { v.sheet.takeBack() }
func (v *lessonView) redo()                      { v.sheet.makeAgain() }

func (v *lessonView) restore(old *lessonView) {
	v.lesson, v.alphabet, v.reply = old.lesson, old.alphabet, old.reply
	v.sheet.adopt(old.sheet)
	v.refresh()
}

func (v *lessonView) shortcuts() []uiwidget.Shortcut {
	return append(v.sheet.shortcuts(), v.sheet.done.Shortcut(fyne.KeyReturn, fyne.KeyEnter), v.own.Shortcut(fyne.KeyF6), v.copy.Shortcut(fyne.KeyF7))
}

// teach begins a lesson in characters of the person's own.
func (v *lessonView) teach() { v.begin(play.NewLesson(rand.Uint64()), "") }

// copyAlphabet begins one in characters of an alphabet that others drew.
func (v *lessonView) copyAlphabet() {
	v.page.library.with(func() {
		alphabet, five := v.page.library.source.Five(rand.Uint64())
		if len(five) > 0 {
			v.begin(play.NewCopy(five, rand.Uint64()), alphabet)
		}
	})
}

func (v *lessonView) begin(l *play.Lesson, alphabet string) {
	v.lesson, v.alphabet, v.reply = l, alphabet, nil
	v.sheet.wipe()
	v.refresh()
}

// forget takes the character taught last back.
func (v *lessonView) forget() {
	if v.lesson.Forget() == nil {
		v.sheet.wipe()
		v.refresh()
	}
}

// drawn takes a drawing: a character to be taught, or one that was asked for.
func (v *lessonView) drawn(g model.Glyph) {
	if v.judging {
		return
	}
	if v.lesson.Teaching() {
		if v.lesson.Teach(g) == nil {
			v.sheet.wipe()
			v.refresh()
		}
		return
	}
	lesson, rival, trial := v.lesson, v.page.library.rivalNow(), v.lesson.Trial(g)
	v.judging = true
	v.refresh()
	v.page.work.Do(func(ctx context.Context) {
		r, err := rival.rank(ctx, trial)
		v.page.work.Show(func() { v.judged(lesson, g, r, err) })
	})
}

func (v *lessonView) judged(lesson *play.Lesson, g model.Glyph, r play.Ranking, err error) {
	v.judging = false
	if err != nil {
		v.page.session.Tell(lang.L("Something went wrong"), shell.Problem(err))
	} else if lesson == v.lesson {
		if reply, err := lesson.Answer(g, r); err == nil {
			v.reply = &reply
			v.sheet.wipe()
		}
	}
	v.refresh()
}

// refresh shows how the lesson stands.
func (v *lessonView) refresh() {
	l := v.lesson
	character, asks := l.Asks()
	v.sheet.ask(!v.judging && (l.Teaching() || asks))
	v.title.SetText(v.heading(character, asks))
	v.text.SetText(v.explanation())
	uiwidget.SetVisible(v.wanted, asks)
	if asks {
		v.wanted.SetGlyph(l.Taught()[character], "")
	}
	uiwidget.SetVisible(v.answer, v.reply != nil && !l.Teaching())
	if v.reply != nil {
		taken := v.reply.Network.Choice()
		v.answer.SetGlyph(l.Taught()[max(taken, 0)], frameOf(v.reply.Right()))
	}
	for i, s := range v.slots {
		uiwidget.SetVisible(s.all, i < len(l.Taught()))
		if i >= len(l.Taught()) {
			continue
		}
		right, asked := 0, 0
		for _, r := range l.Replies() {
			if r.Character == i {
				asked++
				if r.Right() {
					right++
				}
			}
		}
		text := ""
		if asked > 0 {
			text = count(evaluate.Tally{Correct: right, Trials: asked})
		}
		var frame fyne.ThemeColorName
		if asks && i == character {
			frame = uitheme.ColorMuted
		}
		s.set(l.Taught()[i], frame, text)
	}
	uiwidget.SetVisible(v.standing, l.Done() > 0)
	v.standing.set(nil, row{lang.L("Network"), l.Score(), "", true})
	uiwidget.SetVisible(v.pair, v.wanted.Visible() || v.answer.Visible())
	uiwidget.SetVisible(v.backRow, l.Done() == 0 && !l.Copied() && len(l.Taught()) > 0)
	uiwidget.SetVisible(v.saveRow, l.Over())
	v.column.Refresh()
}

func (v *lessonView) heading(character int, asks bool) string {
	data := map[string]any{"Number": v.lesson.Done() + 1, "Count": v.lesson.Len()}
	switch {
	case v.lesson.Teaching():
		return lang.L("Character {{.Number}} of {{.Count}}", map[string]any{"Number": len(v.lesson.Taught()) + 1, "Count": play.Characters})
	case asks && v.lesson.Copied():
		return lang.L("Copy this one: {{.Number}} of {{.Count}}", data)
	case asks:
		return lang.L("Draw this one again: {{.Number}} of {{.Count}}", data)
	}
	s := v.lesson.Score()
	return lang.L("The network knew {{.Right}} of {{.Count}}", map[string]any{"Right": s.Correct, "Count": s.Trials})
}

func (v *lessonView) explanation() string {
	switch {
	case v.judging:
		return lang.L("The network is looking…")
	case v.lesson.Teaching():
		return lang.L("Draw five characters of your own, each once. Then they are asked for in a random order, three times each.")
	case v.reply == nil && v.lesson.Copied():
		if v.alphabet != "" {
			return lang.L("The network knows these of {{.Name}} by another hand.", uiwidget.Named(strings.ReplaceAll(v.alphabet, "_", " ")))
		}
		return lang.L("The network knows these by another hand.")
	case v.reply == nil:
		return lang.L("The network knows each by your one drawing.")
	case v.reply.Right():
		return lang.L("The network knew the last one.")
	}
	return lang.L("The network took the last one for this.")
}

// savePicture writes a picture of the result.
func (v *lessonView) savePicture() {
	l, s := v.lesson, v.lesson.Score()
	request := shell.FileRequest{Title: lang.L("Save picture…"), Kind: lang.L("PNG pictures"), Extensions: []string{"png"}, Name: "oneglyph-lesson.png"}
	texts := export.LessonTexts{
		Title:  lang.L("The network knew {{.Right}} of {{.Count}}", map[string]any{"Right": s.Correct, "Count": s.Trials}),
		Line:   lang.L("Each character was shown to it once."),
		Taught: lang.L("Shown once"), Asked: lang.L("Drawn again; the small one is what it was taken for"), Foot: "Oneglyph",
	}
	v.page.session.ChooseNewFile(request, func(path string) {
		v.page.work.Do(func(context.Context) {
			err := export.ToFile(path, func(w io.Writer) error { return export.Lesson(w, l, texts, uitheme.Fonts()...) })
			v.page.work.Show(func() { v.page.saved(path, err) })
		})
	})
}

// saved says what came of writing a file.
func (p *Page) saved(path string, err error) {
	if err != nil {
		p.session.Tell(lang.L("Could not save"), shell.Problem(err))
		return
	}
	p.session.Notice.Show(lang.L("Saved: {{.File}}", map[string]any{"File": uiwidget.Readable(path)}))
}
