package cli

import (
	"bytes"
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// TestExportsSpareWhatIsThere: what is being read is never written over, by
// whatever name, and what is of another kind is not by mistake.
func TestExportsSpareWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	p := gallery.New()
	if _, err := p.Add("a", drawing(1)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // so that there is a backup
		if err := p.Save(at("p.oneglyph")); err != nil {
			t.Fatal(err)
		}
	}
	picture := image.NewGray(image.Rect(0, 0, 40, 40))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(255 * min(1, i%40/4))
	}
	writePNG(t, at("picture.png"), picture)
	for name, text := range map[string]string{"notes.txt": "mine\n", "fake.csv": "a\x00b", "table.txt": "rank,name,similarity,logit\n", "table.csv": "a,b\n", "empty": "", "fake.npy": "no"} {
		if err := os.WriteFile(at(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("p.oneglyph", at("link.png")); err != nil {
		if err := os.Link(at("p.oneglyph"), at("link.png")); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		what, out string
		want      string // of the error
		forced    bool   // --force writes it
	}{
		{"sheet", "p.oneglyph", "being read", false},
		{"sheet", "p.oneglyph.bak", "being read", false},
		{"sheet", "link.png", "being read", false},
		{"sheet", "notes.txt", "--force", true},
		{"sheet", "table.csv", "--force", true},
		{"sheet", "picture.png", "", true},
		{"sheet", "new.png", "", true},
		{"sheet", "new.png", "", true}, // of its own kind
		{"sheet", "empty", "", true},
		{"ranking", "picture.png", "being read", false},
		{"ranking", "p.oneglyph", "being read", false},
		{"ranking", "notes.txt", "--force", true},
		{"ranking", "fake.csv", "--force", true},
		{"ranking", "table.txt", "", true},
		{"ranking", "table.csv", "", true},
		{"embeddings", "fake.npy", "--force", true},
		{"embeddings", "new.npy", "", true},
		{"embeddings", "new.npy", "", true},
	} {
		before, _ := os.ReadFile(at(c.out))
		run := func(more ...string) string {
			t.Helper()
			args := append([]string{"export", c.what, "--project", at("p.oneglyph")}, more...)
			if c.what == "ranking" {
				args = append(args, at("picture.png"))
			}
			var stderr bytes.Buffer
			if status := Main(tested, append(args, at(c.out)), &stderr, &stderr); (status == 0) != (stderr.Len() == 0) {
				t.Errorf("%s %s: status %d, said %q", c.what, c.out, status, stderr.String())
			}
			return stderr.String()
		}
		said := run()
		after, _ := os.ReadFile(at(c.out))
		if !strings.Contains(said, c.want) || (c.want == "") != (said == "") || c.want != "" && !bytes.Equal(before, after) {
			t.Errorf("%s to %s: said %q, want %q", c.what, c.out, said, c.want)
		}
		if c.what == "sheet" && c.out == "picture.png" {
			writePNG(t, at("picture.png"), picture)
		}
		if c.want == "" {
			continue
		}
		said = run("--force")
		after, _ = os.ReadFile(at(c.out))
		if (said == "") != c.forced || bytes.Equal(before, after) == c.forced {
			t.Errorf("%s to %s by force: said %q", c.what, c.out, said)
		}
		if err := os.WriteFile(at(c.out), before, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if q, err := gallery.Open(context.Background(), at("p.oneglyph")); err != nil || q.Len() != 1 {
		t.Errorf("the gallery: %v", err)
	}
	for _, args := range [][]string{
		{"train", "--data", at("notes.txt"), "--out", at("notes.txt")},
		{"train", "--data", at("none.zip"), "--out", at("p.oneglyph")},
		{"train", "--data", at("none.zip"), "--out", at("new.safetensors"), "--plot", at("p.oneglyph")},
	} {
		var stderr bytes.Buffer
		if status := Main(tested, args, &stderr, &stderr); status != 1 || !strings.Contains(stderr.String(), "being read") && !strings.Contains(stderr.String(), "--force") {
			t.Errorf("%q: status %d, said %q", args, status, stderr.String())
		}
	}
}
