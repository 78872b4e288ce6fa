package oneshot

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"oneglyph/model"
)

// picture is black on white: of each class another bar chart, which drawers
// draw at different heights. Classes go from 0 to 255.
func picture(class, drawer int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, model.Side, model.Side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for bar := range 8 {
		height := 8 + class>>bar&1*(40+drawer)
		for y := range height {
			for x := range 8 {
				img.SetGray(10+10*bar+x, 95-y, color.Gray{})
			}
		}
	}
	return img
}

func glyph(class, drawer int) model.Glyph {
	g, err := model.FromImage(picture(class, drawer))
	if err != nil {
		panic(err)
	}
	return g
}

func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// files is what a task is distributed as: paths and contents.
type files map[string][]byte

// lake gives a task of that many runs and ways, whose queries ask for the
// classes backwards.
func lake(prefix string, runs, ways int) files {
	fs := files{}
	for run := range runs {
		name := fmt.Sprintf("run%02d", run+1)
		labels := ""
		for i := range ways {
			fs[fmt.Sprintf("%s%s/training/class%02d.png", prefix, name, i+1)] = encode(picture(i+run, 1))
			fs[fmt.Sprintf("%s%s/test/item%02d.png", prefix, name, i+1)] = encode(picture(ways-1-i+run, 2))
			labels += fmt.Sprintf("%s/test/item%02d.png %s/training/class%02d.png\n", name, i+1, name, ways-i)
		}
		fs[prefix+name+"/class_labels.txt"] = []byte(labels)
	}
	return fs
}

func (fs files) zip() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(fs)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(fs[name])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (fs files) zipFile(t testing.TB) string {
	t.Helper()
	return write(t, filepath.Join(t.TempDir(), "all_runs.zip"), fs.zip())
}

func (fs files) folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range fs {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	return dir
}

func write(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
