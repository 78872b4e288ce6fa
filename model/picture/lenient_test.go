package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/picture"
)

// page is a letter in the middle of its paper, in colours that only differ.
func page(t testing.TB) *image.NRGBA {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 160, 200))
	for i := range 160 * 200 {
		x, y := i%160, i/160
		c := color.NRGBA{250, 250, 250, 255}
		if stem, bar := x >= 70 && x < 82, y >= 60 && y < 72; y >= 60 && y < 120 && x >= 40 && x < 110 && (stem || bar) {
			c = color.NRGBA{10, 20, 30, 255}
		}
		img.SetNRGBA(x, y, c)
	}
	return img
}

// seesPage fails unless the file is read and its ink is the page's.
func seesPage(t *testing.T, name string, file []byte) {
	t.Helper()
	want, err := picture.New(page(t)).Ink(picture.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	p, err := picture.Decode(bytes.NewReader(file))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if got, err := p.Ink(picture.DefaultThreshold); err != nil {
		t.Errorf("%s: %v", name, err)
	} else if o := overlap(want.Glyph(nil), got.Glyph(nil)); o < 0.93 {
		t.Errorf("%s: %.2f of the letter is seen", name, o)
	}
}

func encoded(t testing.TB, img image.Image) map[string][]byte {
	t.Helper()
	var p, j, g bytes.Buffer
	for _, err := range []error{png.Encode(&p, img), jpeg.Encode(&j, img, nil), gif.Encode(&g, img, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string][]byte{"png": p.Bytes(), "jpeg": j.Bytes(), "gif": g.Bytes()}
}

func chunk(name, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// insert puts bytes into a file at a place.
func insert(file []byte, at int, more []byte) []byte {
	return slices.Concat(file[:at], more, file[at:])
}

// What libpng, browsers and phones write or accept is read.
func TestDamageThatDoesNotMatter(t *testing.T) {
	files := encoded(t, page(t))
	const afterIHDR = 8 + 25
	bad := chunk("tEXt", "Comment\x00hello")
	bad[len(bad)-1]++
	text := chunk("zTXt", "Comment\x00\x00not compressed at all")
	video := append(bytes.Repeat([]byte{0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0}, 500), "ftypmp42"...)
	header, idat, rest := files["png"][:afterIHDR], files["png"][afterIHDR:len(files["png"])-12], files["png"][len(files["png"])-12:]
	for name, file := range map[string][]byte{
		"a comment's checksum":    insert(files["png"], afterIHDR, bad),
		"a comment of junk":       insert(files["png"], afterIHDR, text),
		"transparency of no use":  insert(files["png"], afterIHDR, chunk("tRNS", "abc")),
		"a palette of no use":     insert(files["png"], afterIHDR, chunk("PLTE", "ab")),
		"no end":                  slices.Concat(header, idat),
		"a comment within":        slices.Concat(header, idat, chunk("tEXt", "a\x00b"), chunk("IDAT", ""), rest),
		"more after its pixels":   slices.Concat(header, idat, chunk("IDAT", "more of it"), rest),
		"a zip after it":          append(bytes.Clone(files["png"]), video...),
		"a video after it":        append(bytes.Clone(files["jpeg"]), video...),
		"a video after it (gif)":  append(bytes.Clone(files["gif"]), video...),
		"without its end":         files["jpeg"][:len(files["jpeg"])-2],
		"a GIF without its end":   files["gif"][:len(files["gif"])-1],
		"fill bytes":              insert(files["jpeg"], 2, []byte{0xff, 0xff}),
		"a thumbnail's end":       insert(files["jpeg"], 2, append([]byte{0xff, 0xe1, 0, 8}, 0xff, 0xd9, 0xff, 0xda, 0, 0)),
		"an unknown GIF section":  insert(files["gif"], 13+3*256, []byte{'!', 0x99, 3, 1, 2, 3, 0}),
		"a GIF beyond its screen": beyond(files["gif"]),
	} {
		seesPage(t, name, file)
	}
}

// beyond says that the screen is smaller than its picture.
func beyond(file []byte) []byte {
	file = bytes.Clone(file)
	file[6], file[7], file[8], file[9] = 50, 0, 50, 0
	return file
}

// Of a file that is cut off, the ink is read if all of it is surely there.
func TestCutOff(t *testing.T) {
	for kind, file := range encoded(t, page(t)) {
		read, refused := 0, 0
		for share := 30; share < 100; share++ {
			part := file[:len(file)*share/100]
			p, err := picture.Decode(bytes.NewReader(part))
			if err == nil {
				_, err = p.Ink(picture.DefaultThreshold)
			}
			if err == nil {
				seesPage(t, fmt.Sprint(kind, " cut at ", share), part)
				read++
			} else if errors.Is(err, picture.ErrFormat) && !strings.Contains(err.Error(), "\n") {
				refused++
			}
		}
		if read < 3 || refused < 10 {
			t.Errorf("%s: %d cuts are read and %d refused", kind, read, refused)
		}
	}
}

// A cut JPEG that is turned is cut at another side.
func TestCutOffAndTurned(t *testing.T) {
	file := insert(encoded(t, page(t))["jpeg"], 2, app1(6))
	p, err := picture.Decode(bytes.NewReader(file[:len(file)*97/100]))
	if err != nil {
		t.Fatal(err)
	}
	if b := p.Image().Bounds(); b.Dy() != 160 || b.Dx() >= 200 {
		t.Errorf("it shows %v", b)
	}
	for share := 40; share < 75; share++ {
		if p, err := picture.Decode(bytes.NewReader(file[:len(file)*share/100])); err == nil {
			if _, err := p.Ink(picture.DefaultThreshold); err == nil {
				seen, _ := p.Ink(picture.DefaultThreshold)
				if seen.W < 58 {
					t.Errorf("at %d %% a part is taken for the character: %d×%d", share, seen.W, seen.H)
				}
			}
		}
	}
}

// app1 is a segment with an Exif block that says how the camera was held.
func app1(orientation byte) []byte {
	block := append([]byte("Exif\x00\x00"), exif(3, orientation)...)
	return append([]byte{0xff, 0xe1, 0, byte(2 + len(block))}, block...)
}

// exif is a block with an orientation as one of TIFF's types.
func exif(kind, orientation byte) []byte {
	value := map[byte][]byte{1: {orientation, 0, 0, 0}, 3: {0, orientation, 0, 0}, 4: {0, 0, 0, orientation}}[kind]
	head := append([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00"), kind, 0, 0, 0, 1)
	return slices.Concat(head, value, []byte{0, 0, 0, 0})
}

// Exif's orientation counts in every kind of file that has Exif, as any integer.
func TestOrientationEverywhere(t *testing.T) {
	png := encoded(t, page(t))["png"]
	riff := webp(t)
	for _, kind := range []byte{1, 3, 4} {
		block := exif(kind, 6)
		whole := append([]byte("Exif\x00\x00"), block...)
		jpeg := encoded(t, page(t))["jpeg"]
		for name, file := range map[string][]byte{
			"jpeg":                  insert(jpeg, 2, append([]byte{0xff, 0xe1, 0, byte(2 + len(whole))}, whole...)),
			"jpeg, a later segment": insert(insert(jpeg, 2, append([]byte{0xff, 0xe1, 0, byte(2 + len(whole))}, whole...)), 2, []byte{0xff, 0xe1, 0, 5, 'X', 'M', 'P'}),
			"png":                   insert(png, 33, chunk("eXIf", string(block))),
			"png, at the end":       insert(png, len(png)-12, chunk("eXIf", string(block))),
			"png, as a JPEG has it": insert(png, 33, chunk("eXIf", string(whole))),
		} {
			p, err := picture.Decode(bytes.NewReader(file))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if b := p.Image().Bounds(); b != image.Rect(0, 0, 200, 160) {
				t.Errorf("%s, type %d: it is not turned: %v", name, kind, b)
			}
		}
	}
	// The WebP is of one pixel; that it is read at all with the chunk must do here,
	// TestAnimatedWebP turns one.
	body := slices.Concat([]byte("WEBP"), riffChunk("VP8X", []byte{8, 0, 0, 0, 0, 0, 0, 0, 0, 0}), riff[12:], riffChunk("EXIF", exif(3, 6)))
	if _, err := picture.Decode(bytes.NewReader(riffChunk("RIFF", body))); err != nil {
		t.Errorf("webp: %v", err)
	}
}

func riffChunk(name string, body []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	b = append(b, body...)
	if len(body)%2 != 0 {
		b = append(b, 0)
	}
	return b
}
