package health

import (
	"math"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/confusion"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// verdict says in a sentence what errors are to be expected.
func verdict(r confusion.Report) string {
	switch n := int(math.Round(100 * r.ExpectedErrors())); {
	case n < 1:
		return lang.L("Hardly any drawing will be taken for another class.")
	case n == 1:
		return lang.L("About 1 of 100 drawings will be taken for another class.")
	default:
		return lang.L("About {{.Count}} of 100 drawings will be taken for another class.", map[string]any{"Count": n})
	}
}

// reasons says where the verdict comes from.
func reasons(r confusion.Report) string {
	var lines []string
	if t := r.LeftOut; t.Asked > 0 {
		share, low, high := t.Accuracy()
		lines = append(lines, lang.L("Tested: {{.Right}} of {{.Asked}} drawings are recognised by the other drawings of their class, {{.Share}} (95 % interval: {{.Low}} to {{.High}}).", map[string]any{
			"Right": uiwidget.Grouped(t.Right), "Asked": uiwidget.Grouped(t.Asked),
			"Share": uiwidget.Percent(share), "Low": uiwidget.Percent(low), "High": uiwidget.Percent(high),
		}))
	}
	if r.Single > 0 {
		lines = append(lines, uiwidget.Counted("{{.Count}} classes have a single drawing and cannot be tested: for them the estimate follows from how alike the classes are.", r.Single))
	}
	if r.Compared < r.Examples {
		lines = append(lines, lang.L("Of {{.All}} drawings a sample of {{.Some}} was compared with all.", map[string]any{
			"All": uiwidget.Grouped(r.Examples), "Some": uiwidget.Grouped(r.Compared),
		}))
	}
	return strings.Join(lines, "\n")
}
