package omniglot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// mirror serves one file, as badly as a test wants.
type mirror struct {
	*httptest.Server
	content  []byte
	source   Source
	requests atomic.Int64
	ranges   atomic.Int64 // requests for a part
}

// serve starts a mirror. Without a handler it serves its file well; bad is given
// the number of the request, from 1, and says whether it has dealt with it.
func serve(t *testing.T, bad func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool) *mirror {
	t.Helper()
	m := &mirror{content: make([]byte, 200_000)}
	for i := range m.content {
		m.content[i] = byte(rand.Uint32())
	}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := m.requests.Add(1)
		if r.Header.Get("Range") != "" {
			m.ranges.Add(1)
		}
		if bad == nil || !bad(m, n, w, r) {
			http.ServeContent(w, r, "set.zip", time.Time{}, bytes.NewReader(m.content))
		}
	}))
	t.Cleanup(m.Close)
	m.source = sourceOf(m)
	return m
}

func sourceOf(m *mirror) Source {
	sum := sha256.Sum256(m.content)
	return Source{"set.zip", m.URL + "/set.zip", int64(len(m.content)), hex.EncodeToString(sum[:])}
}

// quick is a downloader that soon tries again.
var quick = Downloader{Patience: time.Minute, Tries: 3, Pause: time.Millisecond}

// breakOff sends some of the file and closes the connection.
func breakOff(m *mirror, w http.ResponseWriter, from, n int) {
	w.Header().Set("Content-Length", fmt.Sprint(len(m.content)-from))
	if from > 0 {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(m.content)-1, len(m.content)))
		w.WriteHeader(http.StatusPartialContent)
	}
	_, _ = w.Write(m.content[from : from+n])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

func rangeStart(r *http.Request) (from int) {
	_, _ = fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
	return from
}

func whole(t *testing.T, m *mirror, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(data, m.content) {
		t.Fatalf("%d bytes arrived (%v)", len(data), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDownload(t *testing.T) {
	m := serve(t, nil)
	folder := filepath.Join(t.TempDir(), "new", "folder")
	var last Transfer
	path, err := quick.Get(t.Context(), m.source, folder, func(p Transfer) {
		if p.Done < last.Done || p.Total != m.source.Size {
			t.Errorf("%+v after %+v", p, last)
		}
		last = p
	})
	if err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
	if last.Done != m.source.Size {
		t.Errorf("at the end %+v", last)
	}
	if _, err := quick.Get(t.Context(), m.source, folder, nil); err != nil || m.requests.Load() != 1 {
		t.Errorf("what is there is fetched again: %d requests, %v", m.requests.Load(), err)
	}
	if err := os.WriteFile(path, []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := quick.Get(t.Context(), m.source, folder, nil); err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
}

// TestBreakingOff: every connection but the last brings a piece.
func TestBreakingOff(t *testing.T) {
	m := serve(t, func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool {
		if n < 3 {
			breakOff(m, w, rangeStart(r), 50_000)
		}
		return false
	})
	path, err := quick.Get(t.Context(), m.source, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
	if m.ranges.Load() != 2 {
		t.Errorf("%d of %d requests went on from what was there", m.ranges.Load(), m.requests.Load())
	}
}

func TestServerThatIgnoresRanges(t *testing.T) {
	m := serve(t, func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool {
		if n == 1 {
			breakOff(m, w, 0, 50_000)
		}
		r.Header.Del("Range")
		return false
	})
	path, err := quick.Get(t.Context(), m.source, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
}

// TestPartOfAnotherFile: what a .part file holds need not belong to what the
// server has now.
func TestPartOfAnotherFile(t *testing.T) {
	m := serve(t, nil)
	folder := t.TempDir()
	for _, n := range []int{1000, 200_000, 300_000} {
		if err := os.WriteFile(filepath.Join(folder, "set.zip.part"), make([]byte, n), 0o666); err != nil {
			t.Fatal(err)
		}
		path, err := quick.Get(t.Context(), m.source, folder, nil)
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		whole(t, m, path)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCancelledDownloadGoesOnLater(t *testing.T) {
	release := make(chan struct{})
	m := serve(t, func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool {
		if n > 1 {
			return false
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(m.content)))
		_, _ = w.Write(m.content[:100_000])
		w.(http.Flusher).Flush()
		<-release
		return true
	})
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	_, err := quick.Get(ctx, m.source, folder, func(p Transfer) { cancel() })
	close(release)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	path, err := quick.Get(t.Context(), m.source, folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
	if m.ranges.Load() != 1 {
		t.Error("it began anew")
	}
}

func TestDownloadTrouble(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	status := func(code int) func(*mirror, int64, http.ResponseWriter, *http.Request) bool {
		return func(_ *mirror, _ int64, w http.ResponseWriter, _ *http.Request) bool {
			http.Error(w, "sorry", code)
			return true
		}
	}
	for name, c := range map[string]struct {
		bad      func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool
		source   func(*Source)
		proxy    string
		want     error
		requests int64
	}{
		"404": {bad: status(404), want: ErrMissing, requests: 1},
		"410": {bad: status(410), want: ErrMissing, requests: 1},
		"400": {bad: status(400), want: ErrRefused, requests: 1},
		"401": {bad: status(401), want: ErrRefused, requests: 1},
		"403": {bad: status(403), want: ErrRefused, requests: 1},
		"451": {bad: status(451), want: ErrRefused, requests: 1},
		"408": {bad: status(408), want: ErrStalled, requests: 3},
		"429": {bad: status(429), want: ErrBusy, requests: 3},
		"500": {bad: status(500), want: ErrServer, requests: 3},
		"502": {bad: status(502), want: ErrServer, requests: 3},
		"503": {bad: status(503), want: ErrBusy, requests: 3},
		"504": {bad: status(504), want: ErrServer, requests: 3},
		"407": {bad: status(407), want: ErrProxy, requests: 1},
		"stalls": {bad: func(m *mirror, _ int64, w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Content-Length", fmt.Sprint(len(m.content)))
			_, _ = w.Write(m.content[:1000])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			return true
		}, want: ErrStalled},
		"never answers": {bad: func(_ *mirror, _ int64, _ http.ResponseWriter, r *http.Request) bool {
			<-r.Context().Done()
			return true
		}, want: ErrStalled},
		"breaks off": {bad: func(m *mirror, _ int64, w http.ResponseWriter, _ *http.Request) bool {
			breakOff(m, w, 0, 1000)
			return true
		}, want: ErrBrokenOff, requests: 3},
		"wrong hash": {source: func(s *Source) { s.SHA256 = strings.Repeat("0", 64) }, want: ErrHash, requests: 1},
		"longer":     {source: func(s *Source) { s.Size -= 1000 }, want: ErrHash},
		"shorter":    {source: func(s *Source) { s.Size += 1000 }, want: ErrBrokenOff},
		"offline":    {source: func(s *Source) { s.URL = gone.URL }, want: ErrOffline},
		"no host":    {source: func(s *Source) { s.URL = "http://nowhere.invalid/set.zip" }, want: ErrOffline},
		"no proxy":   {proxy: gone.URL, want: ErrProxy},
	} {
		t.Run(name, func(t *testing.T) {
			m := serve(t, c.bad)
			if c.source != nil {
				c.source(&m.source)
			}
			d, folder := quick, t.TempDir()
			if errors.Is(c.want, ErrStalled) {
				d.Patience = 50 * time.Millisecond
			}
			if c.proxy != "" {
				address, err := url.Parse(c.proxy)
				if err != nil {
					t.Fatal(err)
				}
				d.Client = &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(address)}}
			}
			_, err := d.Get(t.Context(), m.source, folder, nil)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), m.source.URL) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if n := m.requests.Load(); c.requests > 0 && n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
			if _, err := os.Stat(filepath.Join(folder, "set.zip")); err == nil {
				t.Error("a file is there all the same")
			}
		})
	}
}

// TestSource: what is published can be a file.
func TestSource(t *testing.T) {
	s := Background()
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Path, "/"+s.Name) {
		t.Errorf("%+v", s)
	}
	if sum, err := hex.DecodeString(s.SHA256); err != nil || len(sum) != sha256.Size || s.Size < 1<<20 || s.Size > maxArchive {
		t.Errorf("%+v", s)
	}
}
