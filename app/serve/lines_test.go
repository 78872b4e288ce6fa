package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLines(t *testing.T) {
	r, _ := taught(t)
	in := strings.Join([]string{
		crossed,
		`{"id":"a",` + crossed[1:],
		``,
		`{"id":2,"strokes":[]}`,
		`junk`,
		strings.Repeat("x", maxBody+1),
		`{"id":3,"limit":1,"strokes":[[1,1,9,9],[9,1,1,9]]}`,
	}, "\r\n") // and no end of the last line
	for name, reader := range map[string]io.Reader{"at once": strings.NewReader(in), "by bytes": iotest.OneByteReader(strings.NewReader(in))} {
		var out bytes.Buffer
		if err := Lines(context.Background(), reader, &out, r, quiet); err != nil {
			t.Fatal(name, err)
		}
		got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		want := []string{
			`{"match":"×","matches":[{"name":"×","text":"\\times\n"`,
			`{"id":"a","match":"×",`,
			`{"id":2,"error":"this is no drawing to rank: gallery: no ink`,
			`{"error":"the request makes no sense: `,
			`{"error":"the request is too large: a line of more than 8 MB"}`,
			`{"id":3,"match":"×","matches":[{"name":"×"`,
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d answers: %q", name, len(got), got)
		}
		for i, line := range got {
			if !strings.HasPrefix(line, want[i]) {
				t.Errorf("%s: answer %d is %s, want %s", name, i, line, want[i])
			}
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("nobody listens") }

func TestLinesEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	if err := Lines(ctx, iotest.ErrReader(io.ErrUnexpectedEOF), io.Discard, fake{}, quiet); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	if err := Lines(ctx, strings.NewReader(crossed), broken{}, fake{}, quiet); err == nil || !strings.Contains(err.Error(), "nobody listens") {
		t.Error(err)
	}
	cancel()
	if err := Lines(ctx, strings.NewReader(crossed), io.Discard, fake{}, quiet); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Whatever a line holds, it is answered by one line, and the next one is read.
func FuzzLines(f *testing.F) {
	for _, line := range []string{crossed, `{"id":1}`, `{"strokes":[[1e9,2]]}`, `{"image":"iVBORw0KGgo="}`, "{", "\x00"} {
		f.Add(line)
	}
	r, _ := taught(f)
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n") || strings.TrimSpace(line) == "" {
			return
		}
		var out bytes.Buffer
		if err := Lines(context.Background(), strings.NewReader(line+"\n"+`{"id":"last","strokes":[[1,2]]}`), &out, r, quiet); err != nil {
			t.Fatal(err)
		}
		if got := strings.Split(out.String(), "\n"); len(got) != 3 || !strings.HasPrefix(got[1], `{"id":"last","match":`) {
			t.Errorf("%q is answered %q", line, got)
		}
	})
}
