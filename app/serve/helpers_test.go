package serve

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"log"
	"math"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/recognizer"
)

// crossed is a cross as a request has it.
const crossed = `{"strokes":[[12,20,150,131,290,285],[280,14,141,150,20,297]]}`

func ring() []model.Stroke {
	var s model.Stroke
	for i := range 41 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 40)
		s = append(s, model.Point{X: float32(100 + 50*cos), Y: float32(100 + 50*sin)})
	}
	return []model.Stroke{s}
}

// taught opens a gallery of a cross and a ring.
func taught(t testing.TB) (r *recognizer.Recognizer, path string) {
	t.Helper()
	g := gallery.New()
	cross, err := g.Add("×", gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 1}, {X: 9, Y: 9}}, {{X: 9, Y: 1}, {X: 1, Y: 9}}}))
	if err == nil {
		err = g.SetText(cross.ID, "\\times\n")
	}
	if err == nil {
		_, err = g.Add("○", gallery.FromStrokes(ring()))
	}
	path = filepath.Join(t.TempDir(), "gallery.oneglyph")
	if err == nil {
		err = g.Save(path)
	}
	if err == nil {
		r, err = recognizer.Open(path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r, path
}

// picture is a PNG of a ring.
func picture(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 120, 120))
	for y := range 120 {
		for x := range 120 {
			d := math.Hypot(float64(x-60), float64(y-60))
			img.SetGray(x, y, color.Gray{Y: uint8(min(max(math.Abs(d-40)-3, 0)*255, 255))})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// serving runs a server until the test is over, and returns its address.
func serving(t testing.TB, h http.Handler, limits times) (address string) {
	t.Helper()
	l, loopback, err := Listen("127.0.0.1:0")
	if err != nil || !loopback {
		t.Fatal(loopback, err)
	}
	until(t, l, h, limits)
	return l.Addr().String()
}

func until(t testing.TB, l net.Listener, h http.Handler, limits times) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := run(ctx, l, h, log.New(io.Discard, "", 0), limits); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); running.Wait() })
}

// ask posts a request and returns the status and the answer.
func ask(t testing.TB, client *http.Client, url, kind, body string) (int, string) {
	t.Helper()
	response, err := client.Post(url, kind, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	return response.StatusCode, string(data)
}

func quiet(error) {}

// brief are short enough for a test to wait.
var brief = times{header: 300 * time.Millisecond, read: 600 * time.Millisecond, write: 5 * time.Second, idle: time.Second, shutdown: 300 * time.Millisecond}
