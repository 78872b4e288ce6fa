package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"golang.org/x/net/netutil"
)

const (
	maxConnections = 1024
	maxHeader      = 16 << 10 // bytes
)

// times are how long a connection may take over each thing.
type times struct{ header, read, write, idle, shutdown time.Duration }

// usual is ample: a person's drawing is sent and ranked in milliseconds.
var usual = times{header: 5 * time.Second, read: 15 * time.Second, write: 30 * time.Second, idle: time.Minute, shutdown: 5 * time.Second}

// Run serves the connections of a listener until the context is done, then lets what is
// under way come to an end, for five seconds at most. Trouble is logged.
func Run(ctx context.Context, l net.Listener, h http.Handler, trouble *log.Logger) error {
	return run(ctx, l, h, trouble, usual)
}

func run(ctx context.Context, l net.Listener, h http.Handler, trouble *log.Logger, t times) error {
	server := &http.Server{
		Handler: h, MaxHeaderBytes: maxHeader, ReadHeaderTimeout: t.header,
		ReadTimeout: t.read, WriteTimeout: t.write, IdleTimeout: t.idle, ErrorLog: trouble,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(netutil.LimitListener(l, maxConnections)) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.shutdown)
	defer cancel()
	if server.Shutdown(ending) != nil {
		server.Close() // whoever is left had time enough
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// Listen waits for connections at a TCP address and says whether only this machine can
// reach it.
func Listen(address string) (l net.Listener, loopback bool, err error) {
	if l, err = net.Listen("tcp", address); err != nil {
		return nil, false, err
	}
	at, ok := l.Addr().(*net.TCPAddr)
	return l, ok && at.IP.IsLoopback(), nil
}

// ListenSocket waits for connections at a Unix socket, which it makes, and which this
// user alone can open. One that a killed program left there is replaced.
func ListenSocket(path string) (net.Listener, error) {
	if info, err := os.Lstat(path); err == nil {
		if info.Mode().Type() != fs.ModeSocket {
			return nil, fmt.Errorf("%s is there already and no socket", path)
		}
		if c, err := net.Dial("unix", path); err == nil {
			c.Close()
			return nil, fmt.Errorf("%s: another program answers there", path)
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}
