package shell

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
)

// TestOnlyFilesAreOffered: Fyne's dialog opens what is chosen, and would wait for a
// pipe for ever.
func TestOnlyFilesAreOffered(t *testing.T) {
	test.NewTempApp(t)
	folder := t.TempDir()
	for _, name := range []string{"letters.oneglyph", "other.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.oneglyph"), 0o777); err != nil {
		t.Fatal(err)
	}
	match := regularFiles{storage.NewExtensionFileFilter([]string{".oneglyph"})}
	for name, want := range map[string]bool{"letters.oneglyph": true, "other.txt": false, "folder.oneglyph": false, "none.oneglyph": false} {
		if got := match.Matches(storage.NewFileURI(filepath.Join(folder, name))); got != want {
			t.Errorf("%s is offered: %v", name, got)
		}
	}
}
