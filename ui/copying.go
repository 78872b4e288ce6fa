package ui

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

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
	copiedWidth    = 240 // of a text where it is said
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
func (t *drawTab) copyClass(id model.ClassID) {
	class, ok := t.session.Gallery().Class(id)
	if !ok {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(class.Copied())
	t.copier.copied = t.asked
	// A notice would move the pad, under the pen that is coming back to it.
	t.copier.said = lang.L("Copied: {{.Text}}", map[string]any{"Text": shownText(class.Copied())})
	t.refreshStatus()
	if t.session.Pad.Empty() {
		t.showBlank()
	}
}

// shownText is a text on one line, as much of it as there is room for.
func shownText(text string) string {
	text = strings.NewReplacer("\n", " ⏎ ", "\t", " ⇥ ").Replace(text)
	return uiwidget.Ellipsize(uiwidget.Readable(text), theme.TextSize(), copiedWidth)
}

// copyRow copies the class of a row, counted from 0, if there is one.
func (t *drawTab) copyRow(i int) {
	t.onceAnswered(func() {
		if i < len(t.ranking.standings) {
			t.copyClass(t.ranking.standings[i].class)
		}
	})
}

// copyOrName copies the best match and clears the pad for the next drawing. Without a
// match it leads to the name, so that there will be one.
func (t *drawTab) copyOrName() {
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
func (t *drawTab) bestMatch() (standing, bool) {
	if len(t.ranking.standings) == 0 || !t.ranking.standings[0].best {
		return standing{}, false
	}
	return t.ranking.standings[0], true
}

// onceAnswered does something about the answer to the drawing as it is now: at once if
// that is there. A change of the drawing calls it off.
func (t *drawTab) onceAnswered(do func()) {
	if t.oldest >= t.asked || t.session.Gallery().Len() == 0 {
		do()
		return
	}
	t.copier.pending = do
}

// answered does what waited for the answer that has come.
func (t *drawTab) answered() {
	if do := t.copier.pending; do != nil && t.oldest >= t.asked {
		t.copier.pending = nil
		do()
	}
}

// penMoved calls off what waited for an answer, and for the pen to rest.
func (t *drawTab) penMoved() {
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
func (t *drawTab) penLifted() {
	t.copier.down = false
	if !t.copiesAlone() || t.session.Pad.Empty() {
		return
	}
	t.copier.rest = time.AfterFunc(restTime, func() { fyne.Do(t.rested) })
}

// rested copies a match that is sure, once for each drawing.
func (t *drawTab) rested() {
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
func (t *drawTab) sure(best standing) bool {
	all := t.ranking.standings
	return best.similarity >= sureSimilarity && (len(all) == 1 || all[1].similarity < t.least)
}

func (t *drawTab) copiesAlone() bool {
	return t.session.Settings.StringWithFallback(copyAloneKey, "") == copyAloneOn
}

// copyAloneItem switches whether sure matches are copied without being asked.
func (w *Window) copyAloneItem() *fyne.MenuItem {
	on := w.draw.copiesAlone()
	item := fyne.NewMenuItem(lang.L("Copy sure matches by itself"), func() {
		value := copyAloneOn
		if on {
			value = ""
		}
		w.session.Settings.SetString(copyAloneKey, value)
	})
	item.Checked = on
	return item
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
