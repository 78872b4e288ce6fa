package challenge

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/quiz"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// refresh shows how the quiz stands.
func (v *quizView) refresh() {
	classes := v.page.session.Gallery().Classes()
	asking := v.asked.ID != 0 && v.verdict == nil
	v.sheet.ask(asking && !v.judging)
	uiwidget.SetVisible(v.pair, v.verdict != nil)
	uiwidget.SetVisible(v.taken, v.verdict != nil && v.verdict.grade == quiz.Wrong)
	uiwidget.SetVisible(v.buttons, v.verdict != nil)
	uiwidget.SetVisible(v.override, v.verdict != nil && v.verdict.grade != quiz.Right)
	uiwidget.SetVisible(v.moreRow, v.deck != nil && v.asked.ID == 0 && len(classes) > 1)
	uiwidget.SetVisible(v.starter, len(classes) < 2)
	uiwidget.SetVisible(v.plan, v.deck != nil && len(classes) > 1)
	if v.verdict != nil {
		v.example.SetGlyph(v.verdict.right, rightFrame)
		v.taken.SetGlyph(v.verdict.taken, wrongFrame)
	}
	v.title.SetText(v.heading(classes))
	v.text.SetText(v.explanation(classes))
	v.plan.SetText(v.outlook(classes))
	v.column.Refresh()
}

func (v *quizView) heading(classes []gallery.Class) string {
	switch {
	case v.asked.ID != 0:
		return lang.L("Draw “{{.Name}}”", uiwidget.Named(v.asked.Name))
	case len(classes) < 2:
		return lang.L("Nothing to ask for yet")
	case v.deck == nil:
		return lang.L("One moment…")
	}
	return lang.L("Nothing is due")
}

func (v *quizView) explanation(classes []gallery.Class) string {
	switch {
	case v.judging:
		return lang.L("The network is looking…")
	case v.verdict != nil && v.verdict.grade == quiz.Right:
		return lang.L("Right.") + " " + v.again()
	case v.verdict != nil && v.verdict.grade == quiz.Doubtful:
		return lang.L("Right, but little like the one registered.") + " " + v.again()
	case v.verdict != nil:
		return lang.L("That looks like “{{.Name}}”.", uiwidget.Named(v.verdict.name)) + " " + v.again()
	case v.asked.ID != 0:
		return lang.L("From memory. The network judges it among your classes.")
	case len(classes) < 2:
		return lang.L("Register two classes or more, or begin with characters drawn for you.")
	}
	return lang.L("What you know is asked for again after days, what you forget soon.")
}

// again says when the class comes next.
func (v *quizView) again() string {
	_, _, due := v.deck.Record(v.asked)
	return lang.L("Again in {{.Time}}.", map[string]any{"Time": span(time.Until(due))})
}

// outlook says what is planned.
func (v *quizView) outlook(classes []gallery.Class) string {
	if v.deck == nil {
		return ""
	}
	plan := v.deck.Plan(classes, time.Now())
	text := lang.L("{{.Due}} due, {{.New}} new, {{.Count}} classes", map[string]any{"Due": len(plan.Due), "New": len(plan.New), "Count": len(classes)})
	if !plan.Next.IsZero() {
		text += ". " + lang.L("The next of the others in {{.Time}}.", map[string]any{"Time": span(time.Until(plan.Next))})
	}
	return text
}

// span writes a time to wait, in days where it is long.
func span(d time.Duration) string {
	if d >= 36*time.Hour {
		return uiwidget.Counted("{{.Count}} days", int((d+12*time.Hour)/(24*time.Hour)))
	}
	return uiwidget.Minutes(max(d, 0))
}
