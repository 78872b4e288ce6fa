package omniglot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// What keeps a download from succeeding.
var (
	ErrOffline   = errors.New("no connection to the server")
	ErrProxy     = errors.New("the proxy does not let it through")
	ErrMissing   = errors.New("the server does not have the file any more")
	ErrServer    = errors.New("the server is in trouble")
	ErrStalled   = errors.New("the connection stands still")
	ErrBrokenOff = errors.New("the connection broke off")
	ErrHash      = errors.New("not the file that was published")
)

// worthRetrying says whether another connection may do better at once.
func worthRetrying(err error) bool {
	return errors.Is(err, ErrServer) || errors.Is(err, ErrStalled) || errors.Is(err, ErrBrokenOff) || errors.Is(err, ErrHash)
}

// refusal is what an answer other than the file means.
func refusal(r *http.Response) error {
	kind := ErrServer
	switch {
	case r.StatusCode == http.StatusProxyAuthRequired:
		kind = ErrProxy
	case r.StatusCode >= 400 && r.StatusCode < 500 && r.StatusCode != http.StatusTooManyRequests:
		kind = ErrMissing
	}
	return fmt.Errorf("%w: it answers %s", kind, r.Status)
}

// plain says what a failed connection means.
func plain(ctx context.Context, err error) error {
	var op *net.OpError
	switch {
	case errors.Is(context.Cause(ctx), ErrStalled):
		return ErrStalled
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &op) && op.Op == "proxyconnect",
		strings.Contains(err.Error(), http.StatusText(http.StatusProxyAuthRequired)): // all that an https client is told
		return fmt.Errorf("%w: %w", ErrProxy, err)
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Errorf("%w: %w", ErrOffline, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return fmt.Errorf("%w: %w", ErrBrokenOff, err)
	}
	return fmt.Errorf("%w: %w", ErrOffline, err)
}
