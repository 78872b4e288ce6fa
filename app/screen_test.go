package app

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// screen is a display without a monitor, and a hand and keys on it.
type screen struct{ display string }

// newScreen starts a screen that lasts as long as the test. Where the tools for
// it are missing, the test is skipped, or fails if everything must be tested.
func newScreen(t *testing.T) screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" && runtime.GOOS == "linux" { // the others have neither
				t.Fatalf("%v: it is needed to test in a real window", err)
			}
			t.Skipf("%v: no test in a real window", err)
		}
	}
	// Without -noreset the server begins anew whenever its last client leaves,
	// and refuses those that come just then.
	number, writeEnd, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", "1280x800x24")
	server.ExtraFiles = []*os.File{writeEnd}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	writeEnd.Close()
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	})
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return screen{":" + strings.TrimSpace(line)}
}

// do runs xdotool; ok is false when it found nothing to do it to.
func (s screen) do(t *testing.T, args ...string) (out string, ok bool) {
	t.Helper()
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display)
	data, err := c.Output()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data)), err == nil
}

// window returns the number of the visible window of a name, or 0.
func (s screen) window(t *testing.T, name string) uint32 {
	out, ok := s.do(t, "search", "--onlyvisible", "--name", "^"+name+"$")
	if !ok {
		return 0
	}
	first, _, _ := strings.Cut(out, "\n")
	id, err := strconv.ParseUint(first, 10, 32)
	if err != nil {
		t.Fatalf("xdotool names the window %q", out)
	}
	return uint32(id)
}

// draw leads the pointer along strokes, pen down. Each is a list x, y, x, y, …
// on the screen.
func (s screen) draw(t *testing.T, strokes ...[]int) {
	t.Helper()
	var args []string
	move := func(x, y int) { args = append(args, "mousemove", strconv.Itoa(x), strconv.Itoa(y)) }
	for _, stroke := range strokes {
		move(stroke[0], stroke[1])
		args = append(args, "mousedown", "1")
		for i := 2; i < len(stroke); i += 2 {
			const steps = 12
			for k := 1; k <= steps; k++ {
				move(stroke[i-2]+(stroke[i]-stroke[i-2])*k/steps, stroke[i-1]+(stroke[i+1]-stroke[i-1])*k/steps)
				args = append(args, "sleep", "0.005") // a hand's speed
			}
		}
		args = append(args, "mouseup", "1")
	}
	if _, ok := s.do(t, args...); !ok {
		t.Fatal("xdotool could not draw")
	}
}

func (s screen) typeText(t *testing.T, text string) {
	t.Helper()
	if _, ok := s.do(t, "type", "--delay", "20", text); !ok {
		t.Fatal("xdotool could not type")
	}
}

func (s screen) press(t *testing.T, keys ...string) {
	t.Helper()
	if _, ok := s.do(t, append([]string{"key"}, keys...)...); !ok {
		t.Fatalf("xdotool could not press %s", keys)
	}
}

// closeWindow does what a click on the window's cross does, which on this bare
// screen nobody draws: it sends WM_DELETE_WINDOW (ICCCM 4.2.8.1).
func (s screen) closeWindow(window uint32) error {
	c, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(s.display, ":"))
	if err != nil {
		return err
	}
	defer c.Close()
	x := xClient{c}
	if err := x.hello(); err != nil {
		return err
	}
	protocols, err := x.atom("WM_PROTOCOLS")
	if err != nil {
		return err
	}
	deletion, err := x.atom("WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	le := binary.LittleEndian
	message := []byte{25, 0, 11, 0} // SendEvent, 44 bytes
	message = le.AppendUint32(message, window)
	message = le.AppendUint32(message, 0)
	message = append(message, 33, 32, 0, 0) // ClientMessage of 32-bit data
	message = le.AppendUint32(message, window)
	message = le.AppendUint32(message, protocols)
	message = le.AppendUint32(message, deletion)
	message = append(message, make([]byte, 16)...)
	if _, err := c.Write(message); err != nil {
		return err
	}
	_, err = x.atom("WM_PROTOCOLS") // once it answers, the message was taken
	return err
}

// xClient speaks just enough of the X protocol.
type xClient struct{ c net.Conn }

func (x xClient) hello() error {
	if _, err := x.c.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return err
	}
	var head [8]byte
	if _, err := io.ReadFull(x.c, head[:]); err != nil {
		return err
	}
	if head[0] != 1 {
		return fmt.Errorf("X refuses with %d", head[0])
	}
	_, err := io.CopyN(io.Discard, x.c, 4*int64(binary.LittleEndian.Uint16(head[6:])))
	return err
}

func (x xClient) atom(name string) (uint32, error) {
	le := binary.LittleEndian
	padded := name + strings.Repeat("\x00", -len(name)&3)
	message := le.AppendUint16([]byte{16, 0}, uint16(2+len(padded)/4))
	message = le.AppendUint16(message, uint16(len(name)))
	message = append(message, 0, 0)
	if _, err := x.c.Write(append(message, padded...)); err != nil {
		return 0, err
	}
	var reply [32]byte
	if _, err := io.ReadFull(x.c, reply[:]); err != nil {
		return 0, err
	}
	if reply[0] != 1 {
		return 0, fmt.Errorf("X answers %d to %s", reply[0], name)
	}
	return le.Uint32(reply[8:]), nil
}
