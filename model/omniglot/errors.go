package omniglot

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// What keeps a download from succeeding.
var (
	ErrOffline   = errors.New("no connection to the server")
	ErrProxy     = errors.New("the proxy does not let it through")
	ErrUntrusted = errors.New("what answers is not the server")
	ErrMissing   = errors.New("the server does not have the file any more")
	ErrRefused   = errors.New("the server does not give the file to everybody")
	ErrBusy      = errors.New("the server is busy")
	ErrServer    = errors.New("the server is in trouble")
	ErrStalled   = errors.New("the connection stands still")
	ErrBrokenOff = errors.New("the connection broke off")
	ErrHash      = errors.New("not the file that was published")
)

// worthRetrying reports whether another connection may do better at once.
func worthRetrying(err error) bool {
	for _, kind := range []error{ErrBusy, ErrServer, ErrStalled, ErrBrokenOff, ErrHash} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// refusal is an answer other than the file.
type refusal struct {
	kind   error
	status string
	after  time.Duration // how long the server asks to wait; 0: it does not say
}

func refusalOf(r *http.Response) refusal {
	f := refusal{kind: ErrServer, status: r.Status}
	switch code := r.StatusCode; {
	case code == http.StatusProxyAuthRequired:
		f.kind = ErrProxy
	case code == http.StatusNotFound, code == http.StatusGone:
		f.kind = ErrMissing
	case code == http.StatusRequestTimeout:
		f.kind = ErrStalled
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		f.kind = ErrBusy
		f.after = retryAfter(r.Header.Get("Retry-After"))
	case code >= 400 && code < 500:
		f.kind = ErrRefused
	}
	return f
}

func (f refusal) Error() string { return fmt.Sprintf("%v: it answers %s", f.kind, f.status) }

func (f refusal) Unwrap() error { return f.kind }

// retryAfter reads a header that holds seconds or a date.
func retryAfter(header string) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if date, err := http.ParseTime(header); err == nil {
		return max(time.Until(date), 0)
	}
	return 0
}

// unconnected says what it means that no answer came. The errors of HTTP/2 have no
// types of their own, so that only those which say that there is no way to the
// server count as such; the others broke off what had begun.
func unconnected(ctx context.Context, err error) error {
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(context.Cause(ctx), ErrStalled):
		return context.Cause(ctx)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &op) && op.Op == "proxyconnect",
		strings.Contains(err.Error(), http.StatusText(http.StatusProxyAuthRequired)): // all that an https client is told
		return fmt.Errorf("%w: %w", ErrProxy, err)
	case errors.As(err, &certificate), errors.Is(err, http.ErrSchemeMismatch): // a login page of a network often does so
		return fmt.Errorf("%w: %w", ErrUntrusted, err)
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Errorf("%w: %w", ErrOffline, err)
	}
	return fmt.Errorf("%w: %w", ErrBrokenOff, err)
}

// cutShort says what it means that an answer did not come to its end.
func cutShort(ctx context.Context, err error) error {
	switch {
	case errors.Is(context.Cause(ctx), ErrStalled):
		return context.Cause(ctx)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return fmt.Errorf("%w: %w", ErrBrokenOff, err)
}
