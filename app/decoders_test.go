package app

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model/picture"
)

// Fyne registers decoders with package image that nobody asked for here, an ICO's
// among them, which would read pictures of any size.
func TestOnlyTheDecodersMeantToBeThere(t *testing.T) {
	var inside bytes.Buffer
	if err := png.Encode(&inside, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	entry := []byte{20, 20, 0, 0, 1, 0, 8, 0}
	entry = binary.LittleEndian.AppendUint32(entry, uint32(inside.Len()))
	entry = binary.LittleEndian.AppendUint32(entry, 6+16)
	files := map[string][]byte{
		"ico": append(append([]byte{0, 0, 1, 0, 1, 0}, entry...), inside.Bytes()...),
	}
	for kind, file := range files {
		if _, name, err := image.DecodeConfig(bytes.NewReader(file)); err != nil || name != kind {
			t.Errorf("%s: the test's file is none that Fyne reads: %q, %v", kind, name, err)
		}
		path := filepath.Join(t.TempDir(), "picture.png")
		if err := os.WriteFile(path, file, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := picture.Open(path); !errors.Is(err, picture.ErrFormat) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
