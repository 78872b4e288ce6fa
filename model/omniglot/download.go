package omniglot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
)

// Downloader fetches files over HTTP. A download that is cancelled or breaks off
// leaves what it has in a .part file, from which the next one goes on.
type Downloader struct {
	Client   *http.Client  // nil: one that takes its proxy from the environment
	Patience time.Duration // with next to no bytes, before a connection counts as stalled; 0: 20 s
	Tries    int           // connections in a row that bring next to nothing; 0: 4
	Pause    time.Duration // before the second of them, doubled before each further one; 0: 2 s
}

// A connection that brought so many bytes was worth the try.
const worthwhile = 64 << 10

// longestPause is what a server can ask for at most before the next try.
const longestPause = 30 * time.Second

// Transfer is how far a download has come.
type Transfer struct {
	Done, Total int64         // bytes
	Speed       float64       // bytes a second, of late
	Left        time.Duration // 0 while unknown
}

// Get returns the path of the source's file in a folder, downloading it unless it
// is there already, whole and unchanged. Progress, unless nil, is called on the
// caller's goroutine some ten times a second. Errors are ctx's, the file
// system's, and those of errors.go.
func (d Downloader) Get(ctx context.Context, s Source, folder string, progress func(Transfer)) (string, error) {
	path := filepath.Join(folder, s.Name)
	if checkFile(path, s) == nil {
		return path, nil
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", fmt.Errorf("omniglot: download: %w", err)
	}
	if err := d.complete(ctx, s, path+".part", progress); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("omniglot: download %s: %w", s.URL, err)
	}
	if err := atomicfile.Rename(path+".part", path); err != nil {
		return "", fmt.Errorf("omniglot: download: %w", err)
	}
	return path, nil
}

// complete fills the part file, in as many connections as it takes and may.
func (d Downloader) complete(ctx context.Context, s Source, part string, progress func(Transfer)) error {
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer f.Close()
	tries, pause := d.Tries, d.Pause
	if tries == 0 {
		tries = 4
	}
	if pause == 0 {
		pause = 2 * time.Second
	}
	began, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	most := began
	for failed := 0; ; {
		resumed, err := d.connect(ctx, s, f, progress)
		if err == nil {
			err = checkContent(f, s)
			if err == nil {
				return f.Sync()
			}
			if truncErr := f.Truncate(0); truncErr != nil { // worthless
				return truncErr
			}
			if !resumed { // it would be the same again
				return err
			}
		}
		have, seekErr := f.Seek(0, io.SeekEnd)
		if seekErr != nil {
			return seekErr
		}
		if errors.Is(err, ErrOffline) && most > began { // a moment ago there was a connection
			err = fmt.Errorf("%w: %v", ErrBrokenOff, err)
		}
		if have >= most+worthwhile {
			failed = 0
		}
		most = max(most, have)
		if failed++; !worthRetrying(err) || failed >= tries {
			return err
		}
		wait := pause << (failed - 1)
		var no refusal
		if errors.As(err, &no) {
			wait = max(wait, min(no.after, longestPause))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// connect goes on from what the file holds.
func (d Downloader) connect(ctx context.Context, s Source, f *os.File, progress func(Transfer)) (resumed bool, err error) {
	have, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return false, err
	}
	if have > s.Size {
		have = 0
	}
	if have == s.Size {
		return true, nil
	}
	ctx, alive := withPatience(ctx, d.Patience)
	defer alive.stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL, nil)
	if err != nil {
		return false, err
	}
	if have > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	client := d.Client
	if client == nil {
		client = http.DefaultClient
	}
	// What is dead may still be kept for the next request.
	defer func() {
		if err != nil {
			client.CloseIdleConnections()
		}
	}()
	response, err := client.Do(request)
	if err != nil {
		return false, unconnected(ctx, err)
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusPartialContent && have > 0:
		var from int64
		if _, err := fmt.Sscanf(response.Header.Get("Content-Range"), "bytes %d-", &from); err != nil || from != have {
			return false, fmt.Errorf("%w: asked for the part from byte %d on it sends %q", ErrServer, have, response.Header.Get("Content-Range"))
		}
		resumed = true
	case response.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		if err := f.Truncate(0); err != nil {
			return false, err
		}
		return true, fmt.Errorf("%w: there it ends before byte %d", ErrHash, have)
	case response.StatusCode == http.StatusOK:
		have = 0 // all of it, whatever was asked
	default:
		return false, refusalOf(response)
	}
	if err := f.Truncate(have); err != nil {
		return resumed, err
	}
	if _, err := f.Seek(have, io.SeekStart); err != nil {
		return resumed, err
	}
	return resumed, d.copy(ctx, s, f, have, alive.watch(response.Body), progress)
}

// copy writes a connection's bytes to the file, one more than the source has at
// most.
func (d Downloader) copy(ctx context.Context, s Source, f *os.File, have int64, body io.Reader, progress func(Transfer)) error {
	meter := newMeter(have, s.Size, progress)
	buf := make([]byte, 32<<10)
	for {
		n, readErr := body.Read(buf[:min(int64(len(buf)), s.Size+1-have)])
		if _, err := f.Write(buf[:n]); err != nil {
			return err
		}
		have += int64(n)
		meter.at(have)
		switch {
		case have > s.Size:
			return fmt.Errorf("%w: it is longer than %d bytes", ErrHash, s.Size)
		case errors.Is(readErr, io.EOF) && have == s.Size:
			return nil
		case errors.Is(readErr, io.EOF):
			return fmt.Errorf("%w after %d of %d bytes", ErrBrokenOff, have, s.Size)
		case readErr != nil:
			return cutShort(ctx, readErr)
		}
	}
}

func checkFile(path string, s Source) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return checkContent(f, s)
}

// checkContent compares a file with the source's hash.
func checkContent(f *os.File, s Source) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != s.SHA256 {
		return fmt.Errorf("%w: its SHA-256 is %s, not %s", ErrHash, got, s.SHA256)
	}
	return nil
}
