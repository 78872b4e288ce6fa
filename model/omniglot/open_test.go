package omniglot

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// background is the real data set, where it is at hand.
const background = "../../../shared/omniglot/images_background.zip"

func TestOpenFindsTheSetUnderAnyRoot(t *testing.T) {
	for _, root := range []string{"", "images_background/", "some/where/else/"} {
		fs := synthetic(root, 3, 2, 4)
		fs["__MACOSX/"+root+"A/character01/._0001_01.png"] = []byte("resource fork")
		fs["__MACOSX/"+root+"A/character01/0001_01.png"] = []byte("resource fork")
		fs[root+".DS_Store"] = []byte{1}
		fs[root+"A/character01/._0001_01.png"] = []byte("resource fork")
		fs[root+"README.txt"] = []byte("read me")
		for kind, path := range map[string]string{"zip": fs.ZipFile(t), "folder": fs.Folder(t)} {
			s, err := Open(t.Context(), path, nil)
			if err != nil {
				t.Fatalf("%s, root %q: %v", kind, root, err)
			}
			if len(s.Alphabets) != 2 || s.Characters() != 6 || s.Drawings() != 18 {
				t.Fatalf("%s, root %q: %d alphabets, %d characters, %d drawings",
					kind, root, len(s.Alphabets), s.Characters(), s.Drawings())
			}
			for a, alphabet := range s.Alphabets {
				for c, character := range alphabet.Characters {
					for d := range character.Drawings {
						ref := Ref{a, c, d}
						name := Name{string(rune('A' + a)), "character0" + string(rune('1'+c)), d + 1}
						if got := s.Name(ref); got != name {
							t.Errorf("%v is %v, want %v", ref, got, name)
						}
						want, err := model.NewScan(picture(d, c, 6+a, 6+d))
						if err != nil {
							t.Fatal(err)
						}
						if got := s.At(ref).Scan(); !reflect.DeepEqual(got, want) {
							t.Errorf("%v: %v, want %v", ref, got, want)
						}
					}
				}
			}
		}
	}
}

func TestOpenOrdersDrawersByNumber(t *testing.T) {
	fs := omnitest.Files{}
	for _, d := range []string{"10", "9", "011", "1"} {
		fs["A/c/0001_"+d+".PNG"] = omnitest.PNG(picture(0, 0, 9, 9))
	}
	s, err := Open(t.Context(), fs.ZipFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, d := range s.Alphabets[0].Characters[0].Drawings {
		got = append(got, d.Drawer)
	}
	if want := []int{1, 9, 10, 11}; !slices.Equal(got, want) {
		t.Errorf("drawers %v, want %v", got, want)
	}
}

func TestOpenReadsPicturesOfAnyKind(t *testing.T) {
	plain := picture(30, 40, 20, 26)
	want, _ := model.NewScan(plain)
	inverted := image.NewGray(plain.Rect)
	colour := image.NewRGBA(plain.Rect)
	wide := image.NewGray(image.Rect(0, 0, 4*model.Side, 2*model.Side))
	for y := range 2 * model.Side {
		for x := range 4 * model.Side {
			v := plain.GrayAt(x/4, y/2)
			wide.SetGray(x, y, v)
			if x < model.Side && y < model.Side {
				inverted.SetGray(x, y, color.Gray{Y: ^plain.GrayAt(x, y).Y})
				colour.Set(x, y, plain.GrayAt(x, y))
			}
		}
	}
	for kind, img := range map[string]image.Image{
		"8 bit": plain, "1 bit": oneBit(plain), "inverted": inverted, "colour": colour,
	} {
		s, err := Open(t.Context(), omnitest.Files{"A/c/1_1.png": omnitest.PNG(img)}.ZipFile(t), nil)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		} else if got := s.Alphabets[0].Characters[0].Drawings[0].Scan(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
	// Ink that exceeds the frame is made to fit, in proportion.
	big := image.NewGray(image.Rect(0, 0, 4*model.Side, 4*model.Side))
	for i := range big.Pix {
		big.Pix[i] = 255
	}
	for y := 10; y < 410; y++ {
		for x := 100; x < 300; x++ {
			big.SetGray(x, y, color.Gray{})
		}
	}
	s, err := Open(t.Context(), omnitest.Files{"A/c/1_1.png": omnitest.PNG(big)}.ZipFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Alphabets[0].Characters[0].Drawings[0].Scan()
	if got.H > model.Side || got.H < 80 || got.W < got.H/2-1 || got.W > got.H/2+1 {
		t.Errorf("400×200 ink became %d×%d", got.H, got.W)
	}
	for _, v := range got.Pix {
		if v != 0 && v != 255 {
			t.Fatalf("pixel %d", v)
		}
	}
}

func TestOpenRefusesWithAClearError(t *testing.T) {
	good := omnitest.PNG(picture(5, 5, 9, 9))
	blank := image.NewGray(image.Rect(0, 0, model.Side, model.Side))
	flipped := omnitest.Files{"A/c/1_1.png": good}.Zip()
	flipped[len("A/c/1_1.png")+30+20]++ // inside the picture
	var twice bytes.Buffer
	z := zip.NewWriter(&twice)
	for range 2 {
		w, _ := z.Create("A/c/1_1.png")
		w.Write(good)
	}
	z.Close()
	for _, c := range []struct {
		name  string
		data  []byte
		want  error  // nil: any
		names string // what the message must name beside the file
	}{
		{"no zip", []byte("PK, says the impostor"), zip.ErrFormat, ""},
		{"empty file", nil, zip.ErrFormat, ""},
		{"cut off", omnitest.Files{"A/c/1_1.png": good}.Zip()[:150], zip.ErrFormat, ""},
		{"nothing inside", omnitest.Files{}.Zip(), ErrNotOmniglot, ".png"},
		{"no pictures", omnitest.Files{"A/c/1_1.txt": good}.Zip(), ErrNotOmniglot, ".png"},
		{"checksum", flipped, nil, "A/c/1_1.png"},
		{"entry twice", twice.Bytes(), nil, "duplicate"},
		{"not a PNG", omnitest.Files{"A/c/1_1.png": []byte("GIF89a")}.Zip(), nil, "A/c/1_1.png"},
		{"empty PNG", omnitest.Files{"A/c/1_1.png": nil}.Zip(), nil, "A/c/1_1.png"},
		{"cut-off PNG", omnitest.Files{"A/c/1_1.png": good[:len(good)-20]}.Zip(), nil, "A/c/1_1.png"},
		{"blank", omnitest.Files{"A/c/1_1.png": omnitest.PNG(blank)}.Zip(), model.ErrEmpty, "A/c/1_1.png"},
		{"too many pixels", omnitest.Files{"A/c/1_1.png": omnitest.PNG(image.NewGray(image.Rect(0, 0, 421, 3)))}.Zip(), ErrTooLarge, "A/c/1_1.png"},
		{"too many bytes", omnitest.Files{"A/c/1_1.png": make([]byte, maxFile+1)}.Zip(), ErrTooLarge, "A/c/1_1.png"},
		{"too deep", omnitest.Files{strings.Repeat("a/", 2000) + "A/c/1_1.png": good}.Zip(), ErrTooLarge, "deep"},
		{"no drawer", omnitest.Files{"A/c/1.png": good}.Zip(), ErrNotOmniglot, "A/c/1.png"},
		{"drawer 0", omnitest.Files{"A/c/1_00.png": good}.Zip(), ErrNotOmniglot, "A/c/1_00.png"},
		{"drawer −1", omnitest.Files{"A/c/1_-1.png": good}.Zip(), ErrNotOmniglot, "A/c/1_-1.png"},
		{"too shallow", omnitest.Files{"c/1_1.png": good}.Zip(), ErrNotOmniglot, "c/1_1.png"},
		{"two sets", omnitest.Files{"x/A/c/1_1.png": good, "y/B/c/1_1.png": good}.Zip(), ErrNotOmniglot, `"x" and "y"`},
		{"drawer twice", omnitest.Files{"A/c/1_1.png": good, "A/c/2_1.png": good}.Zip(), ErrNotOmniglot, "A/c/2_1.png"},
		{"Lake's task", omnitest.Files{"run01/training/class01.png": good}.Zip(), ErrNotOmniglot, "run01/training/class01.png"},
	} {
		path := omnitest.Write(t, filepath.Join(t.TempDir(), "set.zip"), c.data)
		s, err := Open(t.Context(), path, nil)
		if err == nil {
			t.Errorf("%s: opened as %v", c.name, s)
			continue
		}
		if c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if text := err.Error(); !strings.HasPrefix(text, "omniglot: ") || !strings.Contains(text, c.names) ||
			strings.Count(text, path) != 1 || strings.Contains(text, "\n") {
			t.Errorf("%s: unclear: %v", c.name, err)
		}
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "missing.zip"), os.DevNull, t.TempDir()} {
		if _, err := Open(t.Context(), path, nil); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
	huge := filepath.Join(t.TempDir(), "huge.zip")
	if err := errors.Join(os.WriteFile(huge, nil, 0o644), os.Truncate(huge, maxArchive+1)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), huge, nil); !errors.Is(err, ErrTooLarge) {
		t.Errorf("huge: %v", err)
	}
}

// Whatever an entry is called, nothing outside the archive is touched.
func TestOpenReadsHostilePathsWithinTheArchive(t *testing.T) {
	dir := t.TempDir()
	outside := omnitest.PNG(picture(1, 1, 50, 50))
	omnitest.Write(t, filepath.Join(dir, "A/c/1_1.png"), outside)
	inside := omnitest.PNG(picture(1, 1, 9, 9))
	for _, name := range []string{"../A/c/1_1.png", "/A/c/1_1.png", `..\A\c\1_1.png`, "A/../../A/c/1_1.png"} {
		path := omnitest.Write(t, filepath.Join(dir, "in/set.zip"), omnitest.Files{name: inside}.Zip())
		s, err := Open(t.Context(), path, nil)
		if err == nil && s.Alphabets[0].Characters[0].Drawings[0].Scan().W != 9 {
			t.Errorf("%s: read a file outside the archive", name)
		}
	}
	found, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(found) != 2 {
		t.Errorf("files appeared: %v", found)
	}
}

func TestOpenReportsProgressAndStops(t *testing.T) {
	path := synthetic("", 20, 10, 12).ZipFile(t)
	last, calls := 0, 0
	_, err := Open(t.Context(), path, func(done, total int) {
		calls++
		if done <= last || done > total || total != 440 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || last != 440 || calls > 100 {
		t.Errorf("%d of 440 in %d calls, %v", last, calls, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Open(ctx, path, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	why, because := context.WithCancelCause(t.Context())
	_, err = Open(why, path, func(int, int) { because(errors.New("paused")) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled for a reason: %v", err)
	}
}

func TestDrawingUnpacksIntoABuffer(t *testing.T) {
	s := set(t, 2, 2)
	d := s.At(Ref{0, 1, 1})
	buf := make([]uint8, model.Side*model.Side)
	for i := range buf {
		buf[i] = 7 // what another drawing left
	}
	if got := d.ScanInto(buf); !reflect.DeepEqual(got, d.Scan()) || &got.Pix[0] != &buf[0] {
		t.Errorf("%v, want %v", got, d.Scan())
	}
	if n := testing.AllocsPerRun(10, func() { d.ScanInto(buf) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if got, want := d.Glyph().Pix(), d.Scan().Glyph(nil).Pix(); !bytes.Equal(got, want) {
		t.Error("Glyph is not the scan's")
	}
}
