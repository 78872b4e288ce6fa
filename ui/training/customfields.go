package training

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/train"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// customFields are a recipe's for those who want to try something.
type customFields struct {
	content                                   fyne.CanvasObject
	duration, rate, classes, distortion, seed *widget.Entry
}

// mostClasses are more characters at a time than any alphabet here has.
const mostClasses = 1000

func newCustomFields(changed func()) *customFields {
	f := &customFields{}
	form := container.New(layout.NewFormLayout())
	for _, field := range []struct {
		entry       **widget.Entry
		label, text string
	}{
		{&f.duration, lang.L("Minutes"), "3"},
		{&f.rate, lang.L("Learning rate"), ""},
		{&f.classes, lang.L("Characters per step"), ""},
		{&f.distortion, lang.L("Distortion, %"), "100"},
		{&f.seed, lang.L("Seed"), "1"},
	} {
		*field.entry = widget.NewEntry()
		(*field.entry).SetText(field.text)
		(*field.entry).OnChanged = func(string) { changed() }
		label := widget.NewLabel("")
		label.SetText(field.label)
		form.Add(uiwidget.Flush(label))
		form.Add(*field.entry)
	}
	f.content = form
	return f
}

func (f *customFields) entries() []*widget.Entry {
	return []*widget.Entry{f.duration, f.rate, f.classes, f.distortion, f.seed}
}

// begin fills the fields that depend on the network with a recipe's.
func (f *customFields) begin(r train.Recipe) {
	if r.Duration > 0 {
		f.duration.SetText(strconv.FormatFloat(r.Duration.Minutes(), 'f', -1, 64))
	}
	f.rate.SetText(strconv.FormatFloat(r.Rate, 'f', -1, 64))
	f.classes.SetText(strconv.Itoa(r.Classes))
}

// adjust makes a recipe what the fields say, with so many characters at a time at
// most.
func (f *customFields) adjust(r *train.Recipe, most int) error {
	number := func(e *widget.Entry, least, most float64) float64 {
		v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(e.Text), ",", "."), 64)
		if err != nil || !(v >= least && v <= most) {
			return -1
		}
		return v
	}
	characters := lang.L("Characters per step: 2 to {{.Count}}", map[string]any{"Count": uiwidget.Grouped(most)})
	if most < mostClasses {
		characters = lang.L("Characters per step: 2 to {{.Count}}, for the memory that is free", map[string]any{"Count": uiwidget.Grouped(most)})
	}
	length, rate := number(f.duration, 0.1, 60*24*30), number(f.rate, 1e-7, 1)
	classes, strength, seed := number(f.classes, 2, float64(most)), number(f.distortion, 0, 200), number(f.seed, 0, 1<<52)
	for _, field := range []struct {
		value  float64
		range_ string
	}{
		{length, lang.L("Minutes: 0.1 to 43,200")},
		{rate, lang.L("Learning rate: 0.0000001 to 1")},
		{classes, characters},
		{strength, lang.L("Distortion: 0 to 200 %")},
		{seed, lang.L("Seed: a number from 0 up")},
	} {
		if field.value < 0 {
			return fmt.Errorf("%s", field.range_)
		}
	}
	r.Steps, r.Duration = 0, time.Duration(length*float64(time.Minute))
	r.Rate, r.Classes, r.Seed = rate, int(classes), uint64(seed)
	s := strength / 100
	d := &r.Distortion
	d.Rotation, d.Shear, d.Shift, d.Elastic = d.Rotation*s, d.Shear*s, d.Shift*s, d.Elastic*s
	d.Scale, d.Widen = min(d.Scale*s, 0.9), min(d.Widen*s, 1)
	return nil
}
