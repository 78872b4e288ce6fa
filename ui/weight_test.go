package ui

import (
	"runtime"
	"testing"

	"github.com/oneglyph/oneglyph/ui/shell"
)

// heapAfter returns the MB in use once all that is not has been freed.
func heapAfter() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// Another language or other colours build all pages again. What Fyne
// keeps of the old ones for a minute must be little: above all no fonts of their
// own, which are 10 MB.
func TestLanguageAndColoursWeighLittle(t *testing.T) {
	t.Cleanup(func() {
		if err := speak(""); err != nil {
			t.Error(err)
		}
	})
	s := newStage(t, "가", "b")
	items := func(of string) (do []func()) {
		menu := s.w.languageItem()
		if of == variantKey {
			menu = s.w.variantItem()
		}
		for _, item := range menu.ChildMenu.Items[1:] {
			do = append(do, item.Action)
		}
		return do
	}
	for _, of := range []string{shell.LanguageKey, variantKey} {
		change := func(i int) {
			items(of)[i%2]()
			for page := range s.w.tabs.all {
				s.w.tabs.choose(page)
				s.Session.Window.Canvas().Capture()
			}
		}
		change(0)
		change(1)
		before := heapAfter()
		const changes = 6
		for i := range changes {
			change(i)
		}
		if grown := (heapAfter() - before) / changes; grown > 3 {
			t.Errorf("each change of the %s keeps %.1f MB", of, grown)
		} else {
			t.Logf("each change of the %s keeps %.2f MB", of, grown)
		}
	}
}
