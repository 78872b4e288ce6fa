package gallery_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// sharing packs a zip in which many names lead to the last entry.
func sharing(t testing.TB, names []string, entries ...entry) []byte {
	t.Helper()
	whole := pack(t, entries...)
	end := bytes.Clone(whole[len(whole)-22:])
	size, at := binary.LittleEndian.Uint32(end[12:]), binary.LittleEndian.Uint32(end[16:])
	directory := whole[at : at+size]
	last := directory[bytes.LastIndex(directory, []byte("PK\x01\x02")):]
	old := int(binary.LittleEndian.Uint16(last[28:]))
	out := bytes.NewBuffer(bytes.Clone(whole[:at+size]))
	for _, name := range names {
		header := bytes.Clone(last[:46])
		binary.LittleEndian.PutUint16(header[28:], uint16(len(name)))
		out.Write(header)
		out.WriteString(name)
		out.Write(last[46+old:])
	}
	n := binary.LittleEndian.Uint16(end[8:]) + uint16(len(names))
	binary.LittleEndian.PutUint16(end[8:], n)
	binary.LittleEndian.PutUint16(end[10:], n)
	binary.LittleEndian.PutUint32(end[12:], uint32(out.Len())-at)
	out.Write(end)
	return out.Bytes()
}

// crowd is the manifest of a class with examples 2 to n+1, and their names.
func crowd(n int) (m entry, names []string) {
	var ids []string
	for id := 2; id <= n+1; id++ {
		ids = append(ids, fmt.Sprint(id))
		names = append(names, fmt.Sprintf("examples/%d.json", id))
	}
	return entry{"manifest.json", fmt.Sprintf(`{"format":"oneglyph","version":1,"last_id":%d,"classes":[{"id":1,"name":"a","examples":[%s]}]}`, n+1, strings.Join(ids, ","))}, names
}

// gluttons are small files that ask for more than they hold, by what they do.
func gluttons(t testing.TB) map[string][]byte {
	spaces := `{"strokes":[[1,2]]` + strings.Repeat(" ", 3_900_000) + "}"
	small := `{"strokes":[[1,2,3,4]]}`
	files := make(map[string][]byte)
	for _, n := range []int{2_000, 50_000} {
		m, names := crowd(n)
		files[fmt.Sprintf("%d share spaces", n)] = sharing(t, names[1:], m, entry{names[0], spaces})
		files[fmt.Sprintf("%d share a small drawing", n)] = sharing(t, names[1:], m, entry{names[0], small})
	}
	// Each has an entry of its own, which costs a few kilobytes.
	m, names := crowd(40)
	all := []entry{m}
	for _, name := range names {
		all = append(all, entry{name, spaces})
	}
	files["40 entries of spaces"] = pack(t, all...)

	m, names = crowd(40)
	all = []entry{m}
	var img bytes.Buffer
	blot := image.NewGray(image.Rect(0, 0, 4, 4))
	if err := png.Encode(&img, blot); err != nil {
		t.Fatal(err)
	}
	swollen := img.String() + strings.Repeat("\x00", 1_000_000)
	for i, name := range names {
		all = append(all, entry{name, `{"picture":true}`}, entry{fmt.Sprintf("examples/%d.png", i+2), swollen})
	}
	files["40 swollen pictures"] = pack(t, all...)

	m, names = crowd(10)
	all = []entry{m, {names[0], small}}
	files["nine are missing"] = pack(t, all...)

	files["millions of classes"] = pack(t, entry{"manifest.json", `{"format":"oneglyph","version":1,"classes":[` + strings.Repeat("{},", 2_600_000) + "{}]}"})
	files["millions of strokes"] = pack(t, manifest(one), entry{"examples/2.json", `{"strokes":[` + strings.Repeat("[],", 1_300_000) + "[1,2]]}"})
	files["millions of points"] = pack(t, manifest(one), entry{"examples/2.json", `{"strokes":[[` + strings.Repeat("1,", 2_000_000-1) + "1]]}"})
	files["a number of megabytes"] = pack(t, manifest(one), entry{"examples/2.json", `{"strokes":[[1,` + strings.Repeat("9", 3_900_000) + `]]}`})
	files["a time of megabytes"] = pack(t, manifest(one), entry{"examples/2.json", `{"created":"` + strings.Repeat("9", 3_900_000) + `","strokes":[[1,2]]}`})
	files["a name of megabytes"] = pack(t, manifest(`{"id":1,"name":"`+strings.Repeat("a", 7_000_000)+`","examples":[2]}`))
	deep := strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + ","
	files["deep again and again"] = pack(t, manifest(one), entry{"examples/2.json", `{"x":[` + strings.Repeat(deep, 200) + `1],"strokes":[[1,"x"]]}`})

	// A deflated size that reaches beyond the file, and one of 16 exabytes.
	for name, lie := range map[string]uint32{"beyond the end": 1 << 30, "zip64 without its field": 1<<32 - 1} {
		lying := pack(t, manifest(one), entry{"examples/2.json", small})
		at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(lying[at+20:], lie)
		files[name] = lying
	}
	return files
}

// TestGluttonsAreRefused soon, in one short line and in little memory.
func TestGluttonsAreRefused(t *testing.T) {
	for name, data := range gluttons(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.oneglyph")
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			_, err := gallery.Open(t.Context(), path)
			took := time.Since(begun)
			runtime.ReadMemStats(&after)
			if !errors.Is(err, gallery.ErrDamaged) {
				t.Fatalf("got %v, want ErrDamaged", err)
			}
			if msg := err.Error(); strings.Contains(msg, "\n") || len(msg) > 600 {
				t.Errorf("unclear: %.1000s", msg)
			}
			if took > 5*time.Second { // most of it some other work's, on a busy machine
				t.Errorf("took %v", took)
			}
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 400 {
				t.Errorf("allocated %d MB", allocated)
			}
			t.Logf("%d kB, %v: %v", len(data)>>10, took.Round(time.Millisecond), err)
		})
	}
}

// TestMissingThumbnailsAreDrawnLater: a file of many drawings without any opens
// before they are drawn, and each is drawn once.
func TestMissingThumbnailsAreDrawnLater(t *testing.T) {
	m, names := crowd(2)
	dot := image.NewGray(image.Rect(0, 0, 9, 9))
	for i := range dot.Pix {
		dot.Pix[i] = 255
	}
	dot.SetGray(4, 4, color.Gray{})
	var ink bytes.Buffer
	if err := png.Encode(&ink, dot); err != nil {
		t.Fatal(err)
	}
	p, err := decode(pack(t, m, entry{names[0], `{"strokes":[[1,2,3,4]]}`}, entry{names[1], `{"picture":true}`}, entry{"examples/3.png", ink.String()}))
	if err != nil {
		t.Fatal(err)
	}
	if q := reopen(t, p.Clone()); !bytes.Equal(encode(t, q), encode(t, p)) {
		t.Error("written again, the file differs")
	}
	for _, e := range p.Classes()[0].Examples {
		if g, err := e.Glyph(); err != nil || !bytes.Equal(e.Image().Pix, g.Image().Pix) {
			t.Errorf("example %d: its picture is not its glyph, %v", e.ID, err)
		}
	}
}
