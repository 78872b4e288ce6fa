package gallery_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

var update = flag.Bool("update", false, "write the golden file of the current version")

func encode(t testing.TB, p *gallery.Gallery) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := p.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func decode(data []byte) (*gallery.Gallery, error) {
	return gallery.Read(bytes.NewReader(data), int64(len(data)))
}

func reopen(t testing.TB, p *gallery.Gallery) *gallery.Gallery {
	t.Helper()
	q, err := decode(encode(t, p))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func glyphs(t testing.TB, p *gallery.Gallery) (all [][]uint8) {
	t.Helper()
	for _, c := range p.Classes() {
		for _, e := range c.Examples {
			g, err := e.Glyph()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, g.Pix())
		}
	}
	return all
}

func TestRoundTrip(t *testing.T) {
	p := gallery.New()
	p.Network = gallery.Network{Architecture: "compact", Fingerprint: "12ab"}
	a := add(t, p, "가", zigzag(1))
	add(t, p, `"<&>\ `+"\u00a0x", blot(t))
	if _, err := p.AddExample(a.ID, zigzag(2)); err != nil {
		t.Fatal(err)
	}
	q := reopen(t, p)
	if !reflect.DeepEqual(p, q) {
		t.Errorf("written %+v\nread %+v", p, q)
	}
	if !reflect.DeepEqual(glyphs(t, p), glyphs(t, q)) {
		t.Error("the glyphs differ")
	}
	if !bytes.Equal(encode(t, p), encode(t, q)) {
		t.Error("written again, the file differs")
	}
}

// Each example can be seen with no more than an unzip and a picture viewer.
func TestThumbnails(t *testing.T) {
	p := gallery.New()
	c := add(t, p, "a", zigzag(1))
	data := encode(t, p)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(fmt.Sprintf("thumbnails/%d.png", c.Examples[0].ID))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	g, _ := c.Examples[0].Glyph()
	if !slices.Equal(img.(*image.Gray).Pix, g.Image().Pix) {
		t.Error("the thumbnail is not the glyph")
	}
}

func TestSaveKeepsThePreviousVersion(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "gallery.oneglyph")
	p := gallery.New()
	for i, name := range []string{"a", "b", "c"} {
		add(t, p, name, zigzag(i))
		if err := p.Save(path); err != nil {
			t.Fatal(err)
		}
	}
	for file, want := range map[string][]string{path: {"a", "b", "c"}, gallery.Backup(path): {"a", "b"}} {
		q, err := gallery.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if got := names(q); !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", file, got, want)
		}
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left in the folder: %v", entries)
	}
}

func TestSaveFollowsLinksAndKeepsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no links or modes")
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "real.oneglyph"), filepath.Join(dir, "link.oneglyph")
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := gallery.New().Save(link); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(target)
	if err != nil || info.Mode() != 0o600 || info.Size() == 0 {
		t.Errorf("target is %v, %v", info, err)
	}
	if info, _ := os.Lstat(link); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
}

func TestFailedSaveChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "gallery.oneglyph")
	err := gallery.New().Save(path)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path) {
		t.Errorf("saving into no folder: %v", err)
	}
}

func TestSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gallery.oneglyph")
	kept := make(map[string]bool)
	for range 3 {
		if err := os.WriteFile(path, []byte("junk"), 0o666); err != nil {
			t.Fatal(err)
		}
		k, err := gallery.SetAside(path)
		if err != nil {
			t.Fatal(err)
		}
		kept[k] = true
		if _, err := os.Stat(k); err != nil {
			t.Error(err)
		}
	}
	if len(kept) != 3 {
		t.Errorf("kept as %v", kept)
	}
	if _, err := gallery.SetAside(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("setting aside nothing: %v", err)
	}
}

// golden is what testdata/version1.oneglyph was written from. A format that
// changes gets a version and a golden file of its own; this one stays.
func golden(t *testing.T) *gallery.Gallery {
	p := gallery.New()
	p.Network = gallery.Network{Architecture: "compact", Fingerprint: "0123abcd"}
	c := add(t, p, "가", zigzag(1))
	add(t, p, "bar", blot(t))
	if _, err := p.AddExample(c.ID, zigzag(2)); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestVersion1Opens(t *testing.T) {
	opensAsIs(t, "testdata/version1.oneglyph", golden(t))
}

// A working copy names the file that it stands for.
func TestVersion1WithADocumentOpens(t *testing.T) {
	want := golden(t)
	want.Origin = &gallery.Origin{Path: "/home/you/letters.oneglyph", Unsaved: true, Size: 2345, Modified: time.Date(2026, 3, 1, 9, 30, 0, 125e6, time.UTC)}
	opensAsIs(t, "testdata/version1-document.oneglyph", want)
}

// Classes have texts to copy, which an older program would drop.
func TestVersion2Opens(t *testing.T) {
	want := golden(t)
	if err := want.SetText(want.Classes()[0].ID, "\\begin{ga}\n\t“<가>”\n\\end{ga}\n"); err != nil {
		t.Fatal(err)
	}
	opensAsIs(t, "testdata/version2.oneglyph", want)
}

// The document's path may be any bytes, where the system's are.
func TestPathsInAnyBytes(t *testing.T) {
	p := golden(t)
	p.Origin = &gallery.Origin{Path: "/home/you/\xb0\xa1.oneglyph", Unsaved: true}
	if got := reopen(t, p).Origin; got == nil || *got != *p.Origin {
		t.Errorf("read as %+v", got)
	}
}

func opensAsIs(t *testing.T, path string, want *gallery.Gallery) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, encode(t, want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := gallery.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(names(got), names(want)) || got.Network != want.Network || !reflect.DeepEqual(got.Origin, want.Origin) {
		t.Errorf("holds %q for %v, standing for %+v", names(got), got.Network, got.Origin)
	}
	if !reflect.DeepEqual(glyphs(t, got), glyphs(t, want)) {
		t.Error("its drawings differ")
	}
	for i, c := range got.Classes() {
		if w := want.Classes()[i]; c.Text != w.Text || c.Copied() != w.Copied() {
			t.Errorf("of class %q %q is copied, want %q", c.Name, c.Copied(), w.Copied())
		}
		if c.ID != want.Classes()[i].ID || c.Created.Year() < 2026 {
			t.Errorf("class %q is %d of %v", c.Name, c.ID, c.Created)
		}
	}
}

// entry is one file of a zip made by hand.
type entry struct{ name, data string }

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err == nil {
			_, err = w.Write([]byte(e.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func manifest(classes string) entry {
	return entry{"manifest.json", `{"format":"oneglyph","version":1,"last_id":9,"classes":[` + classes + `]}`}
}

var one = `{"id":1,"name":"a","created":"2026-01-02T03:04:05Z","examples":[2]}`

// hostile is every kind of file that must be refused, by what is wrong with it.
func hostile(t testing.TB) map[string][]byte {
	stroke := entry{"examples/2.json", `{"created":"2026-01-02T03:04:05Z","strokes":[[1,2,3,4]]}`}
	whole := pack(t, manifest(one), stroke)
	if _, err := decode(whole); err != nil {
		t.Fatalf("the model for the hostile files is itself refused: %v", err)
	}
	flipped := bytes.Clone(whole)
	flipped[45] ^= 1
	var tooBig bytes.Buffer
	if err := png.Encode(&tooBig, image.NewGray(image.Rect(0, 0, 421, 1))); err != nil {
		t.Fatal(err)
	}
	var many []entry
	for i := range 10_001 {
		many = append(many, entry{name: fmt.Sprintf(`{"id":%d,"name":"%d","examples":[1]}`, i+2, i)})
	}
	manyClasses := make([]string, len(many))
	for i, e := range many {
		manyClasses[i] = e.name
	}
	example := func(data string) []byte { return pack(t, manifest(one), entry{"examples/2.json", data}) }
	return map[string][]byte{
		"empty":            nil,
		"text":             []byte("hello"),
		"truncated":        whole[:len(whole)-30],
		"one bit flipped":  flipped,
		"no manifest":      pack(t, stroke),
		"no example":       pack(t, manifest(one)),
		"other zip":        pack(t, entry{"manifest.json", `{"version":1}`}),
		"path traversal":   pack(t, manifest(one), stroke, entry{"../../etc/passwd", "x"}),
		"absolute path":    pack(t, manifest(one), stroke, entry{"/etc/passwd", "x"}),
		"backslashes":      pack(t, manifest(one), stroke, entry{`..\x`, "x"}),
		"entry twice":      pack(t, manifest(one), stroke, stroke),
		"deep JSON":        pack(t, entry{"manifest.json", strings.Repeat(`[`, 1<<20)}),
		"deep strokes":     example(`{"strokes":` + strings.Repeat(`[`, 20_000) + strings.Repeat(`]`, 20_000) + `}`),
		"zip bomb":         pack(t, entry{"manifest.json", strings.Repeat(" ", 1<<25)}),
		"example bomb":     example(strings.Repeat(" ", 1<<24)),
		"half a point":     example(`{"strokes":[[1,2,3]]}`),
		"no ink":           example(`{"strokes":[[]]}`),
		"infinite pen":     example(`{"strokes":[[1e39,2]]}`),
		"far pen":          example(`{"strokes":[[1e30,2]]}`),
		"bad time":         example(`{"created":"yesterday","strokes":[[1,2]]}`),
		"missing picture":  example(`{"picture":true}`),
		"junk picture":     pack(t, manifest(one), entry{"examples/2.json", `{"picture":true}`}, entry{"examples/2.png", "junk"}),
		"enormous picture": pack(t, manifest(one), entry{"examples/2.json", `{"picture":true}`}, entry{"examples/2.png", tooBig.String()}),
		"10,001 classes":   pack(t, manifest(strings.Join(manyClasses, ","))),
		"same name":        pack(t, manifest(one+`,{"id":3,"name":"a","examples":[4]}`), stroke, entry{"examples/4.json", stroke.data}),
		"same ID":          pack(t, manifest(one+`,{"id":1,"name":"b","examples":[4]}`), stroke, entry{"examples/4.json", stroke.data}),
		"future ID":        pack(t, manifest(`{"id":10,"name":"a","examples":[2]}`), stroke),
		"bad name":         pack(t, manifest(`{"id":1,"name":"a\u0000b","examples":[2]}`), stroke),
		"class of nothing": pack(t, manifest(`{"id":1,"name":"a","examples":[]}`)),
	}
}

func TestHostileFiles(t *testing.T) {
	for name, data := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.oneglyph")
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := gallery.Open(t.Context(), path)
			if !errors.Is(err, gallery.ErrDamaged) {
				t.Fatalf("got %v, want ErrDamaged", err)
			}
			if msg := err.Error(); !strings.Contains(msg, path) || strings.Contains(msg, "\n") || len(msg) > 400 {
				t.Errorf("unclear: %s", msg)
			}
		})
	}
}

// A directory of a million entries costs 300 MB once it is in memory.
func TestEndlessDirectoryIsRefused(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := range 300_000 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := decode(buf.Bytes()); !errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestNewerVersion(t *testing.T) {
	_, err := decode(pack(t, entry{"manifest.json", `{"format":"oneglyph","version":3,"classes":"other"}`}))
	if !errors.Is(err, gallery.ErrNewer) || errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestForeignThumbnailIsDrawnAnew(t *testing.T) {
	stroke := entry{"examples/2.json", `{"strokes":[[1,2,3,4]]}`}
	p, err := decode(pack(t, manifest(one), stroke, entry{"thumbnails/2.png", "junk"}, entry{"notes.txt", "ours"}))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(encode(t, p), []byte("junk")) {
		t.Error("the junk was kept")
	}
}

// A megabyte behind a small picture's end, which compresses to nothing, must not be
// held in memory for each of 50,000 examples.
func TestSwollenPicturesAreMadeAnew(t *testing.T) {
	p := gallery.New()
	c := add(t, p, "a", blot(t))
	id := c.Examples[0].ID
	tail := strings.Repeat("\x00", 1<<19)
	var file []entry
	for name, data := range entries(t, encode(t, p)) {
		if strings.HasSuffix(name, ".png") {
			data += tail
		}
		file = append(file, entry{name, data})
	}
	q, err := decode(pack(t, file...))
	if err != nil {
		t.Fatal(err)
	}
	again := entries(t, encode(t, q))
	for _, name := range []string{fmt.Sprintf("examples/%d.png", id), fmt.Sprintf("thumbnails/%d.png", id)} {
		if n := len(again[name]); n == 0 || n > 4096 {
			t.Errorf("%s is %d bytes long", name, n)
		}
	}
}

// Whoever compressed a picture, it stays as it is: saving does not begin anew.
func TestPicturesAreNotCompressedAgain(t *testing.T) {
	p := gallery.New()
	c := add(t, p, "a", blot(t))
	name := fmt.Sprintf("examples/%d.png", c.Examples[0].ID)
	file := entries(t, encode(t, p))
	img, err := png.Decode(strings.NewReader(file[name]))
	if err != nil {
		t.Fatal(err)
	}
	var raw bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&raw, img); err != nil {
		t.Fatal(err)
	}
	file[name] = raw.String()
	var all []entry
	for name, data := range file {
		all = append(all, entry{name, data})
	}
	q, err := decode(pack(t, all...))
	if err != nil {
		t.Fatal(err)
	}
	if entries(t, encode(t, q))[name] != raw.String() {
		t.Error("it was")
	}
}

// entries unpacks a zip file.
func entries(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, f := range z.File {
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

func TestOpenIsClearAboutTheFile(t *testing.T) {
	dir := t.TempDir()
	_, err := gallery.Open(t.Context(), filepath.Join(dir, "none.oneglyph"))
	if !errors.Is(err, fs.ErrNotExist) || errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err = gallery.Open(t.Context(), dir); err == nil || errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("a folder: %v", err)
	}
}

// An error of the disk is not the file's fault, and must not have it set aside.
func TestDiskErrorIsNotDamage(t *testing.T) {
	disk := errors.New("I/O error")
	_, err := gallery.Read(brokenDisk{disk}, 1000)
	if !errors.Is(err, disk) || errors.Is(err, gallery.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

type brokenDisk struct{ err error }

func (b brokenDisk) ReadAt([]byte, int64) (int, error) { return 0, b.err }

// The order of registration is that of the IDs, whoever wrote the file.
func TestClassesOutOfOrder(t *testing.T) {
	class := func(id int) string { return fmt.Sprintf(`{"id":%d,"name":"%d","examples":[%d]}`, id, id, id+4) }
	file := []entry{manifest(class(3) + "," + class(1) + "," + class(4) + "," + class(2))}
	for id := 5; id <= 8; id++ {
		file = append(file, entry{fmt.Sprintf("examples/%d.json", id), `{"strokes":[[1,2,3,4]]}`})
	}
	p, err := decode(pack(t, file...))
	if err != nil {
		t.Fatal(err)
	}
	if got := names(p); !slices.Equal(got, []string{"1", "2", "3", "4"}) {
		t.Errorf("classes are %q", got)
	}
	for id := 1; id <= 4; id++ {
		if c, ok := p.Class(model.ClassID(id)); !ok || c.Name != fmt.Sprint(id) {
			t.Errorf("class %d is found as %q", id, c.Name)
		}
	}
}

// TestNamesOfEarlierVersions: what version 0.1.0 took for a name opens, in the form
// that it has now, and where two names become one every drawing is there.
func TestNamesOfEarlierVersions(t *testing.T) {
	names := []string{
		"\u1112\u1161\u11ab", "한", "x", "a \u00a0 b", "a b", // 1 to 5
		"\u3164", "\u2800", "\u0301", strings.Repeat("\u0958", 64), strings.Repeat("가", 64), // 6 to 10
	}
	want := map[string][]model.ExampleID{
		"한": {11, 12}, "x": {13}, "a b": {14, 15}, "U+3164": {16}, "U+2800": {17}, "U+0301": {18},
		strings.Repeat("\u0915\u093c", 32): {19}, strings.Repeat("가", 64): {20},
	}
	m := `{"format":"oneglyph","version":1,"last_id":20,"classes":[`
	var file []entry
	for i := range names {
		at := len(names) - 1 - i // written the other way round
		name, err := json.Marshal(names[at])
		if err != nil {
			t.Fatal(err)
		}
		m += fmt.Sprintf(`{"id":%d,"name":%s,"examples":[%d]},`, at+1, name, at+11)
		file = append(file, entry{fmt.Sprintf("examples/%d.json", at+11), `{"strokes":[[1,2,3,4]]}`})
	}
	file = append(file, entry{"manifest.json", strings.TrimSuffix(m, ",") + "]}"})
	p, err := decode(pack(t, file...))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]model.ExampleID)
	for i, c := range p.Classes() {
		if i > 0 && c.ID <= p.Classes()[i-1].ID {
			t.Errorf("class %d is out of order", c.ID)
		}
		for _, e := range c.Examples {
			got[c.Name] = append(got[c.Name], e.ID)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("it holds %v\nwant     %v", got, want)
	}
	if c, ok := p.Find("\u1112\u1161\u11ab"); !ok || c.ID != 1 {
		t.Errorf("the class of two names is %d, not the first", c.ID)
	}
	if c := add(t, p, "new", zigzag(1)); c.ID != 21 {
		t.Errorf("the next ID is %d", c.ID)
	}
	if q := reopen(t, p); !q.Same(p) {
		t.Error("written and read again, it differs")
	}
	// Undo puts back what a class was before, by its ID.
	before := p.Classes()[0]
	if err := p.Delete(before.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Exchange(nil, []gallery.Class{before}); err != nil || len(p.Classes()[0].Examples) != 2 {
		t.Errorf("undone: %v, %+v", err, p.Classes()[0])
	}
}

func TestFullProject(t *testing.T) {
	p := gallery.New()
	e := gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 1}, {X: 2, Y: 2}}})
	c := add(t, p, "a", e)
	e = c.Examples[0] // its thumbnail is drawn already
	for i := range 2_000 {
		add(t, p, fmt.Sprint(i), e)
	}
	q := reopen(t, p)
	if q.Len() != 2_001 {
		t.Errorf("%d classes", q.Len())
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pack(f, manifest(one), entry{"examples/2.json", `{"strokes":[[1,2,3,4]]}`}))
	f.Add(pack(f, entry{"manifest.json", `{"format":"oneglyph","version":3}`}))
	for _, golden := range []string{"testdata/version1.oneglyph", "testdata/version1-document.oneglyph", "testdata/version2.oneglyph"} {
		if data, err := os.ReadFile(golden); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := decode(data)
		if err != nil {
			if !errors.Is(err, gallery.ErrDamaged) && !errors.Is(err, gallery.ErrNewer) {
				t.Fatalf("neither damaged nor newer: %v", err)
			}
			return
		}
		// What can be read can be written, and read again the same.
		q := reopen(t, p)
		if !bytes.Equal(encode(t, p), encode(t, q)) {
			t.Fatal("written again, the file differs")
		}
		glyphs(t, p)
	})
}

// FuzzManifest and FuzzDrawing skip the zip, which hides its content from a
// mutating fuzzer behind a checksum.
func FuzzManifest(f *testing.F) {
	f.Add(manifest(one).data)
	f.Add(`{"format":"oneglyph","version":1,"last_id":4611686018427387904,"classes":null}`)
	f.Fuzz(func(t *testing.T, data string) {
		p, err := decode(pack(t, entry{"manifest.json", data}, entry{"examples/2.json", `{"strokes":[[1,2]]}`}))
		if err == nil {
			reopen(t, p)
		}
	})
}

func FuzzDrawing(f *testing.F) {
	f.Add(`{"created":"2026-01-02T03:04:05Z","strokes":[[1,2,3,4],[5.5,-6e3]]}`, "")
	f.Add(`{"created":"9999-12-31T23:59:59-01:00","picture":true}`, "\x89PNG")
	f.Fuzz(func(t *testing.T, data, picture string) {
		p, err := decode(pack(t, manifest(one), entry{"examples/2.json", data}, entry{"examples/2.png", picture}))
		if err == nil {
			reopen(t, p)
			glyphs(t, p)
		}
	})
}
