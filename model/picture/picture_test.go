package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/bmp"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// files is one small picture, 8×6 and dark, in every kind that is read.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, 8, 6), color.Palette{color.Gray{Y: 20}, color.White})
	var p, j, g, b bytes.Buffer
	for _, err := range []error{png.Encode(&p, img), jpeg.Encode(&j, img, nil), gif.Encode(&g, img, nil), bmp.Encode(&b, img)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string][]byte{"png": p.Bytes(), "jpeg": j.Bytes(), "gif": g.Bytes(), "bmp": b.Bytes()}
}

// webp is the smallest lossless WebP picture, 1×1.
func webp(t testing.TB) []byte {
	data, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pngOf is a PNG that claims a size and holds nothing else.
func pngOf(width, height uint32) []byte {
	chunk := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	chunk = binary.BigEndian.AppendUint32(chunk, height)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(chunk))
}

func write(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a picture")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKinds(t *testing.T) {
	for kind, data := range files(t) {
		img, err := picture.Open(write(t, data))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if r, _, _, _ := img.Image().At(3, 3).RGBA(); img.Image().Bounds() != image.Rect(0, 0, 8, 6) || r>>8 < 15 || r>>8 > 25 {
			t.Errorf("%s: %v with %d at its centre", kind, img.Image().Bounds(), r>>8)
		}
	}
	if img, err := picture.Open(write(t, webp(t))); err != nil || img.Image().Bounds().Dx() != 1 {
		t.Errorf("webp: %v", err)
	}
}

func TestBadFiles(t *testing.T) {
	good := files(t)["png"]
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":             {nil, picture.ErrFormat},
		"text":              {[]byte("hello"), picture.ErrFormat},
		"truncated":         {good[:len(good)-30], picture.ErrFormat},
		"100,000 × 100,000": {pngOf(100_000, 100_000), picture.ErrTooLarge},
		"largest numbers":   {pngOf(1<<31-1, 1<<31-1), picture.ErrTooLarge},
		"no pixels":         {pngOf(7000, 7000), picture.ErrFormat},
	} {
		path := write(t, c.data)
		_, err := picture.Open(path)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		} else if msg := err.Error(); !strings.Contains(msg, path) || strings.Contains(msg, "\n") {
			t.Errorf("%s: unclear: %s", name, msg)
		}
	}
	dir := t.TempDir()
	if _, err := picture.Open(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if _, err := picture.Open(dir); err == nil {
		t.Error("a folder was read")
	}
	if runtime.GOOS == "linux" {
		if _, err := picture.Open("/dev/zero"); err == nil {
			t.Error("a device was read")
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, data := range files(f) {
		f.Add(data)
	}
	f.Add(webp(f))
	f.Add(pngOf(100_000, 100_000))
	f.Add(held(f, 6))
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := picture.Decode(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, picture.ErrFormat) && !errors.Is(err, picture.ErrTooLarge) {
				t.Fatalf("neither: %v", err)
			}
		} else if b := p.Image().Bounds(); b.Min != (image.Point{}) || b.Empty() || max(b.Dx(), b.Dy()) > 8*model.Side {
			t.Fatalf("a picture of %v", b)
		}
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 {
			t.Fatalf("took %d MB", used)
		}
		for _, threshold := range []float64{0, picture.DefaultThreshold, 1} {
			if err != nil {
				return
			}
			s, err := p.Ink(threshold)
			if errors.Is(err, model.ErrEmpty) || errors.Is(err, picture.ErrFormat) { // or cut off within the character
				continue
			}
			if err != nil || s.W < 1 || s.H < 1 || max(s.W, s.H) > 4*model.Side || len(s.Pix) != s.W*s.H || slices.Max(s.Pix) < 128 {
				t.Fatalf("ink of %d×%d, %v", s.W, s.H, err)
			}
		}
	})
}

// held is a JPEG of a camera that was held in one of Exif's orientations, dark
// in what the file has for its upper left quarter.
func held(t testing.TB, orientation byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 32))
	for i := range img.Pix {
		if x, y := i%64, i/64; x >= 32 || y >= 16 {
			img.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	app1 := append([]byte{0xff, 0xe1, 0, byte(2 + len(exif))}, exif...)
	return slices.Concat(b.Bytes()[:2], app1, b.Bytes()[2:])
}

func TestOrientation(t *testing.T) {
	// Where the first column's first row is in the picture upright, Exif 2.32
	// section 4.6.4.
	for orientation, corner := range []string{1: "top left", "top right", "bottom right", "bottom left", "top left", "top right", "bottom right", "bottom left", "top left"} {
		if orientation == 0 {
			continue
		}
		p, err := picture.Decode(bytes.NewReader(held(t, byte(orientation))))
		if err != nil {
			t.Fatal(err)
		}
		b := p.Image().Bounds()
		if lying := orientation >= 5 && orientation <= 8; lying != (b.Dy() > b.Dx()) {
			t.Errorf("%d: %v", orientation, b)
		}
		for at, name := range map[image.Point]string{{4, 4}: "top left", {b.Dx() - 4, 4}: "top right", {4, b.Dy() - 4}: "bottom left", {b.Dx() - 4, b.Dy() - 4}: "bottom right"} {
			if r, _, _, _ := p.Image().At(at.X, at.Y).RGBA(); (r < 0x8000) != (name == corner) {
				t.Errorf("%d: %s is %d, the dark corner should be %s", orientation, name, r>>8, corner)
			}
		}
	}
}

// A JPEG of a thousand passes would keep the decoder busy for hours.
func TestManyPasses(t *testing.T) {
	data := held(t, 1)
	data = slices.Concat(data[:len(data)-2], bytes.Repeat([]byte{0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0}, 1000), data[len(data)-2:])
	if _, err := picture.Decode(bytes.NewReader(data)); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("it was read: %v", err)
	}
}

// A hundred million grey pixels are one byte each in memory, and compress to
// nothing; what costs more is refused before it is unpacked.
func TestBombs(t *testing.T) {
	zeros := func(bytes int) func(io.Writer) {
		return func(w io.Writer) { _, _ = io.CopyN(w, zero{}, int64(bytes)) }
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"colours":           {deflated(9000, 9000, 8, 6, 0, zeros(1000)), picture.ErrTooLarge},
		"deep":              {deflated(6000, 6000, 16, 6, 0, zeros(1000)), picture.ErrTooLarge},
		"a strip":           {deflated(1<<30, 1, 1, 0, 0, zeros(1000)), picture.ErrTooLarge},
		"more than it says": {deflated(100, 100, 8, 0, 0, zeros(100<<20)), nil},
		// Transparent grey becomes colours, an interlaced picture is put together from
		// parts: 97 kB that took 609 MB.
		"transparent, interlaced": {insert(deflated(10_000, 10_000, 8, 0, 1, zeros(100_060_000)), 33, chunk("tRNS", "\x00\x07")), picture.ErrTooLarge},
		"a long row":              {deflated(24_000_000, 1, 16, 6, 0, zeros(1000)), picture.ErrTooLarge},
		"a long row of bits":      {deflated(99_000_000, 1, 1, 0, 0, zeros(20_000_000)), picture.ErrTooLarge},
		"a column":                {deflated(1, 99_000_000, 1, 0, 0, zeros(1000)), picture.ErrTooLarge},
		"the longest row":         {deflated(1_000_000, 50, 1, 0, 0, zeros(50*125_001)), nil},
		"the highest column":      {deflated(50, 1_000_000, 1, 0, 0, zeros(8_000_000)), nil},
		"less than it says":       {deflated(9000, 9000, 8, 0, 0, zeros(1000)), picture.ErrFormat},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := picture.Decode(bytes.NewReader(c.data))
		t.Logf("%s: %v", name, time.Since(began))
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 {
			t.Errorf("%s: took %d MB", name, used)
		}
	}
}

// deflated is a PNG of some rows.
func deflated(w, h uint32, depth, color, interlace byte, rows func(io.Writer)) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	rows(z)
	z.Close()
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	head = append(head, depth, color, 0, 0, interlace)
	return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", string(head)), chunk("IDAT", packed.String()), chunk("IEND", ""))
}

type zero struct{}

func (zero) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
