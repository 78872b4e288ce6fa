package serve

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a Chromium without a window, spoken to over two pipes by its DevTools
// protocol.
type browser struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	id      int
	session string
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		t.Skip("no Chromium is here")
	}
	in, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "oneglyph-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe", "--user-data-dir="+profile, "--lang=en", "about:blank")
	c.ExtraFiles = []*os.File{in, out}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	out.Close()
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		to.Close()
		from.Close()
		// Its helpers write for a moment after it has gone, which t.TempDir would call a
		// failure.
		for range 50 {
			if os.RemoveAll(profile) == nil {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	if err := from.SetReadDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		t.Log(err) // then go test's own limit holds
	}
	return &browser{t: t, to: to, from: bufio.NewReader(from)}
}

// call asks for one thing and waits for its answer; what else happens is passed over.
func (b *browser) call(method string, params, into any) {
	b.t.Helper()
	b.id++
	message := map[string]any{"id": b.id, "method": method, "params": params}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	data, err := json.Marshal(message)
	if err == nil {
		_, err = b.to.Write(append(data, 0))
	}
	for err == nil {
		if data, err = b.from.ReadBytes(0); err != nil {
			break
		}
		var answer struct {
			ID     int
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err = json.Unmarshal(data[:len(data)-1], &answer); err != nil || answer.ID != b.id {
			continue
		}
		if answer.Error != nil {
			b.t.Fatalf("%s: %s", method, answer.Error.Message)
		}
		if into != nil {
			err = json.Unmarshal(answer.Result, into)
		}
		if err == nil {
			return
		}
	}
	b.t.Fatalf("%s: %v", method, err)
}

// open shows a page on a screen that is touched, to somebody who reads a language.
func (b *browser) open(url, language string, width, height int) {
	b.t.Helper()
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true}, nil)
	b.call("Emulation.setTouchEmulationEnabled", map[string]any{"enabled": true}, nil)
	b.call("Emulation.setUserAgentOverride", map[string]any{"userAgent": "test", "acceptLanguage": language}, nil)
	b.call("Page.enable", map[string]any{}, nil)
	b.call("Page.navigate", map[string]any{"url": url}, nil)
}

// see waits until an expression is true.
func (b *browser) see(expression string) {
	b.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if b.eval(expression) == "true" {
			return
		}
	}
	b.t.Fatalf("never: %s; the page says %s", expression, b.eval("document.body ? document.body.innerText : ''"))
}

func (b *browser) eval(expression string) string {
	b.t.Helper()
	var value struct{ Result struct{ Value any } }
	b.call("Runtime.evaluate", map[string]any{"expression": expression}, &value)
	return fmt.Sprint(value.Result.Value)
}

// touch draws strokes of x, y, x, y, …, in parts of the pad's side.
func (b *browser) touch(strokes ...[]float64) {
	b.t.Helper()
	var box struct{ X, Y, Width float64 }
	if err := json.Unmarshal([]byte(b.eval("JSON.stringify(document.getElementById('pad').getBoundingClientRect())")), &box); err != nil {
		b.t.Fatal(err)
	}
	for _, s := range strokes {
		for i := 0; i < len(s); i += 2 {
			kind := "touchMove"
			if i == 0 {
				kind = "touchStart"
			}
			point := map[string]any{"x": box.X + s[i]*box.Width, "y": box.Y + s[i+1]*box.Width}
			b.call("Input.dispatchTouchEvent", map[string]any{"type": kind, "touchPoints": []any{point}}, nil)
		}
		b.call("Input.dispatchTouchEvent", map[string]any{"type": "touchEnd", "touchPoints": []any{}}, nil)
	}
}

// shoot keeps a picture of the page where ONEGLYPH_SHOTS names a folder.
func (b *browser) shoot(name string) {
	b.t.Helper()
	folder := os.Getenv("ONEGLYPH_SHOTS")
	if folder == "" {
		return
	}
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{}, &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err == nil {
		err = os.WriteFile(folder+"/"+name+".png", data, 0o666)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// A finger on a phone draws, and sees the ranking.
func TestPage(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	b := openBrowser(t)
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Token: "secret of the day", Loopback: true}, quiet), usual)

	b.open("http://"+address+"/#token=secret+of+the+day", "en", 360, 640)
	b.see("document.getElementById('best').textContent === 'Draw a character'")
	b.shoot("page-empty")
	if wide := b.eval("document.documentElement.scrollWidth <= innerWidth && document.getElementById('pad').clientWidth >= 300"); wide != "true" {
		t.Error("the pad does not fit the screen")
	}
	b.touch([]float64{0.2, 0.2, 0.5, 0.5, 0.8, 0.8}, []float64{0.8, 0.2, 0.5, 0.5, 0.2, 0.8})
	b.see("document.getElementById('best').textContent === '×'")
	b.see("document.querySelectorAll('li').length === 2 && document.querySelector('main').className === 'known'")
	b.shoot("page-known")
	if b.eval("document.documentElement.scrollWidth <= innerWidth") != "true" {
		t.Error("the ranking is wider than the screen")
	}
	if strokes := b.eval("strokes.length + ' ' + strokes[0].length"); strokes != "2 6" {
		t.Errorf("the touches became strokes of %s", strokes)
	}
	b.eval("document.querySelector('li button').click()")
	b.see(`document.getElementById('notice').textContent.includes('\\times')`)
	b.eval("document.getElementById('undo').click()")
	b.see("strokes.length === 1 && document.getElementById('notice').textContent === ''")
	b.eval("document.getElementById('clear').click()")
	b.see("document.getElementById('best').textContent === 'Draw a character' && !document.querySelector('li')")

	b.open("http://"+address+"/", "en", 800, 480)
	b.see("document.getElementById('best').textContent === 'Draw a character'")
	b.touch([]float64{0.2, 0.2, 0.8, 0.8})
	b.see("document.getElementById('best').textContent.includes('token')")
	b.shoot("page-refused")
	b.open("http://"+address+"/#token=secret+of+the+day", "ko", 800, 480)
	b.see("document.getElementById('best').textContent === '글자를 그려 보세요'")
	b.touch([]float64{0.5, 0.2, 0.2, 0.2, 0.2, 0.8})
	b.see("document.querySelectorAll('li').length === 2")
	b.shoot("page-korean")
	if scripts := strings.Count(string(page), "<script"); scripts != 1 {
		t.Errorf("%d scripts, of which only the first is allowed to run", scripts)
	}
}
