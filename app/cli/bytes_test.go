package cli

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestFileNamesInAnyBytes: a file's name need not be Unicode text. It opens, and is
// shown escaped.
func TestFileNamesInAnyBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	const letters, picture, table = "p\xb0\xa1.oneglyph", "t\xb0\xa1.png", "r\xb0\xa1.csv"
	if err := os.WriteFile(picture, nil, 0o666); err != nil {
		t.Skipf("not on this file system: %v", err)
	}
	bar := image.NewGray(image.Rect(0, 0, 40, 40))
	for i := range bar.Pix {
		bar.Pix[i] = uint8(255 * min(1, i%40/4))
	}
	writePNG(t, picture, bar)
	for _, args := range [][]string{
		{"register", "--project", letters, "--name", "bar", picture},
		{"rank", "--project", letters, picture},
		{"rank", "--json", "--project", letters, picture},
		{"export", "ranking", "--project", letters, picture, table},
		{"starter", "--project", letters, "--set", "digits"},
	} {
		var stdout, stderr bytes.Buffer
		if status := Main(tested, args, &stdout, &stderr); status != 0 {
			t.Errorf("%q: status %d, %s", args, status, stderr.String())
		}
		said := stdout.String()
		if !utf8.ValidString(said) || args[0] != "export" && !strings.Contains(said, `\xb0`) && !strings.Contains(said, `\\xb0`) {
			t.Errorf("%q printed %q", args, said)
		}
	}
	for _, made := range []string{letters, table} {
		if _, err := os.Stat(made); err != nil {
			t.Error(err)
		}
	}
	if left, _ := filepath.Glob("*\ufffd*"); len(left) > 0 {
		t.Errorf("made by another name: %q", left)
	}
}
