package ui

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"oneglyph/model/retrain"
	"oneglyph/model/siamese"
	"oneglyph/model/train"
)

const ownClassesLeast = 2 // drawings of a class that is to be learnt

// choices are the few things to choose for a run: the network, the preset, what
// to begin with, the own classes, the cores.
type choices struct {
	*session
	work    *background
	trainer Trainer
	weights Weights

	networks []siamese.Architecture
	presets  []string
	rates    map[string]float64 // pictures a second, by network and cores
	probing  bool
	onChosen func() // hears that the network or the cores are others

	content                 fyne.CanvasObject
	network, preset, begins *widget.Select
	own, spare              *widget.Check
	estimate                *widget.Label
	custom                  *customFields
}

func newChoices(s *session, work *background, deps Deps) *choices {
	c := &choices{
		session: s, work: work, trainer: deps.Trainer, weights: deps.Weights, rates: map[string]float64{}, onChosen: func() {},
		networks: []siamese.Architecture{siamese.Compact(), siamese.Koch()}, presets: append(train.Presets(), retrain.Custom),
	}
	var networks, presets []string
	for _, a := range c.networks {
		networks = append(networks, lang.L("{{.Name}}, {{.Count}} parameters", map[string]any{"Name": networkName(a.Name), "Count": grouped3(a.ParamCount())}))
	}
	for _, p := range c.presets {
		presets = append(presets, presetName(p))
	}
	c.network = widget.NewSelect(networks, func(string) { c.refresh(); c.onChosen() })
	c.preset = widget.NewSelect(presets, func(string) { c.refresh() })
	c.begins = widget.NewSelect([]string{lang.L("From noise"), lang.L("From the weights in use")}, nil)
	c.own = widget.NewCheck("", nil)
	c.spare = widget.NewCheck(lang.L("Leave one core free"), func(bool) { c.refresh(); c.onChosen() })
	c.estimate = wrapped("")
	c.custom = newCustomFields(c.refresh)
	c.content = container.New(layout.NewCustomPaddedVBoxLayout(4), heading(lang.L("Network")), c.network, c.preset, c.custom.content, c.estimate, c.begins, c.own, c.spare)
	c.network.SetSelectedIndex(0)
	c.preset.SetSelectedIndex(0)
	c.begins.SetSelectedIndex(0)
	c.spare.SetChecked(true)
	return c
}

func (c *choices) architecture() siamese.Architecture { return c.networks[c.network.SelectedIndex()] }

func (c *choices) presetChosen() string { return c.presets[c.preset.SelectedIndex()] }

// show says what a run is made of.
func (c *choices) show(r retrain.Run) {
	c.network.SetSelectedIndex(max(slices.IndexFunc(c.networks, func(a siamese.Architecture) bool { return a.Name == r.Network }), 0))
	c.preset.SetSelectedIndex(max(slices.Index(c.presets, r.Preset), 0))
	c.spare.SetChecked(r.Spare)
}

// recipe is the preset's, or the custom fields'.
func (c *choices) recipe() (train.Recipe, error) {
	r, err := retrain.Recipe(c.presetChosen(), c.architecture())
	if err == nil && c.presetChosen() == retrain.Custom {
		err = c.custom.adjust(&r)
	}
	return r, err
}

// choice is what the page's controls say.
func (c *choices) choice(data string) (retrain.Choice, error) {
	r, err := c.recipe()
	if err != nil {
		return retrain.Choice{}, err
	}
	choice := retrain.Choice{Data: data, Preset: c.presetChosen(), Recipe: r, Spare: c.spare.Checked}
	if c.begins.SelectedIndex() == 1 {
		choice.From, _ = c.weights.Current()
	}
	if c.own.Checked {
		choice.Own = c.ownClasses()
	}
	return choice, nil
}

// ownClasses are the gallery's that have drawings enough.
func (c *choices) ownClasses() (own []retrain.Own) {
	for _, class := range c.project().Classes() {
		o := retrain.Own{Name: class.Name}
		for _, e := range class.Examples {
			if g, err := e.Glyph(); err == nil {
				o.Glyphs = append(o.Glyphs, g)
			}
		}
		if len(o.Glyphs) >= ownClassesLeast {
			own = append(own, o)
		}
	}
	return own
}

// refresh brings what depends on choices up to date.
func (c *choices) refresh() {
	if c.custom == nil || c.network.SelectedIndex() < 0 || c.preset.SelectedIndex() < 0 {
		return // still being built
	}
	setVisible(c.custom.content, c.presetChosen() == retrain.Custom)
	n := 0
	for _, class := range c.project().Classes() {
		if len(class.Examples) >= ownClassesLeast {
			n++
		}
	}
	c.own.SetText(counted("With {{.Count}} of my classes", n))
	setVisible(c.own, n > 0)
	m, _ := c.weights.Current()
	same := m != nil && reflect.DeepEqual(m.Architecture(), c.architecture())
	enable(c.begins, same)
	if !same {
		c.begins.SetSelectedIndex(0)
	}
	c.estimate.SetText(c.expectation())
}

// expectation says how long the run will take on this machine.
func (c *choices) expectation() string {
	r, err := c.recipe()
	if err != nil {
		return readable(err.Error())
	}
	rate, known := c.rates[c.rateKey()]
	if !known {
		if r.Steps == 0 {
			return lang.L("{{.Time}} of training", map[string]any{"Time": minutes(r.Duration)})
		}
		return ""
	}
	length := r.Duration
	if r.Steps > 0 {
		length = time.Duration(float64(r.Steps*retrain.Pictures(r)) / rate * float64(time.Second))
	}
	return lang.L("About {{.Time}} on this machine: {{.Rate}} pictures a second, {{.Count}} in all", map[string]any{
		"Time": minutes(length), "Rate": grouped3(int(rate)), "Count": grouped3(roundly(rate * length.Seconds())),
	})
}

func (c *choices) rateKey() string { return fmt.Sprint(c.architecture().Name, c.spare.Checked) }

// measure finds out how fast this machine is with the network chosen.
func (c *choices) measure() {
	key := c.rateKey()
	if _, known := c.rates[key]; known || c.probing {
		return
	}
	c.probing = true
	a, spare := c.architecture(), c.spare.Checked
	c.estimate.SetText(lang.L("Measuring this machine"))
	c.work.do(func(ctx context.Context) {
		rate, err := c.trainer.Probe(ctx, a, spare)
		c.work.show(func() {
			c.probing = false
			if err == nil {
				c.rates[key] = rate
			}
			c.refresh()
			if err == nil {
				c.onChosen() // something else may have been chosen meanwhile
			}
		})
	})
}

// customFields are a recipe's for those who want to try something.
type customFields struct {
	content                                   fyne.CanvasObject
	duration, rate, classes, distortion, seed *widget.Entry
}

func newCustomFields(changed func()) *customFields {
	f := &customFields{}
	form := container.New(layout.NewFormLayout())
	for _, field := range []struct {
		entry       **widget.Entry
		label, text string
	}{
		{&f.duration, lang.L("Minutes"), "3"},
		{&f.rate, lang.L("Learning rate"), "0.002"},
		{&f.classes, lang.L("Characters at a time"), "100"},
		{&f.distortion, lang.L("Distortion, %"), "100"},
		{&f.seed, lang.L("Seed"), "1"},
	} {
		*field.entry = widget.NewEntry()
		(*field.entry).SetText(field.text)
		(*field.entry).OnChanged = func(string) { changed() }
		label := widget.NewLabel("")
		label.SetText(field.label)
		form.Add(label)
		form.Add(*field.entry)
	}
	f.content = form
	return f
}

func (f *customFields) entries() []*widget.Entry {
	return []*widget.Entry{f.duration, f.rate, f.classes, f.distortion, f.seed}
}

// adjust makes a recipe what the fields say.
func (f *customFields) adjust(r *train.Recipe) error {
	number := func(e *widget.Entry, least, most float64) float64 {
		v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(e.Text), ",", "."), 64)
		if err != nil || !(v >= least && v <= most) {
			return -1
		}
		return v
	}
	length, rate := number(f.duration, 0.1, 60*24*30), number(f.rate, 1e-7, 1)
	classes, strength, seed := number(f.classes, 2, 1000), number(f.distortion, 0, 200), number(f.seed, 0, 1<<52)
	for _, field := range []struct {
		value  float64
		range_ string
	}{
		{length, lang.L("Minutes: 0.1 to 43,200")},
		{rate, lang.L("Learning rate: 0.0000001 to 1")},
		{classes, lang.L("Characters at a time: 2 to 1,000")},
		{strength, lang.L("Distortion: 0 to 200 %")},
		{seed, lang.L("Seed: a number from 0 on")},
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

func networkName(name string) string {
	if name == "koch" {
		return lang.L("Koch 2015")
	}
	return lang.L("Compact")
}

func presetName(name string) string {
	switch name {
	case "quick":
		return lang.L("Quick")
	case "full":
		return lang.L("Full")
	case "paper":
		return lang.L("Paper")
	}
	return lang.L("Custom")
}

// grouped3 writes a number with its thousands apart.
func grouped3(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// roundly keeps a number's first two figures.
func roundly(v float64) int {
	unit := 1.0
	for v/unit >= 100 {
		unit *= 10
	}
	return int(v/unit) * int(unit)
}
