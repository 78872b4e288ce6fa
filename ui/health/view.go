package health

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Judge judges the open gallery; it takes seconds of a large one. Progress is called by
// one goroutine at a time.
type Judge interface {
	Judge(ctx context.Context, progress func(done, total int)) (confusion.Report, error)
	// Network returns a number that is another one once another network is in use.
	Network() uint64
}

// Deps is what the view works with besides the session.
type Deps struct {
	Judge   Judge
	OnShow  func(model.ClassID, model.ExampleID) // shows a drawing among those of its class
	OnClose func()                               // leaves the view
	InFront func() bool                          // the view's page is in front
}

// View judges the gallery while it is in sight, again after each change.
type View struct {
	session    *shell.Session
	deps       Deps
	background *shell.Background
	content    fyne.CanvasObject

	headline *widget.Label
	details  *widget.RichText
	doing    *widget.Label
	bar      *widget.ProgressBar
	again    *uiwidget.TipButton
	stop     *uiwidget.TipButton
	working  *fyne.Container
	sections [3]*section

	open    bool
	stale   bool // the gallery has changed since it was judged, or never was
	report  *confusion.Report
	network uint64 // that the report is of
	run     int    // number of the judgement that is under way or was the last
	busy    bool   // it is under way
	counted bool   // how far it has come is known
	cancel  context.CancelFunc
}

// New returns a view that does nothing until it is opened.
func New(session *shell.Session, deps Deps) *View {
	v := &View{session: session, deps: deps, background: shell.NewBackground(session), stale: true}
	v.headline = uiwidget.NewWrapped("")
	v.headline.SizeName = theme.SizeNameSubHeadingText
	v.details = uiwidget.NewMuted("", fyne.TextAlignLeading)
	v.details.Wrapping = fyne.TextWrapWord
	v.doing = uiwidget.NewWrapped("")
	v.bar = widget.NewProgressBar()
	v.stop = session.Tips.NewButton(lang.L("Cancel"), nil, v.giveUp)
	v.again = session.Tips.NewButton(lang.L("Judge again"), nil, v.begin)
	v.working = container.NewVBox(v.doing, container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), theme.InnerPadding()), container.NewVBox(v.bar, container.NewHBox(v.stop, v.again))))
	away := session.Tips.NewIconButton(lang.L("Back to the classes"), theme.CancelIcon(), func() { v.deps.OnClose() })

	body := container.NewVBox(v.headline, v.details, v.working)
	for i, text := range [...][2]string{
		{lang.L("Most alike"), lang.L("These are mistaken for one another first. A second drawing of each helps most.")},
		{lang.L("Nearer to another class"), lang.L("Drawn or filed by mistake, perhaps. Click one to move or delete it.")},
		{lang.L("Unlike the rest of their class"), lang.L("Another way of writing it, or a mistake.")},
	} {
		v.sections[i] = newSection(text[0], text[1])
		body.Add(v.sections[i].content)
	}
	title := widget.NewLabel(lang.L("How well will this gallery work?"))
	title.Truncation = fyne.TextTruncateEllipsis
	title.TextStyle.Bold = true
	head := container.NewBorder(nil, nil, nil, away, title)
	// The scroll bar runs next to the column.
	lane := container.New(layout.NewCustomPaddedLayout(0, 0, 0, uiwidget.ScrollLane), body)
	v.content = container.NewBorder(head, nil, nil, nil, container.NewVScroll(lane))
	v.content.Hide()
	return v
}

// Content returns the view, hidden until Open.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Shown reports whether the view is in sight.
func (v *View) Shown() bool { return v.open }

// Open shows the view, and judges the gallery unless neither it nor the network has
// changed since. It is also to be called when an open view comes to the front again.
func (v *View) Open() {
	v.open = true
	v.content.Show()
	v.refresh()
	v.list()
	if !v.busy && (v.stale || v.network != v.deps.Judge.Network()) {
		v.begin()
	}
}

// Hide ends what is under way.
func (v *View) Hide() {
	v.open = false
	v.content.Hide()
	if v.busy {
		v.giveUp()
	}
}

// Changed is to be called after each change of the gallery.
func (v *View) Changed(gallery.Change) {
	v.stale = true
	if v.open && v.deps.InFront() {
		v.begin()
		v.list()
	}
}

// Replaced is to be called when another gallery is open.
func (v *View) Replaced() {
	v.report = nil
	v.Changed(gallery.Change{})
}

// Close ends what is under way; the view is not to be used any more.
func (v *View) Close() { v.background.Close() }

// begin judges the gallery, from the start if that is under way.
func (v *View) begin() {
	if v.busy {
		v.cancel()
	}
	v.run++
	v.busy = false
	v.stale = true
	if v.session.Gallery().Len() < 2 {
		v.report, v.stale = nil, false
		v.refresh()
		return
	}
	run := v.run
	v.busy, v.network = true, v.deps.Judge.Network()
	v.doing.SetText(lang.L("Waiting until the network knows all drawings…"))
	v.bar.SetValue(0)
	v.counted = false
	v.refresh()
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	v.background.Do(func(page context.Context) {
		defer cancel()
		defer context.AfterFunc(page, cancel)()
		var told time.Time
		report, err := v.deps.Judge.Judge(ctx, func(done, total int) {
			if now := time.Now(); now.Sub(told) > 100*time.Millisecond {
				told = now
				v.background.Show(func() { v.progress(run, done, total) })
			}
		})
		v.background.Show(func() { v.finish(run, report, err) })
	})
}

func (v *View) progress(run, done, total int) {
	if run == v.run && v.busy {
		v.bar.SetValue(float64(done) / float64(max(total, 1)))
		if !v.counted {
			v.counted = true
			v.doing.SetText(lang.L("Comparing all drawings…"))
			v.refresh()
		}
	}
}

func (v *View) finish(run int, report confusion.Report, err error) {
	if run != v.run || !v.busy {
		return // begun again, or given up
	}
	v.busy = false
	switch {
	case errors.Is(err, context.Canceled): // the window closes
		return
	case err != nil:
		v.doing.SetText(lang.L("Could not judge: {{.Problem}}", map[string]any{"Problem": shell.Problem(err)}))
	default:
		v.report, v.stale = &report, false
		v.list()
	}
	v.refresh()
}

// giveUp ends what is under way; what was found before stays.
func (v *View) giveUp() {
	v.cancel()
	v.busy = false
	v.doing.SetText(lang.L("Cancelled. The gallery has changed since it was judged."))
	if v.report == nil {
		v.doing.SetText(lang.L("Cancelled."))
	}
	v.refresh()
}

// refresh shows what is known.
func (v *View) refresh() {
	few := v.session.Gallery().Len() < 2
	uiwidget.SetVisible(v.working, !few && (v.busy || v.stale))
	uiwidget.SetVisible(v.bar, v.busy && v.counted)
	uiwidget.SetVisible(v.stop, v.busy)
	uiwidget.SetVisible(v.again, !v.busy)
	headline, details := "", ""
	switch {
	case few:
		headline = lang.L("Register two classes or more.")
		details = lang.L("Then this page says which are likely to be mistaken for one another.")
	case v.report != nil:
		headline, details = verdict(*v.report), reasons(*v.report)
	}
	v.headline.SetText(headline)
	uiwidget.SetMuted(v.details, details)
	uiwidget.SetVisible(v.headline, headline != "")
	uiwidget.SetVisible(v.details, details != "")
}
