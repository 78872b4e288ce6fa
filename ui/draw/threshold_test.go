package draw

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model/siamese"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestStrictness(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Ranker.Degrees = []siamese.Threshold{
		{Similarity: 0.3, Measured: true, FalseAccept: 0.25, FalseReject: 0.004},
		{Similarity: 0.6, Own: true, Measured: true, FalseAccept: 0.1, FalseReject: 0.07},
		{Similarity: 0.9},
	}
	shown := func() string {
		t.Helper()
		s.Draw()
		s.Answer(s.Ranker.Latest(), 0.5, "가", "나")
		return s.headline.message.text
	}
	if got := shown(); got != "No match" {
		t.Errorf("at the network's own threshold of 0.6, 0.5 is %q", got)
	}
	s.Settings.SetFloat(strictnessKey, -1)
	if got := shown(); got != "가" {
		t.Errorf("lenient, 0.5 is %q", got)
	}
	s.Settings.SetFloat(strictnessKey, 99)
	if got := shown(); got != "No match" {
		t.Errorf("as strict as can be, 0.5 is %q", got)
	}
	asked := len(s.Ranker.Queries)
	s.ShowThreshold()
	if s.Session.Question() == nil {
		t.Fatal("nothing to choose by")
	}
	var scale *uiwidget.Slider
	for _, o := range test.LaidOutObjects(s.Session.Question().Popup) {
		if found, ok := o.(*uiwidget.Slider); ok {
			scale = found
		}
	}
	scale.SetValue(1)
	if s.Settings.FloatWithFallback(strictnessKey, 9) != 0 || len(s.Ranker.Queries) != asked+1 {
		t.Errorf("chosen is %v, %d queries more", s.Settings[strictnessKey], len(s.Ranker.Queries)-asked)
	}
}

func TestMeaningOfAThreshold(t *testing.T) {
	newStage(t)
	got := meaning(siamese.Threshold{Similarity: 0.72, Measured: true, FalseAccept: 0.123, FalseReject: 0.004})
	for _, want := range []string{"72 %", "about 12 are still taken", "about 0.4 are called"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if got := meaning(siamese.Threshold{Similarity: 0.72, Measured: true, Estimated: true}); !strings.Contains(got, "Interpolated") {
		t.Errorf("between two measured ones, it says %q", got)
	}
	if got := meaning(siamese.Threshold{Similarity: 0.72}); !strings.Contains(got, "not been measured") || strings.Contains(got, "about") {
		t.Errorf("not measured, it says %q", got)
	}
}
