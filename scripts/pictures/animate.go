package main

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/starter"
)

// padLeft, padTop and padSide are where the pad lies in a window of 1080×720. In others
// it is as much smaller or larger as they are narrower or wider, or a little more.
const padLeft, padTop, padSide = 24, 56, 556

// star is a symbol of one's own, which no starter set has, in the same frame.
var star = []model.Stroke{{{X: 22, Y: 90}, {X: 50, Y: 8}, {X: 78, Y: 90}, {X: 8, Y: 38}, {X: 92, Y: 38}, {X: 22, Y: 90}}}

// animate records how a symbol is drawn, named and known again, then a letter.
func (s studio) animate(path, gallery string) error {
	w, err := s.open(appearance{"light", "en", 1080, 720}, pages[0], gallery)
	if err != nil {
		return err
	}
	defer w.end()
	hangul, err := letters("hangul")
	if err != nil {
		return err
	}
	film := filepath.Join(s.work, "film.mkv")
	camera := exec.Command("ffmpeg", "-y", "-loglevel", "error", "-f", "x11grab", "-framerate", "12",
		"-video_size", "1080x720", "-i", w.display, "-c:v", "ffv1", film)
	camera.Stderr = os.Stderr
	stop, err := camera.StdinPipe()
	if err != nil {
		return err
	}
	if err := camera.Start(); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(1, 1))
	acts := []func() error{
		func() error { return w.draw(shaken(star, r)) },
		func() error { return w.tools("click 1", "type --delay 90 star", "key Return") },
		func() error { return w.draw(shaken(star, r)) },
		func() error { return w.tools("key Escape") },
		func() error { return w.draw(shaken(hangul["ㄹ"], r)) },
	}
	rests := []time.Duration{700, 1500, 1800, 500, 1800}
	for i, act := range acts {
		if i == 1 { // the name field
			if _, err := w.tool("mousemove", "760", "211"); err != nil {
				return err
			}
		}
		if err := act(); err != nil {
			return err
		}
		time.Sleep(rests[i] * time.Millisecond)
	}
	if _, err := fmt.Fprint(stop, "q"); err != nil {
		return err
	}
	if err := camera.Wait(); err != nil {
		return err
	}
	return command(nil, "ffmpeg", "-y", "-loglevel", "error", "-i", film, "-vf",
		"scale=810:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=48:stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle", path)
}

// draw leads the pointer along strokes in the starter sets' frame, at a hand's speed.
func (w window) draw(strokes []model.Stroke) error {
	side := padSide * float32(w.width) / 1080
	if w.width < 1080 {
		side *= 0.9 // the answers need the room
	}
	at := func(p model.Point) []string {
		return []string{"mousemove", strconv.Itoa(padLeft + int(side*(0.14+0.0072*p.X))), strconv.Itoa(padTop + int(side*(0.14+0.0072*p.Y)))}
	}
	for _, stroke := range strokes {
		args := append(at(stroke[0]), "mousedown", "1")
		for i := 1; i < len(stroke); i++ {
			a, b := stroke[i-1], stroke[i]
			steps := 1 + int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/7)
			for k := 1; k <= steps; k++ {
				t := float32(k) / float32(steps)
				args = append(args, at(model.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t})...)
				args = append(args, "sleep", "0.012")
			}
		}
		if _, err := w.tool(append(args, "mouseup", "1", "sleep", "0.12")...); err != nil {
			return err
		}
	}
	return nil
}

// tools runs xdotool for each line of words.
func (w window) tools(lines ...string) error {
	for _, line := range lines {
		if _, err := w.tool(strings.Fields(line)...); err != nil {
			return err
		}
	}
	return nil
}

// letters returns the usual form of each character of a starter set.
func letters(set string) (map[string][]model.Stroke, error) {
	text, err := fs.ReadFile(assets.Starters, "starters/"+set+".txt")
	if err != nil {
		return nil, err
	}
	characters, err := starter.Parse(string(text))
	if err != nil {
		return nil, err
	}
	all := make(map[string][]model.Stroke)
	for _, c := range characters {
		all[c.Name("en")] = c.Forms[0]
	}
	return all, nil
}

// shaken returns strokes as another hand would draw them: moved, slanted, and waving a
// little, all slowly, so that corners stay corners.
func shaken(strokes []model.Stroke, r *rand.Rand) []model.Stroke {
	dx, dy, slant := 5*r.Float32()-2, 5*r.Float32()-2, 0.16*r.Float32()-0.08
	var other []model.Stroke
	for _, stroke := range strokes {
		phase := 6 * r.Float64()
		var s model.Stroke
		for _, p := range stroke {
			s = append(s, model.Point{
				X: p.X + dx + slant*(50-p.Y) + 3*float32(math.Sin(phase+float64(p.Y)/23)),
				Y: p.Y + dy + 3*float32(math.Cos(phase+float64(p.X)/27)),
			})
		}
		other = append(other, s)
	}
	return other
}
