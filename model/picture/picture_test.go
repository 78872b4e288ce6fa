package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"oneglyph/model/picture"
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
		if r, _, _, _ := img.At(3, 3).RGBA(); img.Bounds() != image.Rect(0, 0, 8, 6) || r>>8 < 15 || r>>8 > 25 {
			t.Errorf("%s: %v with %d at its centre", kind, img.Bounds(), r>>8)
		}
	}
	if img, err := picture.Open(write(t, webp(t))); err != nil || img.Bounds().Dx() != 1 {
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
		"truncated":         {good[:len(good)-20], picture.ErrFormat},
		"100,000 × 100,000": {pngOf(100_000, 100_000), picture.ErrTooLarge},
		"largest numbers":   {pngOf(1<<31-1, 1<<31-1), picture.ErrFormat},
		"no pixels":         {pngOf(8000, 8000), picture.ErrFormat},
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
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := picture.Decode(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, picture.ErrFormat) && !errors.Is(err, picture.ErrTooLarge) {
				t.Fatalf("neither: %v", err)
			}
			return
		}
		if b := img.Bounds(); b.Dx() < 1 || b.Dy() < 1 || b.Dx() > (64<<20)/b.Dy() {
			t.Fatalf("a picture of %v", b)
		}
	})
}
