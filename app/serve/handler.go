package serve

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/docs"
	"github.com/oneglyph/oneglyph/model/recognizer"
)

// Access says who may ask.
type Access struct {
	// Token is what a request has to bear; empty: nothing.
	Token string
	// Loopback refuses requests that are sent to another name than this machine's own:
	// a web page may have its name lead here, to read the answers.
	Loopback bool
}

const (
	patience  = 10 * time.Second // that a request waits for its turn
	smallBody = 64 << 10         // bytes that any number of requests may hold while they are read
	largeOnes = 8                // requests that may hold more
)

//go:embed page.html
var page []byte

type handler struct {
	*service
	access Access
	work   chan struct{} // holds what is being parsed and ranked
	large  chan struct{}
}

// Handler answers requests over HTTP. Warn is called once for each reason why the
// gallery's latest version is not what is ranked by.
func Handler(r Ranker, a Access, warn func(error)) http.Handler {
	h := &handler{
		service: newService(r, warn), access: a,
		work: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), large: make(chan struct{}, largeOnes),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { serve(w, "text/html; charset=utf-8", page) })
	mux.HandleFunc("GET /openapi.yaml", func(w http.ResponseWriter, _ *http.Request) { serve(w, "application/yaml", docs.OpenAPI) })
	mux.HandleFunc("POST /rank", h.post)
	for path, method := range map[string]string{"/{$}": "GET", "/openapi.yaml": "GET", "/rank": "POST"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", method)
			fail(w, http.StatusMethodNotAllowed, fmt.Errorf("only %s is answered here", method))
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fail(w, http.StatusNotFound, errors.New("nothing is here; ask POST /rank, see /openapi.yaml"))
	})
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fail(w, http.StatusForbidden, errors.New("web pages from elsewhere are not answered"))
	}))
	return h.guard(origin.Handler(mux))
}

// guard sees to it that no browser makes more of an answer than it is, and that a
// request was meant for this machine.
func (h *handler) guard(next http.Handler) http.Handler {
	policy := "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src '" + scriptHash() + "'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			w.Header().Set(name, value)
		}
		if h.access.Loopback && !isLoopback(r.Host) {
			fail(w, http.StatusForbidden, fmt.Errorf("only requests to localhost are answered, not to %.80q", r.Host))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// scriptHash names the page's one script to browsers, which run no other.
func scriptHash() string {
	_, script, _ := strings.Cut(string(page), "<script>")
	script, _, _ = strings.Cut(script, "</script>")
	sum := sha256.Sum256([]byte(script))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// isLoopback reports whether a host, with a port or without, is this machine itself.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	return strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
}

// allowed reports whether a request bears the token.
func (h *handler) allowed(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return h.access.Token == "" ||
		strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(token), []byte(h.access.Token)) == 1
}

func (h *handler) post(w http.ResponseWriter, r *http.Request) {
	if !h.allowed(r) {
		w.Header().Set("WWW-Authenticate", "Bearer")
		fail(w, http.StatusUnauthorized, errors.New("this takes the token that the server has shown"))
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" && !strings.HasPrefix(kind, "image/") {
		fail(w, http.StatusUnsupportedMediaType, errors.New("send application/json or a picture as image/…"))
		return
	}
	// Who has said all and closes that half of the connection still waits for an answer.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer cancel()
	if r.ContentLength < 0 || r.ContentLength > smallBody {
		if !enter(ctx, h.large) {
			busy(w)
			return
		}
		defer leave(h.large)
	}
	if r.ContentLength > maxBody {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Errorf("%w: at most %d MB are read", errLarge, maxBody>>20))
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		fail(w, statusOf(err), fmt.Errorf("%w: %w", errRequest, err))
		return
	}
	if !enter(ctx, h.work) {
		busy(w)
		return
	}
	defer leave(h.work)
	h.answer(ctx, w, r, kind, body)
}

func (h *handler) answer(ctx context.Context, w http.ResponseWriter, r *http.Request, kind string, body []byte) {
	asked := request{Image: body}
	var err error
	if kind == "application/json" {
		asked, err = parse(body)
	} else if text := r.URL.Query().Get("limit"); text != "" {
		n, wrong := strconv.Atoi(text)
		if asked.Limit = &n; wrong != nil {
			n = 0 // which is refused as well
		}
		err = asked.check()
	}
	var a answer
	if err == nil {
		a, err = h.rank(ctx, asked)
	}
	if err != nil {
		send(w, statusOf(err), failure(asked.ID, err))
		return
	}
	send(w, http.StatusOK, a)
}

func statusOf(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), errors.Is(err, errLarge), errors.Is(err, recognizer.ErrTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errRequest):
		return http.StatusBadRequest
	case errors.Is(err, recognizer.ErrDrawing):
		return http.StatusUnprocessableEntity
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, recognizer.ErrClosed):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// enter waits for a place.
func enter(ctx context.Context, places chan struct{}) bool {
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func leave(places chan struct{}) { <-places }

func busy(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "5")
	fail(w, http.StatusServiceUnavailable, errBusy)
}

func fail(w http.ResponseWriter, status int, err error) { send(w, status, failure(nil, err)) }

func send(w http.ResponseWriter, status int, a answer) {
	data, err := json.Marshal(a)
	if err != nil { // it is texts and numbers
		status, data = http.StatusInternalServerError, []byte(`{"error":"the answer makes no sense"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(data, '\n')) // who no longer listens misses it
}

func serve(w http.ResponseWriter, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data)
}
