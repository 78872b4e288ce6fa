package training

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const ownClassesLeast = 2 // drawings of a class that is to be learnt

// choices are the few things to choose for a run: the network, the preset, what
// to begin with, the own classes, the cores.
type choices struct {
	session *shell.Session
	work    *shell.Background
	trainer Trainer
	weights Weights

	networks []siamese.Architecture
	presets  []string
	rates    map[string]float64 // pictures a second, by network and cores
	probing  bool
	onChosen func() // is called when the network or the cores are others

	content                 fyne.CanvasObject
	network, preset, begins *widget.Select
	own, spare              *widget.Check
	estimate                *widget.Label
	custom                  *customFields
}

func newChoices(s *shell.Session, work *shell.Background, deps Deps) *choices {
	c := &choices{
		session: s, work: work, trainer: deps.Trainer, weights: deps.Weights, rates: map[string]float64{}, onChosen: func() {},
		networks: []siamese.Architecture{siamese.Compact(), siamese.Koch()}, presets: append(train.Presets(), runs.Custom),
	}
	var networks, presets []string
	for _, a := range c.networks {
		networks = append(networks, lang.L("{{.Name}}, {{.Count}} parameters", map[string]any{"Name": networkName(a.Name), "Count": uiwidget.Grouped(a.ParamCount())}))
	}
	for _, p := range c.presets {
		presets = append(presets, presetName(p))
	}
	c.network = widget.NewSelect(networks, func(string) { c.follow(); c.refresh(); c.onChosen() })
	c.preset = widget.NewSelect(presets, func(string) { c.follow(); c.refresh() })
	c.begins = widget.NewSelect([]string{lang.L("Random weights"), lang.L("Current weights")}, nil)
	c.own = widget.NewCheck("", nil)
	c.spare = widget.NewCheck(lang.L("Leave one core free"), func(bool) { c.refresh(); c.onChosen() })
	c.estimate = uiwidget.NewWrapped("")
	c.custom = newCustomFields(c.refresh)
	c.content = container.New(uiwidget.Column{Gap: 8}, uiwidget.NewHeading(lang.L("Network")), c.network, c.preset, c.custom.content, c.estimate, c.begins, container.New(uiwidget.Column{}, c.own, c.spare))
	c.network.SetSelectedIndex(0)
	c.preset.SetSelectedIndex(slices.Index(c.presets, "quick"))
	c.begins.SetSelectedIndex(0)
	c.spare.SetChecked(true)
	return c
}

func (c *choices) architecture() siamese.Architecture { return c.networks[c.network.SelectedIndex()] }

// trained is the network as the preset trains it, of pictures of another size perhaps.
func (c *choices) trained() siamese.Architecture {
	r, err := runs.Recipe(c.presetChosen(), c.architecture())
	if err != nil {
		return c.architecture()
	}
	return r.Architecture
}

func (c *choices) presetChosen() string { return c.presets[c.preset.SelectedIndex()] }

// show says what a run is made of.
func (c *choices) show(r runs.Run) {
	c.network.SetSelectedIndex(max(slices.IndexFunc(c.networks, func(a siamese.Architecture) bool { return a.Name == r.Network }), 0))
	c.preset.SetSelectedIndex(max(slices.Index(c.presets, r.Preset), 0)) // 0: of a newer program
	c.spare.SetChecked(r.LeaveOneCore)
}

// follow has the custom fields begin with what suits the network and the preset
// chosen, so that Custom changes it from there.
func (c *choices) follow() {
	if c.custom == nil || c.network.SelectedIndex() < 0 || c.preset.SelectedIndex() < 0 {
		return // still being built
	}
	r, err := runs.Recipe(c.presetChosen(), c.architecture())
	if err == nil && r.Pairs > 0 { // another way of learning, which the fields know nothing of
		r, err = runs.Recipe(runs.Custom, c.architecture())
	}
	if err == nil {
		c.custom.begin(r)
	}
}

// recipe is the preset's, or the custom fields', and fits into the memory that is
// free.
func (c *choices) recipe() (train.Recipe, error) {
	r, err := runs.Recipe(c.presetChosen(), c.architecture())
	if err != nil {
		return r, err
	}
	free := c.trainer.FreeMemory()
	most := r.MostClasses(mostClasses, free)
	if c.presetChosen() == runs.Custom && most > 0 {
		err = c.custom.adjust(&r, most)
	}
	if err == nil && r.Fits(free) != nil {
		err = errors.New(noRoom(r, free, most))
	}
	return r, err
}

// noRoom says that a recipe takes too much memory, and how many characters would
// not.
func noRoom(r train.Recipe, free int64, most int) string {
	said := map[string]any{"Memory": gigabytes(r.Memory()), "Free": gigabytes(free), "Count": uiwidget.Grouped(most)}
	if most == 0 {
		return lang.L("This network takes {{.Memory}} of memory, and {{.Free}} are free.", said)
	}
	return lang.L("This takes {{.Memory}} of memory, and {{.Free}} are free. Custom with {{.Count}} characters per step fits.", said)
}

// gigabytes writes an amount of memory.
func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// choice is what the page's controls say.
func (c *choices) choice(data string) (runs.RunConfig, error) {
	r, err := c.recipe()
	if err != nil {
		return runs.RunConfig{}, err
	}
	choice := runs.RunConfig{Data: data, Preset: c.presetChosen(), Recipe: r, LeaveOneCore: c.spare.Checked}
	if c.begins.SelectedIndex() == 1 {
		choice.From, _ = c.weights.Current()
	}
	if c.own.Checked {
		choice.Own = c.ownClasses()
	}
	return choice, nil
}

// ownClasses are the gallery's that have drawings enough.
func (c *choices) ownClasses() (own []runs.UserClass) {
	for _, class := range c.session.Gallery().Classes() {
		o := runs.UserClass{Name: class.Name}
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
	uiwidget.SetVisible(c.custom.content, c.presetChosen() == runs.Custom)
	n := 0
	for _, class := range c.session.Gallery().Classes() {
		if len(class.Examples) >= ownClassesLeast {
			n++
		}
	}
	c.own.SetText(uiwidget.Counted("Also train on my {{.Count}} classes", n))
	uiwidget.SetVisible(c.own, n > 0)
	m, _ := c.weights.Current()
	same := m != nil && reflect.DeepEqual(m.Architecture(), c.trained())
	uiwidget.Enable(c.begins, same)
	if !same {
		c.begins.SetSelectedIndex(0)
	}
	c.estimate.SetText(c.expectation())
}

// expectation says how long the run will take on this machine.
func (c *choices) expectation() string {
	r, err := c.recipe()
	if err != nil {
		return uiwidget.Readable(err.Error())
	}
	memory := lang.L("{{.Memory}} of memory", map[string]any{"Memory": gigabytes(r.Memory())})
	rate, known := c.rates[c.rateKey()]
	if !known {
		if r.Steps == 0 {
			return lang.L("{{.Time}} of training", map[string]any{"Time": uiwidget.Minutes(r.Duration)}) + ", " + memory
		}
		return memory
	}
	length := r.Duration
	if r.Steps > 0 {
		length = time.Duration(float64(r.Steps*r.Batch()) / rate * float64(time.Second))
	}
	return lang.L("About {{.Time}} on this machine: {{.Rate}} pictures a second, {{.Count}} in all", map[string]any{
		"Time": uiwidget.Minutes(length), "Rate": uiwidget.Grouped(int(rate)), "Count": uiwidget.Grouped(roundly(rate * length.Seconds())),
	}) + ", " + memory
}

func (c *choices) rateKey() string {
	a := c.trained()
	return fmt.Sprint(a.Name, a.Input, c.spare.Checked)
}

// measure finds out how fast this machine is with the network chosen.
func (c *choices) measure() {
	key := c.rateKey()
	if _, known := c.rates[key]; known || c.probing {
		return
	}
	c.probing = true
	a, spare := c.trained(), c.spare.Checked
	c.estimate.SetText(lang.L("Measuring this machine"))
	c.work.Do(func(ctx context.Context) {
		rate, err := c.trainer.Probe(ctx, a, spare)
		c.work.Show(func() {
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

func networkName(name string) string {
	if name == "koch" {
		return lang.L("Koch 2015")
	}
	return lang.L("Compact")
}

func presetName(name string) string {
	switch name {
	case "minute":
		return lang.L("One minute")
	case "quick":
		return lang.L("Quick")
	case "full":
		return lang.L("Full")
	case "paper":
		return lang.L("Paper")
	}
	return lang.L("Custom")
}

// roundly keeps a number's first two figures.
func roundly(v float64) int {
	unit := 1.0
	for v/unit >= 100 {
		unit *= 10
	}
	return int(v/unit) * int(unit)
}

// restoreFrom takes over from another page's.
func (c *choices) restoreFrom(from *choices) {
	maps.Copy(c.rates, from.rates)
	c.network.SetSelectedIndex(from.network.SelectedIndex())
	c.preset.SetSelectedIndex(from.preset.SelectedIndex())
	fields, before := c.custom.entries(), from.custom.entries()
	for i, field := range fields { // which follow the network and the preset
		field.SetText(before[i].Text)
	}
	c.begins.SetSelectedIndex(from.begins.SelectedIndex())
	c.own.SetChecked(from.own.Checked)
	c.spare.SetChecked(from.spare.Checked)
}
