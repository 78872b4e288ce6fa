package cli

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// saveCross writes a gallery of a cross.
func saveCross(t *testing.T, path string) {
	t.Helper()
	g := gallery.New()
	c, err := g.Add("×", gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 1}, {X: 9, Y: 9}}, {{X: 9, Y: 1}, {X: 1, Y: 9}}}))
	if err == nil {
		err = g.SetText(c.ID, `\times`)
	}
	if err == nil {
		err = g.Save(path)
	}
	if err != nil {
		t.Fatal(err)
	}
}

const askedCross = `{"strokes":[[12,20,150,131,290,285],[280,14,141,150,20,297]]}`

// feed makes a text the standard input.
func feed(t *testing.T, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stdin
	os.Stdin = in
	t.Cleanup(func() { os.Stdin = was; in.Close() })
}

func TestRankLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.oneglyph")
	saveCross(t, path)
	feed(t, askedCross+"\njunk\n"+askedCross+"\n")
	lines := strings.Split(succeed(t, "rank", "--project", path, "-"), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], `{"match":"×","matches":[{"name":"×","text":"\\times"`) || !strings.HasPrefix(lines[1], `{"error":`) || lines[2] != lines[0] {
		t.Errorf("answers: %q", lines)
	}
	for _, args := range [][]string{{"-", "x.png"}, {"-", "--json"}, {"-", "--threshold", "0.4"}} {
		if status, out, errs := call(append([]string{"rank", "--project", path}, args...)...); status != 1 || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: %d, %q, %q", args, status, out, errs)
		}
	}
}

// The gallery is the one that the window has open unless another is named, and the
// program ends by a signal.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal ends it there")
	}
	dir := t.TempDir()
	if status, _, errs := call("--data-dir", dir, "serve", "--listen", "127.0.0.1:0"); status != 1 || !strings.Contains(errs, "open the window first") {
		t.Errorf("without a gallery: %d, %s", status, errs)
	}
	saveCross(t, store.GalleryPath(dir))
	socket := filepath.Join(dir, "socket")
	token := filepath.Join(dir, "token")
	if err := os.WriteFile(token, []byte("0123456789abcdef\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args   []string
		bearer string
		prints string // what is told
		status int    // without the token
	}{
		"loopback":   {[]string{"--listen", "127.0.0.1:0"}, "", `^http://127\.0\.0\.1:\d+/$`, 200},
		"with token": {[]string{"--listen", "localhost:0", "--token-file", token}, "0123456789abcdef", `^http://127\.0\.0\.1:\d+/#token=0123456789abcdef$`, 401},
		"everywhere": {[]string{"--listen", "0.0.0.0:0"}, "shown", `^http://[0-9a-f.:\[\]]+:\d+/#token=[A-Z2-7]{26}`, 401},
		"socket":     {[]string{"--socket", socket}, "", "^" + regexp.QuoteMeta(socket) + "$", 200},
	} {
		t.Run(name, func(t *testing.T) {
			out, told := io.Pipe()
			var errs bytes.Buffer
			ended := make(chan int, 1)
			go func() {
				ended <- Main(tested, append([]string{"--data-dir", dir, "serve"}, c.args...), told, &errs)
				told.Close()
			}()
			said := make([]byte, 4096)
			n, err := out.Read(said)
			first, _, _ := strings.Cut(string(said[:n]), "\n")
			if err != nil || !regexp.MustCompile(c.prints).MatchString(first) {
				t.Fatalf("it says %q, %v, %s", first, err, &errs)
			}
			go io.Copy(io.Discard, out)
			client, url := &http.Client{Timeout: time.Minute}, first
			if c.args[0] == "--socket" {
				client.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return net.Dial("unix", socket) }}
				url = "http://oneglyph/"
			}
			url, fragment, _ := strings.Cut(url, "#token=")
			for bearer, want := range map[string]int{"": c.status, fragment: 200} {
				request, err := http.NewRequest("POST", url+"rank", strings.NewReader(askedCross))
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Content-Type", "application/json")
				if bearer != "" {
					request.Header.Set("Authorization", "Bearer "+bearer)
				}
				response, err := client.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
				if response.StatusCode != want {
					t.Errorf("with token %q: %s", bearer, response.Status)
				}
			}
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Signal(syscall.SIGTERM)
			}
			if err != nil {
				t.Fatal(err)
			}
			if status := <-ended; status != 0 || errs.Len() > 0 {
				t.Errorf("it ends with %d, %s", status, &errs)
			}
		})
	}
}

func TestTokens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	for content, good := range map[string]bool{"0123456789abcdef": true, " 0123456789abcdef\r\n": true, "0123456789abcde": false, "": false, "0123456789 abcdef": false, "0123456789abcdé0": false} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if token, err := readToken(path); (err == nil) != good || good && token != "0123456789abcdef" {
			t.Errorf("%q: %q, %v", content, token, err)
		}
	}
}
