package export

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

func TestArrayNPY(t *testing.T) {
	for shape, sides := range map[string][]int{"(2, 3, 1)": {2, 3, 1}, "(6,)": {6}} {
		var file bytes.Buffer
		want := []float32{1, -2, 3.5, 4, 5, 6}
		if err := ArrayNPY(&file, want, sides...); err != nil {
			t.Fatal(err)
		}
		data := file.Bytes()
		length := int(binary.LittleEndian.Uint16(data[8:]))
		header := string(data[10 : 10+length])
		if (10+length)%64 != 0 || !strings.HasSuffix(header, "\n") || !strings.Contains(header, "'shape': "+shape+",") {
			t.Errorf("header %q of %d bytes", header, length)
		}
		got := make([]float32, len(want))
		if err := binary.Read(bytes.NewReader(data[10+length:]), binary.LittleEndian, got); err != nil || len(data) != 10+length+24 {
			t.Fatal(err, len(data))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("number %d is %g", i, got[i])
			}
		}
	}
	if err := ArrayNPY(&bytes.Buffer{}, make([]float32, 5), 2, 3); !errors.Is(err, ErrLength) {
		t.Errorf("five numbers for (2, 3): %v", err)
	}
}

func TestNumbers(t *testing.T) {
	var file bytes.Buffer
	if err := Numbers(&file, []string{"name", "x", "y"}, []string{"a, b", "가"}, [][]float64{{1, 0.1}, {-2, 1e-9}}); err != nil {
		t.Fatal(err)
	}
	if want := "name,x,y\n\"a, b\",1,0.1\n가,-2,1e-09\n"; file.String() != want {
		t.Errorf("%q", file.String())
	}
}
