package omniglot

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// secure makes a mirror speak HTTP/2, as GitHub does.
func secure(t *testing.T, bad func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool) (*mirror, Downloader) {
	t.Helper()
	m := serve(t, bad)
	h := m.Config.Handler
	m.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("asked in %s", r.Proto)
		}
		h.ServeHTTP(w, r)
	}))
	m.EnableHTTP2 = true
	m.StartTLS()
	t.Cleanup(m.Close)
	m.source.URL = m.URL + "/set.zip"
	d := quick
	d.Client = m.Client()
	return m, d
}

// TestHTTP2 breaks streams and whole connections.
func TestHTTP2(t *testing.T) {
	for name, end := range map[string]func(m *mirror){
		"stream reset":    func(*mirror) { panic(http.ErrAbortHandler) },
		"connection lost": func(m *mirror) { m.CloseClientConnections(); panic(http.ErrAbortHandler) },
		"going away":      func(m *mirror) { go m.Config.Close(); time.Sleep(20 * time.Millisecond); panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			m, d := secure(t, func(m *mirror, n int64, w http.ResponseWriter, r *http.Request) bool {
				from := rangeStart(r)
				if n > 2 {
					return false
				}
				w.Header().Set("Content-Length", fmt.Sprint(len(m.content)-from))
				if from > 0 {
					w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(m.content)-1, len(m.content)))
					w.WriteHeader(http.StatusPartialContent)
				}
				_, _ = w.Write(m.content[from : from+50_000])
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond) // let it arrive
				end(m)
				return true
			})
			folder := t.TempDir()
			path, err := d.Get(t.Context(), m.source, folder, nil)
			if name == "going away" { // and never comes back
				if !errors.Is(err, ErrBrokenOff) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			whole(t, m, path)
			if m.ranges.Load() == 0 {
				t.Error("it began anew")
			}
		})
	}
}

// broken is a transport that fails in a way of its own, n times.
type broken struct {
	http.RoundTripper
	times  int64
	asked  atomic.Int64
	atOnce error // instead of an answer
	later  error // after half of what was asked for
}

func (b *broken) RoundTrip(r *http.Request) (*http.Response, error) {
	if b.asked.Add(1) > b.times {
		return b.RoundTripper.RoundTrip(r)
	}
	if b.atOnce != nil && (b.later == nil || b.asked.Load() > 1) {
		return nil, b.atOnce
	}
	response, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		half := io.LimitReader(response.Body, response.ContentLength/2)
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(half, failing{b.later}), response.Body}
	}
	return response, err
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func failure(op string, errno syscall.Errno) error {
	return &net.OpError{Op: op, Net: "tcp", Err: os.NewSyscallError(op, errno)}
}

// TestBreaksOfEveryKind: whatever breaks a transfer off, it goes on.
func TestBreaksOfEveryKind(t *testing.T) {
	goAway := errors.New("http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=ENHANCE_YOUR_CALM")
	for name, b := range map[string]*broken{
		"timed out":        {later: failure("read", syscall.ETIMEDOUT)},
		"unreachable":      {later: failure("read", syscall.ENETUNREACH)},
		"no route":         {later: failure("read", syscall.EHOSTUNREACH)},
		"reset":            {later: failure("read", syscall.ECONNRESET)},
		"GOAWAY":           {later: goAway},
		"stream error":     {later: errors.New("stream error: stream ID 1; INTERNAL_ERROR; received from peer")},
		"cut short":        {later: io.ErrUnexpectedEOF},
		"GOAWAY at once":   {atOnce: goAway},
		"no answer":        {atOnce: errors.New("http2: timeout awaiting response headers")},
		"hung up":          {atOnce: io.EOF},
		"network then off": {later: failure("read", syscall.ENETUNREACH), atOnce: failure("dial", syscall.ENETUNREACH)},
	} {
		for _, times := range []int64{2, 100} {
			m := serve(t, nil)
			b.RoundTripper, b.times = http.DefaultTransport, times
			b.asked.Store(0)
			d := quick
			d.Client = &http.Client{Transport: b}
			path, err := d.Get(t.Context(), m.source, t.TempDir(), nil)
			if times == 2 {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				} else {
					whole(t, m, path)
				}
			} else if !errors.Is(err, ErrBrokenOff) || errors.Is(err, ErrOffline) {
				t.Errorf("%s, for ever: %v", name, err)
			}
		}
	}
}

// TestNotTheServer: a certificate that nobody vouches for, and a login page that
// speaks plain HTTP.
func TestNotTheServer(t *testing.T) {
	m, d := secure(t, nil)
	d.Client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{}, ForceAttemptHTTP2: true}}
	if _, err := d.Get(t.Context(), m.source, t.TempDir(), nil); !errors.Is(err, ErrUntrusted) {
		t.Errorf("%v", err)
	}
	plain := serve(t, nil)
	plain.source.URL = strings.Replace(plain.source.URL, "http:", "https:", 1)
	if _, err := quick.Get(t.Context(), plain.source, t.TempDir(), nil); !errors.Is(err, ErrUntrusted) {
		t.Errorf("%v", err)
	}
}

// TestFlakyConnection: each connection brings a piece that was worth it, so that
// there may be more of them than tries.
func TestFlakyConnection(t *testing.T) {
	m := serve(t, nil)
	m.content = bytes.Repeat(m.content, 5)
	const piece = worthwhile + 1000
	n := 0
	m.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		from := rangeStart(r)
		breakOff(m, w, from, min(piece, len(m.content)-from))
	})
	m.source = sourceOf(m)
	path, err := quick.Get(t.Context(), m.source, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, m, path)
	if n <= quick.Tries {
		t.Errorf("%d connections prove nothing", n)
	}
}

// TestTrickle: a byte now and then is no transfer.
func TestTrickle(t *testing.T) {
	m := serve(t, func(m *mirror, _ int64, w http.ResponseWriter, r *http.Request) bool {
		w.Header().Set("Content-Length", fmt.Sprint(len(m.content)))
		for i := 0; r.Context().Err() == nil; i++ {
			_, _ = w.Write(m.content[i : i+1])
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
		return true
	})
	d := quick
	d.Patience = 200 * time.Millisecond // 51 bytes
	began := time.Now()
	_, err := d.Get(t.Context(), m.source, t.TempDir(), nil)
	if !errors.Is(err, ErrStalled) || !strings.Contains(err.Error(), "fewer than 51 bytes in 200ms") {
		t.Errorf("%v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("after %s", took)
	}
}

// TestBusyServer says how long to wait, within reason.
func TestBusyServer(t *testing.T) {
	for header, want := range map[string]time.Duration{"": 0, "1": time.Second, "-5": 0, "soon": 0, "Fri, 31 Dec 1999 23:59:59 GMT": 0} {
		r := &http.Response{StatusCode: 429, Status: "429 Too Many Requests", Header: http.Header{"Retry-After": {header}}}
		if f := refusalOf(r); f.after != want || !errors.Is(f, ErrBusy) {
			t.Errorf("%q: %s, %v", header, f.after, f)
		}
	}
	m := serve(t, func(_ *mirror, n int64, w http.ResponseWriter, _ *http.Request) bool {
		if n > 1 {
			return false
		}
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	began := time.Now()
	if _, err := quick.Get(t.Context(), m.source, t.TempDir(), nil); err != nil || time.Since(began) < time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}
