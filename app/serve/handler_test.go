package serve

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/oneglyph/oneglyph/docs"
	"github.com/oneglyph/oneglyph/model/recognizer"
)

// fits says what is wrong with an answer by docs/openapi.yaml.
func fits(t *testing.T, document *openapi3.T, r *http.Request, response *http.Response, body []byte) {
	t.Helper()
	item := document.Paths.Value(r.URL.Path)
	if item == nil || item.GetOperation(r.Method) == nil {
		if response.StatusCode != http.StatusNotFound && response.StatusCode != http.StatusMethodNotAllowed && response.StatusCode != http.StatusForbidden {
			t.Errorf("%s %s is answered with %d and not described", r.Method, r.URL.Path, response.StatusCode)
		}
		return
	}
	described := item.GetOperation(r.Method).Responses.Status(response.StatusCode)
	if described == nil {
		t.Errorf("%s %s is answered with %d, which is not described", r.Method, r.URL.Path, response.StatusCode)
		return
	}
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	content := described.Value.Content.Get(kind)
	if content == nil {
		t.Errorf("%s %s is answered with %s, which is not described", r.Method, r.URL.Path, kind)
		return
	}
	var value any = string(body)
	if kind == "application/json" {
		if err := json.Unmarshal(body, &value); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	if err := content.Schema.Value.VisitJSON(value); err != nil {
		t.Errorf("%s: %v", body, err)
	}
}

func description(t *testing.T) *openapi3.T {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI)
	if err == nil {
		err = document.Validate(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// Every answer is one that docs/openapi.yaml describes.
func TestAnswers(t *testing.T) {
	document := description(t)
	r, _ := taught(t)
	h := Handler(r, Access{Loopback: true}, quiet)
	withToken := Handler(r, Access{Token: "secret"}, quiet)
	ringed := string(picture(t))
	encoded := base64.StdEncoding.EncodeToString([]byte(ringed))
	type header map[string]string
	jsonType := header{"Content-Type": "application/json"}
	for name, c := range map[string]struct {
		handler http.Handler
		method  string
		path    string
		header  header
		body    string
		status  int
		want    string // in the answer
	}{
		"strokes":            {h, "POST", "/rank", jsonType, crossed, 200, `{"match":"×","matches":[{"name":"×","text":"\\times\n","similarity":0.9`},
		"image in JSON":      {h, "POST", "/rank", jsonType, `{"image":"` + encoded + `"}`, 200, `{"match":"○","matches":[{"name":"○","text":"○"`},
		"image":              {h, "POST", "/rank", header{"Content-Type": "image/png"}, ringed, 200, `"match":"○"`},
		"limit":              {h, "POST", "/rank", jsonType, `{"limit":1,` + crossed[1:], 200, `}]}`},
		"limit of an image":  {h, "POST", "/rank?limit=1", header{"Content-Type": "image/png"}, ringed, 200, `}]}`},
		"id":                 {h, "POST", "/rank", jsonType, `{"id":{"n":[1]},` + crossed[1:], 200, `{"id":{"n":[1]},"match":`},
		"page":               {h, "GET", "/", nil, "", 200, "<canvas"},
		"description":        {h, "GET", "/openapi.yaml", nil, "", 200, "openapi: 3"},
		"head":               {h, "HEAD", "/", nil, "", 200, ""},
		"with a token":       {withToken, "POST", "/rank", header{"Content-Type": "application/json", "Authorization": "bearer secret"}, crossed, 200, `"match":"×"`},
		"without the token":  {withToken, "POST", "/rank", jsonType, crossed, 401, `{"error":"this takes the token`},
		"another token":      {withToken, "POST", "/rank", header{"Content-Type": "application/json", "Authorization": "Bearer secre"}, crossed, 401, ""},
		"page without token": {withToken, "GET", "/", nil, "", 200, "<canvas"},

		"not JSON":              {h, "POST", "/rank", jsonType, `strokes`, 400, `{"error":"the request makes no sense: `},
		"two objects":           {h, "POST", "/rank", jsonType, crossed + crossed, 400, ""},
		"a list":                {h, "POST", "/rank", jsonType, `[[1,2]]`, 400, ""},
		"an unknown field":      {h, "POST", "/rank", jsonType, `{"id":7,"stroke":[[1,2]]}`, 400, `{"id":7,"error":`},
		"neither":               {h, "POST", "/rank", jsonType, `{}`, 400, "either strokes or an image"},
		"both":                  {h, "POST", "/rank", jsonType, `{"strokes":[[1,2]],"image":""}`, 400, ""},
		"x without y":           {h, "POST", "/rank", jsonType, `{"strokes":[[1,2,3]]}`, 400, "stroke 1 has an x without a y"},
		"NaN":                   {h, "POST", "/rank", jsonType, `{"strokes":[[NaN,2]]}`, 400, ""},
		"a text for a number":   {h, "POST", "/rank", jsonType, `{"strokes":[["NaN",2]]}`, 400, ""},
		"beyond 32 bits":        {h, "POST", "/rank", jsonType, `{"strokes":[[1e39,2]]}`, 400, ""},
		"far away":              {h, "POST", "/rank", jsonType, `{"strokes":[[1e30,2]]}`, 413, ""},
		"nested deep":           {h, "POST", "/rank", jsonType, `{"id":` + strings.Repeat("[", 20000), 400, ""},
		"a long ID":             {h, "POST", "/rank", jsonType, `{"id":"` + strings.Repeat("x", 2000) + `",` + crossed[1:], 400, ""},
		"limit of none":         {h, "POST", "/rank", jsonType, `{"limit":0,` + crossed[1:], 400, ""},
		"limit of many":         {h, "POST", "/rank?limit=1000", header{"Content-Type": "image/png"}, ringed, 400, ""},
		"limit of nothing":      {h, "POST", "/rank?limit=x", header{"Content-Type": "image/png"}, ringed, 400, ""},
		"no stroke":             {h, "POST", "/rank", jsonType, `{"strokes":[]}`, 422, "no ink"},
		"no position":           {h, "POST", "/rank", jsonType, `{"strokes":[[],[]]}`, 422, "no ink"},
		"no picture":            {h, "POST", "/rank", header{"Content-Type": "image/png"}, "x", 422, "not a PNG"},
		"nothing":               {h, "POST", "/rank", header{"Content-Type": "image/png"}, "", 422, ""},
		"no base64":             {h, "POST", "/rank", jsonType, `{"image":"%"}`, 400, ""},
		"many strokes":          {h, "POST", "/rank", jsonType, `{"strokes":[` + strings.Repeat("[],", 80000) + `[1,2]]}`, 413, ""},
		"long strokes":          {h, "POST", "/rank", jsonType, `{"strokes":[[` + strings.Repeat("1,2,", 100000) + `1,2]]}`, 413, ""},
		"large":                 {h, "POST", "/rank", jsonType, strings.Repeat(" ", maxBody+1), 413, "at most 8 MB"},
		"a form":                {h, "POST", "/rank", header{"Content-Type": "application/x-www-form-urlencoded"}, crossed, 415, ""},
		"plain text":            {h, "POST", "/rank", header{"Content-Type": "text/plain"}, crossed, 415, ""},
		"no type":               {h, "POST", "/rank", nil, crossed, 415, ""},
		"reading a ranking":     {h, "GET", "/rank", nil, "", 405, ""},
		"changing the page":     {h, "POST", "/", jsonType, crossed, 405, ""},
		"elsewhere":             {h, "GET", "/metrics", nil, "", 404, ""},
		"a web page":            {h, "POST", "/rank", header{"Content-Type": "application/json", "Origin": "https://evil.example"}, crossed, 403, "web pages from elsewhere"},
		"a web page's browser":  {h, "POST", "/rank", header{"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, crossed, 403, ""},
		"its preflight":         {h, "OPTIONS", "/rank", header{"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}, "", 405, ""},
		"a name that is bound":  {h, "POST", "/rank", header{"Content-Type": "application/json", "Host": "evil.example"}, crossed, 403, "only requests to localhost"},
		"the page by that name": {h, "GET", "/", header{"Host": "evil.example:80"}, "", 403, ""},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			request.Host = "localhost:7373"
			for k, v := range c.header {
				if request.Header.Set(k, v); k == "Host" {
					request.Host = v
				}
			}
			recorder := httptest.NewRecorder()
			c.handler.ServeHTTP(recorder, request)
			response := recorder.Result()
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != c.status || !strings.Contains(string(body), c.want) {
				t.Errorf("%d %.300s, want %d %s", response.StatusCode, body, c.status, c.want)
			}
			if name == "limit" || name == "limit of an image" {
				if n := strings.Count(string(body), `"name"`); n != 1 {
					t.Errorf("%d classes are returned", n)
				}
			}
			if c.method != "HEAD" {
				fits(t, document, request, response, body)
			}
			for _, name := range []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Methods"} {
				if response.Header.Get(name) != "" {
					t.Errorf("it bears %s", name)
				}
			}
			if response.Header.Get("X-Content-Type-Options") != "nosniff" || response.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("headers: %v", response.Header)
			}
		})
	}
}

func TestLoopbackNames(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:80": true, "127.0.0.1": true, "127.1.2.3:9": true, "[::1]": true, "[::1]:80": true, "::1": true,
		"": false, "example.com": false, "localhost.example.com": false, "10.0.0.1:80": false, "127.0.0.1.example.com": false, "[::]": false, "0.0.0.0": false,
	} {
		if isLoopback(host) != want {
			t.Errorf("%q is this machine: %v", host, !want)
		}
	}
}

// A request that answers of nothing has no match, and the list is one nonetheless.
func TestNoMatch(t *testing.T) {
	h := Handler(fake{}, Access{}, quiet)
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest("POST", "/rank", strings.NewReader(crossed))
	request.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(recorder, request)
	if got := strings.TrimSpace(recorder.Body.String()); got != `{"match":null,"matches":[]}` {
		t.Error(got)
	}
}

// fake knows no class.
type fake struct{ trouble, failure error }

func (f fake) Rank(context.Context, recognizer.Drawing, int) (recognizer.Ranking, error) {
	return recognizer.Ranking{}, f.failure
}
func (f fake) Err() error { return f.trouble }

// What is wrong with the gallery's file is said once, until it is something else.
func TestTroubleIsToldOnce(t *testing.T) {
	var told []string
	f := &fake{}
	s := newService(f, func(err error) { told = append(told, err.Error()) })
	for _, trouble := range []error{nil, os.ErrNotExist, os.ErrNotExist, os.ErrPermission, nil, os.ErrPermission} {
		f.trouble = trouble
		if _, err := s.rank(context.Background(), request{}); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(told, "; "); got != "file does not exist; permission denied; permission denied" {
		t.Error(got)
	}
}

func TestFailuresOfTheServer(t *testing.T) {
	for err, want := range map[error]int{errors.New("broken"): 500, recognizer.ErrClosed: 503, context.DeadlineExceeded: 503} {
		h := Handler(fake{failure: err}, Access{}, quiet)
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest("POST", "/rank", strings.NewReader(crossed))
		request.Header.Set("Content-Type", "application/json")
		if h.ServeHTTP(recorder, request); recorder.Code != want {
			t.Errorf("%v is answered with %d", err, recorder.Code)
		}
	}
}
