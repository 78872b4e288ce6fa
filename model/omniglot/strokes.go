package omniglot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/oneglyph/oneglyph/model"
)

// OpenStrokes reads the pen's paths that Omniglot was drawn with, from a zip
// file such as strokes_background_small1.zip or the folder unpacked from one.
// Points are in the 105×105 frame of the drawing's picture, y growing
// downwards. Errors are Open's.
func OpenStrokes(path string) (map[Name][]model.Stroke, error) {
	a, err := OpenArchive(path)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	return openStrokes(a)
}

func openStrokes(a *Archive) (map[Name][]model.Stroke, error) {
	entries, err := a.drawings(context.Background(), ".txt")
	if err != nil {
		return nil, err
	}
	all := make(map[Name][]model.Stroke, len(entries))
	for _, e := range entries {
		data, err := a.ReadFile(e.file)
		if err != nil {
			return nil, err
		}
		strokes, err := parseStrokes(string(data))
		if err != nil {
			return nil, fmt.Errorf("omniglot: read %s: %s: %w", a.path, e.file, err)
		}
		all[e.name] = strokes
	}
	return all, nil
}

// parseStrokes reads lines "x,y,t", y growing upwards from −105 to 0, with
// "START" before the first and "BREAK" after each stroke.
func parseStrokes(text string) ([]model.Stroke, error) {
	var strokes []model.Stroke
	var stroke model.Stroke
	number := 0
	for line := range strings.Lines(text) {
		number++
		switch line = strings.TrimSpace(line); line {
		case "", "START":
			continue
		case "BREAK":
			if stroke != nil {
				strokes, stroke = append(strokes, stroke), nil
			}
			continue
		}
		p, ok := parsePoint(line)
		if !ok {
			return nil, fmt.Errorf("%w: line %d is no point x,y,t", ErrNotOmniglot, number)
		}
		stroke = append(stroke, p)
	}
	if stroke != nil {
		return nil, errors.New("the last stroke is cut off")
	}
	if strokes == nil {
		return nil, model.ErrEmpty
	}
	return strokes, nil
}

func parsePoint(line string) (model.Point, bool) {
	fields := strings.Split(line, ",")
	if len(fields) != 3 {
		return model.Point{}, false
	}
	x, errX := strconv.ParseFloat(fields[0], 32)
	y, errY := strconv.ParseFloat(fields[1], 32)
	// Of infinities and NaNs neither is within.
	const far = 100 * model.Side
	within := x > -far && x < far && y > -far && y < far
	return model.Point{X: float32(x), Y: float32(-y)}, errX == nil && errY == nil && within
}
