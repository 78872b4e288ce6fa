package siamese

import "testing"

// TestFingerprintIsReckonedOnce: the window asks for it on Fyne's goroutine, where
// hashing Koch's 39 million parameters would take several frames.
func TestFingerprintIsReckonedOnce(t *testing.T) {
	m := must(New(Compact(), 1))(t)
	first := m.Fingerprint()
	noted := m.WithInfo("recipe", "quick")
	var later string
	if n := testing.AllocsPerRun(10, func() { later = noted.Fingerprint() }); n > 0 || later != first {
		t.Errorf("asked again, also of a copy with a note, %g allocations; %s, then %s", n, first, later)
	}
	if other := must(New(Compact(), 2))(t).Fingerprint(); other == first {
		t.Error("other parameters have the same fingerprint")
	}
	if other := must(New(Koch(), 1))(t).Fingerprint(); other == first {
		t.Error("another architecture has the same fingerprint")
	}
}

// TestFingerprintsSurviveNewFields: a field that an architecture gains and that is
// left out of files where it is zero must not make known weights look like others.
func TestFingerprintsSurviveNewFields(t *testing.T) {
	// SHA-256 over {"name":"tiny","input":16,"layers":[{"filters":4,"kernel":3,"pool":2}]}
	// and the parameters.
	a := Architecture{Name: "tiny", Input: 16, Layers: []Layer{{Filters: 4, Kernel: 3, Pool: 2}}}
	if got, want := must(New(a, 1))(t).Fingerprint(), "175a78f392037cf5"; got != want {
		t.Errorf("%s, want %s as ever", got, want)
	}
}
