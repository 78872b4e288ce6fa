package serve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/oneglyph/oneglyph/model/recognizer"
)

// What is read. A person's drawing has some hundred positions, in some kilobytes.
const (
	maxBody    = 8 << 20    // bytes of a request, or of a line
	maxStrokes = 256 << 10  // bytes of strokes
	maxPixels  = 16_000_000 // of a picture, more than most telephones take
	maxID      = 1 << 10    // bytes of an ID
	maxMatches = 100        // that are asked for
	matches    = 5          // that are returned unless others are asked for
)

var (
	// errRequest says that a request makes no sense.
	errRequest = errors.New("the request makes no sense")
	// errLarge says that it is larger than what is read.
	errLarge = errors.New("the request is too large")
)

// request asks for the ranking of one drawing.
type request struct {
	ID      json.RawMessage `json:"id"`
	Strokes polylines       `json:"strokes"`
	Image   []byte          `json:"image"` // a picture's file, base64 in JSON
	Limit   *int            `json:"limit"`
}

// polylines are strokes as x₁, y₁, x₂, y₂, … each, as in a gallery's file.
type polylines []recognizer.Stroke

// UnmarshalJSON implements json.Unmarshaler. What is too long is refused before it
// fills the memory.
func (p *polylines) UnmarshalJSON(data []byte) error {
	if len(data) > maxStrokes {
		return fmt.Errorf("%w: %d kB of strokes, at most %d are read", errLarge, len(data)>>10, maxStrokes>>10)
	}
	var lines [][]float32
	if err := json.Unmarshal(data, &lines); err != nil {
		return fmt.Errorf("strokes: %w", err)
	}
	*p = make(polylines, len(lines))
	for i, line := range lines {
		if len(line)%2 != 0 {
			return fmt.Errorf("stroke %d has an x without a y", i+1)
		}
		for k := 0; k < len(line); k += 2 {
			(*p)[i] = append((*p)[i], recognizer.Point{X: line[k], Y: line[k+1]})
		}
	}
	return nil
}

// parse reads one JSON object. With an error, too, it returns the ID as far as that can
// be read.
func parse(data []byte) (request, error) {
	var r request
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&r)
	if err == nil && d.More() {
		err = errors.New("something follows the object")
	}
	if len(r.ID) > maxID {
		r.ID, err = nil, fmt.Errorf("an ID of %d bytes, at most %d are read", len(r.ID), maxID)
	}
	switch {
	case errors.Is(err, errLarge):
		return r, err
	case err != nil:
		return r, fmt.Errorf("%w: %.200s", errRequest, err)
	case (r.Strokes == nil) == (r.Image == nil):
		return r, fmt.Errorf("%w: it takes either strokes or an image", errRequest)
	}
	return r, r.check()
}

func (r request) check() error {
	if r.Limit != nil && (*r.Limit < 1 || *r.Limit > maxMatches) {
		return fmt.Errorf("%w: a limit of %d, not of 1 to %d", errRequest, *r.Limit, maxMatches)
	}
	return nil
}

func (r request) drawing() recognizer.Drawing {
	if r.Image != nil {
		return recognizer.PictureWithin(bytes.NewReader(r.Image), maxPixels)
	}
	return recognizer.Strokes(r.Strokes)
}

func (r request) limit() int {
	if r.Limit == nil {
		return matches
	}
	return *r.Limit
}
