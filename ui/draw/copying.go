package draw

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	copyAloneKey = "copy_alone" // the setting: sure matches are copied without being asked
	copyAloneOn  = "on"
	// restTime is how long the pen is off the paper before a drawing is taken for
	// done: strokes of one character follow each other faster.
	restTime = 800 * time.Millisecond
	// sureSimilarity is the least of a match that is copied without being asked. No
	// other class may be alike enough to be a match.
	sureSimilarity = 0.9
)

// copier puts what stands for classes on the clipboard.
type copier struct {
	rest    *time.Timer // runs while the pen rests; nil before it has
	down    bool        // the pen is on the paper
	copied  uint64      // the generation of the drawing that was copied last
	pending func()      // waits for the answer to the drawing as it is
	said    string      // what was copied, while the status line says so
}

// copyClass puts a class's text on the clipboard, and says so.
func (t *Page) copyClass(id model.ClassID) {
	class, ok := t.session.Gallery().Class(id)
	if !ok {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(class.Copied())
	t.copier.copied = t.asked
	// A notice would move the pad, under the pen that is coming back to it.
	t.copier.said = lang.L("Copied: {{.Text}}", map[string]any{"Text": uiwidget.OneLine(class.Copied())})
	t.refreshStatus()
	if t.session.Pad.Empty() {
		t.showBlank()
	}
}

// copyRow copies the class of a row, counted from 0, if there is one.
func (t *Page) copyRow(i int) {
	t.onceAnswered(func() {
		if i < len(t.list.standings) {
			t.copyClass(t.list.standings[i].class)
		}
	})
}

// copyOrName copies the best match and clears the pad for the next drawing. Without a
// match it leads to the name, so that there will be one.
func (t *Page) copyOrName() {
	if t.session.Pad.Empty() || t.name.Text != "" {
		t.nameOrRegister()
		return
	}
	t.onceAnswered(func() {
		best, ok := t.bestMatch()
		if !ok {
			t.nameOrRegister()
			return
		}
		t.session.Pad.Clear()
		t.copyClass(best.class)
	})
}

// bestMatch returns the class that the drawing is taken for.
func (t *Page) bestMatch() (standing, bool) {
	if len(t.list.standings) == 0 || !t.list.standings[0].best {
		return standing{}, false
	}
	return t.list.standings[0], true
}

// onceAnswered does something about the answer to the drawing as it is now: at once if
// that is there. A change of the drawing calls it off.
func (t *Page) onceAnswered(do func()) {
	if t.oldest >= t.asked || t.session.Gallery().Len() == 0 {
		do()
		return
	}
	t.copier.pending = do
}

// answered does what waited for the answer that has come.
func (t *Page) answered() {
	if do := t.copier.pending; do != nil && t.oldest >= t.asked {
		t.copier.pending = nil
		do()
	}
}

// penMoved calls off what waited for an answer, and for the pen to rest.
func (t *Page) penMoved() {
	t.copier.pending, t.copier.down = nil, true
	if t.copier.said != "" {
		t.copier.said = ""
		t.refreshStatus()
	}
	if t.copier.rest != nil {
		t.copier.rest.Stop()
	}
}

// penLifted begins to wait for the pen to rest, if that is of interest.
func (t *Page) penLifted() {
	t.copier.down = false
	if !t.CopiesAlone() || t.session.Pad.Empty() {
		return
	}
	t.copier.rest = time.AfterFunc(restTime, func() { t.session.Do(t.rested) })
}

// rested copies a match that is sure, once for each drawing.
func (t *Page) rested() {
	if t.copier.down || t.session.Pad.Empty() || t.copier.copied == t.asked || t.session.Covered() {
		return
	}
	t.onceAnswered(func() {
		if best, ok := t.bestMatch(); ok && t.sure(best) {
			t.copyClass(best.class)
		}
	})
}

// sure reports whether nothing else than the best match comes into question.
func (t *Page) sure(best standing) bool {
	all := t.list.standings
	return best.similarity >= sureSimilarity && (len(all) == 1 || all[1].similarity < t.least)
}

// CopiesAlone reports whether sure matches are copied without being asked.
func (t *Page) CopiesAlone() bool {
	return t.session.Settings.StringWithFallback(copyAloneKey, "") == copyAloneOn
}

// SetCopiesAlone switches that.
func (t *Page) SetCopiesAlone(on bool) {
	value := ""
	if on {
		value = copyAloneOn
	}
	t.session.Settings.SetString(copyAloneKey, value)
}

// rowKeys are those that copy a row: Ctrl and its number.
func rowKeys() []fyne.Shortcut { return digits(uiwidget.Command) }

// digits are the keys 1 to 9 with a modifier.
func digits(with func(fyne.KeyName) fyne.Shortcut) (keys []fyne.Shortcut) {
	for i := 1; i <= 9; i++ {
		keys = append(keys, with(fyne.KeyName(strconv.Itoa(i))))
	}
	return keys
}
