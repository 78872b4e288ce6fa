package transfer

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model/gallery"
	pictures "github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	sightSide = 208 // of a picture, and of what the network sees of it
	// maxPictures is how many are brought in at once.
	maxPictures = 200
)

// importCard shows pictures next to what the network sees of them, before they
// are compared or registered. One picture at a time is held in memory; the files
// are read on another goroutine.
type importCard struct {
	*Transfer
	files  []*pictureFile
	chosen int
	shown  *pictures.Picture // of the chosen file, nil until it is read

	photo, seen *fynecanvas.Image
	threshold   *uiwidget.Slider
	name        *uiwidget.NameEntry
	hint        *widget.Label
	list        *widget.List // nil for a single picture
	question    *shell.Question
	soon        bool

	work     *shell.Background // reads, and looks for ink; closed with the card
	thinking int               // files whose ink is looked for by another threshold
	awaiting func()            // a choice that waits for that; nil: none
}

// newImportCard asks what is to become of picture files. Soon compares the first as soon as it is read, if it has
// ink; if not the card stays, to say so and to try another threshold.
func (t *Transfer) newImportCard(paths []string, soon bool) *importCard {
	c := &importCard{Transfer: t, soon: soon, work: shell.NewBackground(t.session)}
	for _, path := range paths[:min(len(paths), maxPictures)] {
		c.files = append(c.files, newPictureFile(path))
	}
	content := c.build()
	title := lang.L("Import a picture")
	choices := []shell.Choice{
		{Label: lang.L("Register"), Do: func() string { return c.settled(0, c.register) }},
		{Label: lang.L("Only compare"), Do: func() string { return c.settled(1, c.compare) }},
	}
	if n := len(c.files); n > 1 {
		title = uiwidget.Counted("Import {{.Count}} pictures", n)
		choices[0].Label = lang.L("Register all")
	}
	if n := len(paths); n > maxPictures {
		rest := uiwidget.NewWrapped(lang.L("These are the first {{.Count}} of {{.All}}. Import the others afterwards.",
			map[string]any{"Count": maxPictures, "All": uiwidget.Grouped(n)}))
		rest.Importance = widget.WarningImportance
		content = container.NewBorder(rest, nil, nil, nil, content)
	}
	c.question = t.session.Ask(title, content, choices...)
	leave := c.question.OnClosed
	c.question.OnClosed = func() { c.work.Close(); leave() }
	c.name.OnSubmitted = func(string) { c.question.Choose(0) }
	c.name.OnEscape = c.question.Leave
	c.choose(0)
	c.read()
	return c
}

func (c *importCard) build() fyne.CanvasObject {
	sight := func(caption string) (*fynecanvas.Image, fyne.CanvasObject) {
		paper := fynecanvas.NewRectangle(canvas.Color(canvas.ColorNamePaper))
		paper.StrokeColor, paper.StrokeWidth, paper.CornerRadius = canvas.Color(canvas.ColorNamePaperEdge), 1, 6
		img := &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain}
		img.SetMinSize(fyne.NewSquareSize(sightSide))
		return img, container.New(layout.NewCustomPaddedVBoxLayout(0), uiwidget.NewCaption(caption), container.NewStack(paper, container.New(layout.NewCustomPaddedLayout(4, 4, 4, 4), img)))
	}
	var photo, seen fyne.CanvasObject
	c.photo, photo = sight(lang.L("The picture"))
	c.seen, seen = sight(lang.L("As the network sees it"))
	both := container.New(layout.NewCustomPaddedHBoxLayout(uiwidget.Gap), photo, seen)

	c.threshold = uiwidget.NewSlider(0.1, 0.9)
	c.threshold.Step = 0.02
	c.threshold.OnChanged = c.rethink
	fainter, darker := uiwidget.NewMuted(lang.L("Faint marks too"), fyne.TextAlignLeading), uiwidget.NewMuted(lang.L("Dark ink only"), fyne.TextAlignTrailing)
	ink := container.NewBorder(nil, nil, fainter, darker, c.threshold)

	c.name = uiwidget.NewNameEntry()
	c.name.SetPlaceHolder(lang.L("Name of the character"))
	c.name.OnShortcut = func(fyne.Shortcut) {}
	c.name.OnChanged = c.rename
	c.hint = widget.NewLabel("")
	c.hint.Wrapping = fyne.TextWrapWord
	c.hint.Importance = widget.LowImportance
	column := container.New(layout.NewCustomPaddedVBoxLayout(8), both, ink, c.name, c.hint)
	if len(c.files) == 1 {
		return column
	}
	c.list = widget.NewList(
		func() int { return len(c.files) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			f, label := c.files[i], o.(*widget.Label)
			label.Truncation = fyne.TextTruncateEllipsis
			label.Importance = widget.MediumImportance
			if f.problem != "" {
				label.Importance = widget.DangerImportance
			}
			text := f.name
			if text == "" {
				text = "–"
			}
			label.SetText(text)
		})
	c.list.OnSelected = c.choose
	lane := container.New(layout.NewGridWrapLayout(fyne.NewSize(144, column.MinSize().Height)), c.list)
	return container.New(layout.NewCustomPaddedHBoxLayout(uiwidget.Gap), lane, column)
}

// read looks at all files, one after another.
func (c *importCard) read() {
	c.work.Do(func(ctx context.Context) {
		for i, f := range c.files {
			if ctx.Err() != nil {
				return
			}
			s := see(f.path, pictures.DefaultThreshold)
			c.work.Show(func() { c.found(i, s) })
		}
	})
}

// found takes what became of a file.
func (c *importCard) found(i int, s sight) {
	f := c.files[i]
	f.note(s)
	if s.threshold != f.threshold { // it was moved meanwhile
		c.think(f, s.picture)
	}
	if i == c.chosen {
		c.shown = s.picture
		c.refresh()
		if c.soon && c.compare() == "" {
			c.question.Leave()
			return
		}
	}
	if c.list != nil {
		c.list.RefreshItem(i)
	}
}

// choose shows a file, which is read again unless it is the one in sight.
func (c *importCard) choose(i int) {
	if i == c.chosen && c.shown != nil {
		return
	}
	again := i != c.chosen
	c.chosen, c.shown = i, nil
	if c.list != nil {
		c.list.Select(i)
	}
	f := c.files[i]
	c.name.SetText(f.name)
	c.refresh()
	if !again {
		return // it is being read
	}
	path, threshold := f.path, f.threshold
	c.work.Do(func(context.Context) {
		s := see(path, threshold)
		c.work.Show(func() { c.found(i, s) })
	})
}

func (c *importCard) rename(name string) {
	c.files[c.chosen].name = name
	c.refreshHint()
	if c.list != nil {
		c.list.RefreshItem(c.chosen)
	}
}

func (c *importCard) refresh() {
	f := c.files[c.chosen]
	var photo, seen image.Image
	if c.shown != nil {
		photo = c.shown.Image()
	}
	if f.problem == "" && f.ink.W > 0 {
		ink := color.NRGBAModel.Convert(canvas.Color(canvas.ColorNameInk)).(color.NRGBA)
		seen = uiwidget.GlyphImage(f.ink.Glyph(nil), ink)
	}
	c.photo.Image, c.seen.Image = photo, seen
	c.photo.Refresh()
	c.seen.Refresh()
	c.threshold.SetValue(f.threshold)
	c.refreshHint()
}

// refreshHint says what registering would do with the chosen picture.
func (c *importCard) refreshHint() {
	f := c.files[c.chosen]
	c.hint.Importance = widget.LowImportance
	switch class, known := c.session.Gallery().Find(f.name); {
	case f.problem != "":
		c.hint.Importance = widget.DangerImportance
		c.hint.SetText(f.problem)
	case f.name == "":
		c.hint.SetText(lang.L("Without a name it can only be compared."))
	case known:
		c.hint.SetText(lang.L("It becomes another example of “{{.Name}}”.", uiwidget.Named(class.Name)))
	default:
		c.hint.SetText(lang.L("It becomes a new class."))
	}
}

// register makes all pictures that have ink and a name examples, in one step.
func (c *importCard) register() string {
	var ready []*pictureFile
	for _, f := range c.files {
		if f.ink.W > 0 && f.name != "" {
			ready = append(ready, f)
		}
	}
	if len(ready) == 0 {
		return lang.L("No picture here has both ink and a name.")
	}
	kind, name := gallery.KindImport, uiwidget.Counted("{{.Count}} pictures", len(ready))
	if len(ready) == 1 {
		kind, name = gallery.KindRegister, ready[0].name
		if _, known := c.session.Gallery().Find(name); known {
			kind = gallery.KindAdd
		}
	}
	err := c.session.Change(kind, name, func(p *gallery.Gallery) error {
		for _, f := range ready {
			if err := p.Put(f.name, gallery.FromPicture(f.ink)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return shell.Problem(err)
	}
	c.session.ReportChange(nil)
	return ""
}

// compare puts the chosen picture's ink on the pad.
func (c *importCard) compare() string {
	f := c.files[c.chosen]
	if f.ink.W == 0 {
		return f.problem
	}
	c.Transfer.compare(f.ink)
	return ""
}
