package serve

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/recognizer"
)

func dial(t testing.TB, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

const head = "POST /rank HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

// answers reports whether the server ranks as ever.
func answers(t *testing.T, address string) {
	t.Helper()
	if status, body := ask(t, http.DefaultClient, "http://"+address+"/rank", "application/json", crossed); status != 200 || !strings.HasPrefix(body, `{"match":"×"`) {
		t.Errorf("a good request is answered with %d %s", status, body)
	}
}

// Whoever sends nothing, or not all of it, is left, and holds up nobody else.
func TestTheSlowAreLeft(t *testing.T) {
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Loopback: true}, quiet), brief)
	began := time.Now()
	var slow []net.Conn
	for _, said := range []string{"", "POST", head, head + "Content-Length: 20\r\n\r\n{", head + "Content-Length: 8000000\r\n\r\n{", head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"} {
		c := dial(t, address)
		if _, err := io.WriteString(c, said); err != nil {
			t.Fatal(err)
		}
		slow = append(slow, c)
	}
	answers(t, address)
	for i, c := range slow {
		if _, err := io.Copy(io.Discard, c); err != nil && !isReset(err) {
			t.Errorf("connection %d: %v", i, err)
		}
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("they are left after %v", took)
	}
}

func isReset(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && !op.Timeout()
}

// unhurried ranks nothing, and takes its time unless it is called off.
type unhurried struct{ fake }

func (unhurried) Rank(ctx context.Context, _ recognizer.Drawing, _ int) (recognizer.Ranking, error) {
	select {
	case <-ctx.Done():
		return recognizer.Ranking{}, ctx.Err()
	case <-time.After(300 * time.Millisecond):
		return recognizer.Ranking{}, nil
	}
}

// Who has said all may close that half of the connection.
func TestHalfClosed(t *testing.T) {
	address := serving(t, Handler(unhurried{}, Access{Loopback: true}, quiet), usual)
	c := dial(t, address)
	if _, err := io.WriteString(c, head+"Content-Length: 80\r\n\r\n"+crossed+strings.Repeat(" ", 80-len(crossed))); err != nil {
		t.Fatal(err)
	}
	if err := c.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil || !strings.HasPrefix(string(body), `{"match":null`) {
		t.Errorf("%s, %v", body, err)
	}
}

// What is no HTTP, or means harm by it, is refused.
func TestStrangeRequests(t *testing.T) {
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Loopback: true}, quiet), brief)
	for name, said := range map[string]string{
		"noise":           "\x16\x03\x01\x00\xa5\x01\x00\r\n\r\n",
		"no host":         "GET / HTTP/1.1\r\n\r\n",
		"two hosts":       "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"a long header":   "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 100_000) + "\r\n\r\n",
		"two lengths":     head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
		"length below 0":  head + "Content-Length: -1\r\n\r\n",
		"chunks of junk":  head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
		"a chunk of ages": head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
		"up and out":      "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"escaped":         "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"backwards":       "GET /..\\..\\etc\\passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"a proxy's":       "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"a tunnel":        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
	} {
		c := dial(t, address)
		if _, err := io.WriteString(c, said); err != nil && !isReset(err) {
			t.Fatal(err)
		}
		answered, err := io.ReadAll(c)
		if err != nil && !isReset(err) {
			t.Errorf("%s: %v", name, err)
		}
		if strings.HasPrefix(string(answered), "HTTP/1.1 2") || strings.Contains(string(answered), "root:") {
			t.Errorf("%s is answered %.200q", name, answered)
		}
	}
	answers(t, address)
}

// A thousand connections that stay silent, and a thousand requests at once, leave room
// for others.
func TestAThousandConnections(t *testing.T) {
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Loopback: true}, quiet), usual)
	before := runtime.NumGoroutine()
	var open []net.Conn
	for range 1000 {
		open = append(open, dial(t, address))
	}
	answers(t, address)
	for _, c := range open {
		c.Close()
	}

	client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1000, MaxIdleConnsPerHost: 1000}, Timeout: time.Minute}
	var asking sync.WaitGroup
	var mu sync.Mutex
	counts := map[int]int{}
	for range 1000 {
		asking.Go(func() {
			status, _ := ask(t, client, "http://"+address+"/rank", "application/json", crossed)
			mu.Lock()
			counts[status]++
			mu.Unlock()
		})
	}
	asking.Wait()
	if counts[200]+counts[503] != 1000 || counts[200] < 100 {
		t.Errorf("answered with %v", counts)
	}
	client.CloseIdleConnections()
	http.DefaultClient.CloseIdleConnections()
	for end := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before+10 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before+10 {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// bomb is a PNG of so many blank pixels a side, some kilobytes long. Of a side that
// nothing may have, only the first rows are there.
func bomb(t *testing.T, side int) []byte {
	t.Helper()
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	row := make([]byte, 1+side/8)
	for range min(side, 10_000) {
		if _, err := z.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	size := binary.BigEndian.AppendUint32(nil, uint32(side))
	chunk("IHDR", append(binary.BigEndian.AppendUint32(size, uint32(side)), 1, 0, 0, 0, 0))
	chunk("IDAT", pixels.Bytes())
	chunk("IEND", nil)
	return out
}

// Pictures that are small files and huge in memory come one after another, or not at
// all, and strokes are ranked beside them.
func TestPictureBombs(t *testing.T) {
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Loopback: true}, quiet), usual)
	var most uint64
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	})
	var asking sync.WaitGroup
	for _, side := range []int{1500, 1500, 8000, 8000, 8000, 40_000, 500_000} {
		data := string(bomb(t, side))
		asking.Go(func() {
			status, body := ask(t, http.DefaultClient, "http://"+address+"/rank", "image/png", data)
			want := map[bool][]int{true: {422, 503}, false: {413}}[side < 2000]
			if status != want[0] && status != want[len(want)-1] {
				t.Errorf("%d pixels a side: %d %s", side, status, body)
			}
		})
	}
	answers(t, address)
	asking.Wait()
	close(stop)
	watching.Wait()
	if most > 700<<20 {
		t.Errorf("%d MB of memory were in use", most>>20)
	}
	t.Logf("%d MB of memory at most", most>>20)
}

// Large requests wait for each other, so that they cannot fill the memory together.
func TestLargeRequestsWaitForEachOther(t *testing.T) {
	r, _ := taught(t)
	h := Handler(r, Access{Loopback: true}, quiet)
	address := serving(t, h, times{header: time.Second, read: 3 * time.Second, write: 20 * time.Second, idle: time.Second, shutdown: time.Second})
	for range 4 * largeOnes {
		c := dial(t, address)
		if _, err := io.WriteString(c, head+"Content-Length: 8000000\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	answers(t, address) // a small one, at once
	if status, _ := ask(t, http.DefaultClient, "http://"+address+"/rank", "application/json", strings.Repeat(" ", smallBody)+crossed); status != 200 && status != 503 {
		t.Errorf("a large one is answered with %d", status)
	}
}

// What is under way is answered before the server ends, and what never comes to an end
// is left.
func TestShutdown(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("sockets are removed by themselves")
	}
	r, _ := taught(t)
	path := t.TempDir() + "/socket"
	l, err := ListenSocket(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	if _, err := ListenSocket(path); err == nil || !strings.Contains(err.Error(), "another program answers") {
		t.Errorf("a second server: %v", err)
	}
	t.Run("while it runs", func(t *testing.T) {
		until(t, l, Handler(r, Access{}, quiet), brief)
		c, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, strings.Replace(head, "localhost", "anything", 1)+"Content-Length: 80\r\n\r\n"+crossed+strings.Repeat(" ", 80-len(crossed))); err != nil {
			t.Fatal(err)
		}
		silent, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { silent.Close(); c.Close() })
		time.Sleep(50 * time.Millisecond)
		t.Cleanup(func() {
			response, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil || response.StatusCode != 200 {
				t.Errorf("%+v, %v", response, err)
			}
		})
	})
	if _, err := os.Lstat(path); err == nil {
		t.Error("the socket is there still")
	}
	// One that was left behind gives way, a file does not.
	l, err = ListenSocket(path)
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	l.Close()
	if l, err = ListenSocket(path); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ListenSocket(path); err == nil || !strings.Contains(err.Error(), "no socket") {
		t.Error(err)
	}
}
