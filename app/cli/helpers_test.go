package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// tested is a program of these commands alone.
var tested = Program{Version: "oneglyph 0", Fonts: func() [][]byte { return [][]byte{assets.Font} }}

func TestMain(m *testing.M) {
	// The developer's own data folder holds weights that would be used here.
	folder, err := os.MkdirTemp("", "oneglyph-test-*")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_DATA_HOME", folder)
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

// call runs a command line.
func call(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = Main(tested, args, &out, &errs)
	return status, out.String(), errs.String()
}

// succeed runs a command line that must succeed.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	status, stdout, stderr := call(args...)
	if status != 0 {
		t.Fatalf("oneglyph %q: status %d: %s", args, status, stderr)
	}
	return stdout
}

// sketch writes a picture of a polygon's outline that differs with n, moved a
// little by wobble.
func sketch(t *testing.T, path string, n, wobble int) {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 105, 105))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	line := func(x0, y0, x1, y1 int) {
		for i := range 101 {
			x, y := x0+(x1-x0)*i/100, y0+(y1-y0)*i/100
			for d := range 9 {
				img.SetGray(x+d%3, y+d/3, color.Gray{})
			}
		}
	}
	line(20+wobble, 20, 80, 20+n*13%60)
	line(80, 20+n*13%60, 20+n*29%60, 80+wobble)
	line(30+n*7%40, 90, 30, 40+n*11%40)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	writePNG(t, path, img)
}

// omniglotFolder makes a data set of two alphabets, six characters each, drawn
// by four drawers.
func omniglotFolder(t *testing.T) string {
	root := filepath.Join(t.TempDir(), "images_background")
	for c := range 12 {
		for d := range 4 {
			sketch(t, filepath.Join(root, fmt.Sprintf("Alphabet%d", c/6), fmt.Sprintf("character%02d", c%6+1),
				fmt.Sprintf("%04d_%02d.png", c+1, d+1)), c+1, 2*d)
		}
	}
	return root
}

// tree is everything below a folder, to see that nothing of it changed.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			files[path] = "folder"
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func writeZip(t *testing.T, path string, entries map[string]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, data := range entries {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

func drawing(n int) gallery.Example {
	return gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: float32(n) + 3, Y: 4}}})
}
