package export_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

var strokes = []model.Stroke{{{X: 0.1, Y: 0.2}, {X: 0.9, Y: 0.2}, {X: 0.5, Y: 0.8}}, {{X: 0.5, Y: 0.5}}}

func TestToFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	if err := export.ToFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "one"); return err }); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := export.ToFile(path, func(w io.Writer) error { io.WriteString(w, "tw"); return broken })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("a failure is told as %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "one" {
		t.Errorf("after a failure the file is %q", data)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
	if err := export.ToFile(filepath.Join(path, "below"), nil); err == nil {
		t.Error("a file was written below a file")
	}
}

func TestDrawing(t *testing.T) {
	d := export.Drawing{Strokes: strokes, Pen: 0.05}
	var b bytes.Buffer
	if err := d.PNG(&b); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[image.Point]bool{{102, 205}: true, {512, 205}: true, {512, 512}: true, {512, 350}: false, {10, 10}: false} {
		if r, _, _, _ := img.At(at.X, at.Y).RGBA(); (r < 0x8000) != want {
			t.Errorf("ink at %v: %v", at, !want)
		}
	}

	b.Reset()
	if err := d.SVG(&b); err != nil {
		t.Fatal(err)
	}
	var svg struct {
		ViewBox string `xml:"viewBox,attr"`
		Group   struct {
			Width string `xml:"stroke-width,attr"`
			Cap   string `xml:"stroke-linecap,attr"`
			Paths []struct {
				D string `xml:"d,attr"`
			} `xml:"path"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(b.Bytes(), &svg); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(svg); got != "{0 0 1024 1024 {51.2 round [{M102.4 204.8L921.6 204.8 512 819.2} {M512 512h0}]}}" {
		t.Errorf("the SVG says %s", got)
	}
}

func TestPictureWithoutStrokes(t *testing.T) {
	g, _ := model.FromStrokes(strokes)
	scan, err := model.NewScan(g.Image())
	if err != nil {
		t.Fatal(err)
	}
	d := export.Drawing{Picture: &scan}
	var p, s bytes.Buffer
	if err := errors.Join(d.PNG(&p), d.SVG(&s)); err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(&p); err != nil || img.Bounds().Dx() != 1024 {
		t.Errorf("PNG: %v", err)
	}
	if !strings.Contains(s.String(), "<image ") {
		t.Errorf("the SVG shows nothing: %s", &s)
	}
}

func classes(t *testing.T, names ...string) []gallery.Class {
	t.Helper()
	p := gallery.New()
	for _, name := range names {
		if _, err := p.Add(name, gallery.FromStrokes(strokes)); err != nil {
			t.Fatal(err)
		}
	}
	return p.Classes()
}

// endOf returns how far above the line the last letter of the first name on a
// sheet reaches, in pixels.
func endOf(img image.Image) (height int) {
	const top, line = 24 + 150, 24 + 144 + 28
	seen := 0
	for x := 24 + 168; x > 24 && seen < 3; x-- {
		for y := line - 1; y > top; y-- {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0xa000 {
				seen++
				height = max(height, line-y)
			}
		}
	}
	return height
}

func TestSheet(t *testing.T) {
	picture := func(names ...string) image.Image {
		t.Helper()
		var b bytes.Buffer
		if err := export.Sheet(&b, classes(t, names...), assets.Font); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	one := picture("가")
	if same := picture("가"); fmt.Sprint(same) != fmt.Sprint(one) {
		t.Error("a sheet is not always the same")
	}
	// What is seen under the drawing is the name, in whatever script, also where
	// no font has it.
	seen := map[string]string{}
	for _, name := range []string{"가", "똠", "∑", "∫", "≤", "ש", "ع", "漢", "😀", "\u1112\u1161\u11ab"} {
		look := fmt.Sprint(picture(name))
		if other, taken := seen[look]; taken {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[look] = name
	}
	if whole, cut := endOf(picture("wwww")), endOf(picture(strings.Repeat("w", 32))); whole < 8 || cut > 3 {
		t.Errorf("a name's end is %d high, and of one that was cut %d: there is no ellipsis", whole, cut)
	}
	if b := picture(strings.Split("abcdefghijklmno", "")...).Bounds(); b.Dy() != 2*200+48 || b.Dx() != 12*168+48 {
		t.Errorf("fifteen classes take %v", b)
	}
	long := picture(strings.Repeat("길", 64), "a")
	for y := range 200 { // the margin, and the gap between the two
		for _, x := range []int{0, 23} {
			if r, _, _, _ := long.At(x, y).RGBA(); r != 0xffff {
				t.Fatalf("a long name reaches %d, %d", x, y)
			}
		}
	}
	picture() // nothing to show is no error
}

func TestRanking(t *testing.T) {
	var b bytes.Buffer
	if err := export.Ranking(&b, []export.Ranked{{`a,"b`, 0.5, -1.25}, {"가", 1, 3}}); err != nil {
		t.Fatal(err)
	}
	if want := "rank,name,similarity,logit\n1,\"a,\"\"b\",0.5,-1.25\n2,가,1,3\n"; b.String() != want {
		t.Errorf("%q", b.String())
	}
}

func TestEmbeddings(t *testing.T) {
	third := float32(1) / 3
	all := []export.Embedded{{"가", 2, model.Embedding{1, third, -5e-9}}, {"b", 7, model.Embedding{0, math.MaxFloat32, 2}}}
	var table, matrix bytes.Buffer
	if err := errors.Join(export.EmbeddingsCSV(&table, all), export.EmbeddingsNPY(&matrix, all)); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(lines) != 3 || strings.Join(lines[0], " ") != "class example h1 h2 h3" || strings.Join(lines[1], " ") != "가 2 1 0.33333334 -5e-09" {
		t.Errorf("%q, %v", lines, err)
	}
	data := matrix.Bytes()
	size := int(binary.LittleEndian.Uint16(data[8:]))
	header := string(data[10 : 10+size])
	if !bytes.HasPrefix(data, []byte("\x93NUMPY\x01\x00")) || (10+size)%64 != 0 || !strings.HasSuffix(header, "\n") ||
		strings.TrimSpace(header) != "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" {
		t.Errorf("%d bytes of header: %q", size, header)
	}
	values := make([]float32, 6)
	if err := binary.Read(bytes.NewReader(data[10+size:]), binary.LittleEndian, values); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(values); got != fmt.Sprint([]float32{1, third, -5e-9, 0, math.MaxFloat32, 2}) {
		t.Errorf("the matrix holds %s", got)
	}
	if err := export.EmbeddingsNPY(io.Discard, []export.Embedded{{Embedding: model.Embedding{1}}, {}}); !errors.Is(err, export.ErrLength) {
		t.Errorf("different lengths: %v", err)
	}
}
