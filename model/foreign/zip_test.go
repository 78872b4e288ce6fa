package foreign_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/oneglyph/oneglyph/model/foreign"
)

func TestEntriesShareNoBytes(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"a", "b", "empty"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != "empty" {
			if _, err := w.Write([]byte("the same text")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	disjoint := func(data []byte) error {
		t.Helper()
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		return foreign.Disjoint(r.File, int64(len(data)))
	}
	if err := disjoint(b.Bytes()); err != nil {
		t.Error(err)
	}
	second := bytes.Index(b.Bytes(), []byte("PK\x01\x02")) + 46 + 1 // in the list, after the first and its name
	shared := bytes.Clone(b.Bytes())
	binary.LittleEndian.PutUint32(shared[second+42:], 0)
	if err := disjoint(shared); err == nil {
		t.Error("two entries at one place are taken")
	}
	long := bytes.Clone(b.Bytes())
	binary.LittleEndian.PutUint32(long[second+20:], 1<<30)
	if err := disjoint(long); !errors.Is(err, foreign.ErrOutside) {
		t.Errorf("an entry of a gigabyte: %v", err)
	}
}
