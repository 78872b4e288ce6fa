// Package starter reads starter sets: alphabets that this project drew once,
// character by character, for somebody who wants to begin with more than blank
// paper. A set is a text of one line for each character,
//
//	NAME [LANGUAGE=NAME]…: X,Y X,Y …; X,Y …
//
// its strokes in the order of writing, separated by semicolons, in a frame of
// 100×100 with y growing downwards. The pen goes smoothly through the points; an
// exclamation mark makes one a corner. Lines that begin with # are passed over.
// People write some characters in more than one way: a NAME that stands on several
// lines has as many forms, the first line's being the usual one.
package starter

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oneglyph/oneglyph/model"
)

// Side is the width and the height of the frame that the characters stand in.
const Side = 100

// ErrFormat says that a text is no starter set.
var ErrFormat = errors.New("not a starter set")

// Character is one character of a set.
type Character struct {
	// Forms holds the strokes of each way of writing it, at least one, the usual
	// one first.
	Forms [][]model.Stroke
	name  string
	names map[string]string // by language
}

// Name returns the character's name in a language such as "ko", if it has one
// there, or the one for all.
func (c Character) Name(language string) string {
	if name, ok := c.names[language]; ok {
		return name
	}
	return c.name
}

// Parse reads a set. Errors are ErrFormat and name the line.
func Parse(text string) ([]Character, error) {
	var all []Character
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c, err := parseCharacter(line)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrFormat, number, err)
		}
		if i := slices.IndexFunc(all, func(known Character) bool { return known.name == c.name }); i >= 0 {
			all[i].Forms = append(all[i].Forms, c.Forms...)
			continue
		}
		all = append(all, c)
	}
	if all == nil {
		return nil, fmt.Errorf("%w: it is empty", ErrFormat)
	}
	return all, nil
}

func parseCharacter(line string) (Character, error) {
	head, drawing, ok := strings.Cut(line, ":")
	names := strings.Fields(head)
	if !ok || len(names) == 0 {
		return Character{}, errors.New("no name and colon")
	}
	c := Character{name: names[0], names: make(map[string]string)}
	for _, named := range names[1:] {
		language, name, ok := strings.Cut(named, "=")
		if !ok || name == "" {
			return Character{}, fmt.Errorf("%q names no language", named)
		}
		c.names[language] = name
	}
	var strokes []model.Stroke
	for path := range strings.SplitSeq(drawing, ";") {
		knots, err := parseKnots(path)
		if err != nil {
			return Character{}, err
		}
		strokes = append(strokes, smooth(knots))
	}
	c.Forms = [][]model.Stroke{strokes}
	return c, nil
}

// knot is a point that the pen is led through.
type knot struct {
	model.Point
	corner bool
}

func parseKnots(path string) ([]knot, error) {
	var knots []knot
	for field := range strings.FieldsSeq(path) {
		place, corner := strings.CutSuffix(field, "!")
		xs, ys, _ := strings.Cut(place, ",")
		x, errX := strconv.ParseFloat(xs, 32)
		y, errY := strconv.ParseFloat(ys, 32)
		if errX != nil || errY != nil || !(x >= 0 && x <= Side && y >= 0 && y <= Side) {
			return nil, fmt.Errorf("%q is no point of the frame", field)
		}
		knots = append(knots, knot{model.Point{X: float32(x), Y: float32(y)}, corner})
	}
	if knots == nil {
		return nil, errors.New("a stroke without a point")
	}
	return knots, nil
}
