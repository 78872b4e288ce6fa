// Command pictures takes the project's pictures from the real window, so that none of
// them shows a program of the past:
//
//	go run ./scripts/pictures                # those of the README, into docs/
//	go run ./scripts/pictures -all DIR       # every page, light and dark, in both languages
//
// It builds the program, starts it on a screen without a monitor and draws with a
// pointer there. It needs Xvfb, xdotool and ffmpeg.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pictures: ")
	all := flag.String("all", "", "take every page in every appearance into this `folder`")
	data := flag.String("data", "../shared/omniglot/images_background.zip", "the data set that the pages work with, if it is there")
	binary := flag.String("bin", "", "the program, instead of building it")
	only := flag.String("page", "", "only pictures of this name; with -all, those whose names hold it, such as gallery or light-ko-640")
	flag.Parse()
	if err := run(*all, *data, *binary, *only); err != nil {
		log.Fatal(err)
	}
}

func run(all, data, binary, only string) error {
	work, err := os.MkdirTemp("", "oneglyph-pictures-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if binary == "" {
		binary = filepath.Join(work, "oneglyph")
		if err := command(nil, "go", "build", "-o", binary, "."); err != nil {
			return err
		}
	}
	if binary, err = filepath.Abs(binary); err != nil {
		return err
	}
	if data, err = filepath.Abs(data); err != nil {
		return err
	}
	s := studio{binary: binary, work: work}
	if _, err := os.Stat(data); err == nil {
		s.data = data
	}
	if all != "" {
		return s.everyPage(all, only)
	}
	return s.readme("docs", only)
}

// studio is where pictures are taken.
type studio struct {
	binary, work, data string
}

// appearance is how the window looks in a picture.
type appearance struct {
	colours, language string
	width, height     int
}

// window is the program at work on a screen of its own, which is exactly as large.
type window struct {
	appearance
	display string
	end     func()
}

// open starts the program at a page over a gallery, or over none.
func (s studio) open(look appearance, page, gallery string) (w window, err error) {
	dir, err := os.MkdirTemp(s.work, "data-")
	if err != nil {
		return w, err
	}
	if gallery != "" {
		whole, err := os.ReadFile(gallery)
		if err != nil {
			return w, err
		}
		if err := os.WriteFile(filepath.Join(dir, "gallery.oneglyph"), whole, 0o600); err != nil {
			return w, err
		}
	}
	settings := map[string]any{"colours": look.colours, "language": look.language, "width": look.width, "height": look.height, "page": page}
	if s.data != "" {
		settings["training data"] = s.data
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return w, err
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), text, 0o600); err != nil {
		return w, err
	}
	w.appearance = look
	number, writeEnd, err := os.Pipe()
	if err != nil {
		return w, err
	}
	defer number.Close()
	screen := exec.Command("Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", fmt.Sprintf("%dx%dx24", look.width, look.height))
	screen.ExtraFiles = []*os.File{writeEnd}
	if err := screen.Start(); err != nil {
		return w, err
	}
	writeEnd.Close()
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		return w, fmt.Errorf("start Xvfb: %w", err)
	}
	w.display = ":" + strings.TrimSpace(line)
	program := exec.Command(s.binary, "--data-dir", dir)
	program.Env = append(os.Environ(), "DISPLAY="+w.display)
	program.Stderr = os.Stderr
	if err := program.Start(); err != nil {
		return w, err
	}
	w.end = func() {
		_ = program.Process.Signal(os.Interrupt)
		_ = program.Wait()
		_ = screen.Process.Signal(os.Interrupt)
		_ = screen.Wait()
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if out, err := w.tool("search", "--onlyvisible", "--name", "Oneglyph"); err == nil && out != "" {
			break
		}
		if time.Now().After(deadline) {
			w.end()
			return w, fmt.Errorf("no window within a minute")
		}
	}
	time.Sleep(2 * time.Second) // the gallery is embedded
	return w, nil
}

// tool runs xdotool on the window's screen.
func (w window) tool(args ...string) (string, error) {
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+w.display)
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// take writes the whole screen to a file.
func (w window) take(path string) error {
	if _, err := w.tool("mousemove", fmt.Sprint(w.width-2), fmt.Sprint(w.height-2)); err != nil {
		return err
	}
	time.Sleep(600 * time.Millisecond) // tooltips go, rows glide
	log.Print(path)
	return command([]string{"DISPLAY=" + w.display}, "ffmpeg", "-y", "-loglevel", "error", "-f", "x11grab", "-draw_mouse", "0",
		"-video_size", fmt.Sprintf("%dx%d", w.width, w.height), "-i", w.display, "-frames:v", "1", path)
}

func command(env []string, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), env...)
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
