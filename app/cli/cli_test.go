package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
)

func TestRegisterAndRank(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "mine.oneglyph")
	in := func(n, wobble int) string {
		path := filepath.Join(dir, fmt.Sprintf("%d-%d.png", n, wobble))
		sketch(t, path, n, wobble)
		return path
	}
	succeed(t, "register", "--project", file, "--name", "가", in(1, 0))
	succeed(t, "register", "--project", file, "--name", " b ", in(2, 0))
	if out := succeed(t, "register", "--project", file, "--name", "가", in(1, 3)); !strings.Contains(out, "example 2") {
		t.Errorf("a known name: %q", out)
	}
	p, err := gallery.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := p.Find("가"); p.Len() != 2 || !ok || len(c.Examples) != 2 || p.Network.Architecture == "" {
		t.Errorf("the gallery holds %+v of %+v", p.Classes(), p.Network)
	}

	// The very pictures that were registered are found whatever the weights.
	out := succeed(t, "rank", "--project", file, "--json", in(2, 0), in(1, 0))
	var got struct {
		Images []struct {
			File    string
			Match   any
			Matches []struct {
				Name       string
				Similarity float64
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if len(got.Images) != 2 || got.Images[0].File != in(2, 0) {
		t.Fatalf("ranked %+v", got)
	}
	for i, want := range []string{"b", "가"} {
		m := got.Images[i].Matches
		if len(m) != 2 || m[0].Name != want || m[0].Similarity < m[1].Similarity || m[0].Similarity > 1 {
			t.Errorf("%s: matches %+v", got.Images[i].File, m)
		}
		if name, ok := got.Images[i].Match.(string); ok && name != want {
			t.Errorf("%s: match %s", got.Images[i].File, name)
		}
	}
	if out := succeed(t, "rank", "--project", file, in(2, 0)); !strings.HasPrefix(out, in(2, 0)+": ") || strings.Count(out, "\n") != 1 {
		t.Errorf("without --json: %q", out)
	}
}

func TestNoMatchIsNull(t *testing.T) {
	file := filepath.Join(t.TempDir(), "empty.oneglyph")
	if err := gallery.New().Save(file); err != nil {
		t.Fatal(err)
	}
	image := filepath.Join(filepath.Dir(file), "a.png")
	sketch(t, image, 1, 0)
	want := fmt.Sprintf("{\"images\":[{\"file\":%q,\"match\":null,\"matches\":[]}]}\n", image)
	if got := succeed(t, "rank", "--project", file, "--json", image); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	good, image := at("good.oneglyph"), at("good.png")
	sketch(t, image, 1, 0)
	succeed(t, "register", "--project", good, "--name", "a", image)
	data, _ := os.ReadFile(image)
	blank := image1x1(t)
	bad := map[string][]byte{
		"empty": nil, "text": []byte("hello\n"), "truncated": data[:len(data)/2], "blank.png": blank,
	}
	for name, data := range bad {
		if err := os.WriteFile(at(name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	writeZip(t, at("hostile.zip"), map[string]string{"../../x.png": "x", "run01/class_labels.txt": "../../etc/passwd x"})
	bad["hostile.zip"] = nil
	if err := os.Mkdir(at("folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	bad["folder"], bad["missing"] = nil, nil
	before := tree(t, dir)
	for name := range bad {
		commands := [][]string{
			{"register", "--project", good, "--name", "b", at(name)},
			{"rank", "--project", good, at(name)},
			{"rank", "--project", good, "--json", image, at(name)},
			{"rank", "--project", at(name), image},
			{"eval", "--task", at(name)},
			{"eval", "--data", at(name)},
			{"eval", "--data", at(name), "--weights", at(name)},
			{"train", "--data", at(name), "--steps", "1", "--out", at("out.safetensors")},
		}
		if name != "missing" { // register makes that one
			commands = append(commands, []string{"register", "--project", at(name), "--name", "b", image})
		}
		for _, args := range commands {
			status, stdout, stderr := call(args...)
			if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, at(name)) {
				t.Errorf("oneglyph %q: status %d, %q, %q", args, status, stdout, stderr)
			}
			if after := tree(t, dir); !reflect.DeepEqual(after, before) {
				t.Fatalf("oneglyph %q changed files", args)
			}
		}
	}
	status, _, stderr := call("register", "--project", good, "--name", strings.Repeat("a", 65), image)
	if status != 1 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a bad name: status %d, %q", status, stderr)
	}
}

func image1x1(t *testing.T) []byte {
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestGalleryInUse(t *testing.T) {
	dir := t.TempDir()
	k, err := store.Open(dir, lang.L)
	if err != nil {
		t.Fatal(err)
	}
	image := filepath.Join(dir, "a.png")
	sketch(t, image, 1, 0)
	args := []string{"register", "--project", store.GalleryPath(dir), "--name", "a", image}
	if status, _, stderr := call(args...); status != 1 || !strings.Contains(stderr, "open in another") {
		t.Errorf("while the window has it: status %d, %q", status, stderr)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	succeed(t, args...)
}

func TestEvalOnADataSet(t *testing.T) {
	data := omniglotFolder(t)
	args := []string{"eval", "--data", data, "--ways", "5", "--episodes", "40", "--within-alphabet", "--seed", "7", "--json"}
	first := succeed(t, args...)
	var got map[string]any
	if err := json.Unmarshal([]byte(first), &got); err != nil {
		t.Fatalf("%v in %s", err, first)
	}
	if got["trials"] != 40.0 || got["weights"] != inference.BuiltIn || got["architecture"] != "compact" || got["ways"] != 5.0 ||
		got["accuracy"].(float64) != got["correct"].(float64)/40 || len(got["groups"].([]any)) != 2 {
		t.Errorf("printed %s", first)
	}
	if again := succeed(t, args...); again != first {
		t.Errorf("the same seed gives %s", again)
	}
	text := succeed(t, "eval", "--data", data, "--ways", "5", "--episodes", "4")
	if !strings.Contains(text, "one-shot accuracy") || !strings.Contains(text, "of 4") {
		t.Errorf("without --json: %s", text)
	}
}

func TestEvalOnLakesTask(t *testing.T) {
	root := t.TempDir()
	for r := range 2 {
		run := fmt.Sprintf("run%02d", r+1)
		var labels strings.Builder
		for c := range 4 {
			sketch(t, filepath.Join(root, run, "training", fmt.Sprintf("class%02d.png", c+1)), 4*r+c, 0)
			sketch(t, filepath.Join(root, run, "test", fmt.Sprintf("item%02d.png", c+1)), 4*r+(c+1)%4, 0)
			fmt.Fprintf(&labels, "%s/test/item%02d.png %s/training/class%02d.png\n", run, c+1, run, (c+1)%4+1)
		}
		if err := os.WriteFile(filepath.Join(root, run, "class_labels.txt"), []byte(labels.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var got evaluation
	if err := json.Unmarshal([]byte(succeed(t, "eval", "--task", root, "--json")), &got); err != nil {
		t.Fatal(err)
	}
	// The queries are the very pictures of their classes.
	if got.Accuracy != 1 || got.Correct != 8 || got.Trials != 8 || len(got.Groups) != 2 || got.Groups[1].Name != "run02" {
		t.Errorf("printed %+v", got)
	}
}

// TestEvalInks: only the queries are drawn in another ink, each as often as
// there are trials, and a name once however often it is said.
func TestEvalInks(t *testing.T) {
	data := omniglotFolder(t)
	var got evaluation
	args := []string{"eval", "--data", data, "--ways", "5", "--episodes", "20", "--json", "--ink", "thin", "--ink", "plain", "--ink", "thin"}
	if err := json.Unmarshal([]byte(succeed(t, args...)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Inks) != 2 || got.Inks[0].Ink != "thin" || got.Inks[1].Ink != "plain" || got.Inks[0].Trials != 20 || got.Trials != 40 ||
		got.Correct != got.Inks[0].Correct+got.Inks[1].Correct {
		t.Errorf("printed %+v", got)
	}
	var plain evaluation
	if err := json.Unmarshal([]byte(succeed(t, args[:8]...)), &plain); err != nil {
		t.Fatal(err)
	}
	if plain.Correct != got.Inks[1].Correct {
		t.Errorf("%d right, in the plain ink %d", plain.Correct, got.Inks[1].Correct)
	}
	if text := succeed(t, "eval", "--data", data, "--ways", "2", "--episodes", "2", "--ink", "all"); strings.Count(text, "of 2\n") < 15 {
		t.Errorf("printed %s", text)
	}
	if status, _, text := call("eval", "--data", data, "--ink", "invisible"); status == 0 || !strings.Contains(text, "small28") {
		t.Errorf("an unknown ink: status %d, %q", status, text)
	}
}
