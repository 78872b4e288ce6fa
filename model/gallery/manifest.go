package gallery

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/model"
)

// version is the format's newest. What would misread or lose part of a file must
// not read it, so a file's own version is the first that knows all that is in it.
const (
	versionTexts = 2 // classes have texts to copy
	version      = versionTexts
)

const manifestName = "manifest.json"

// manifest is manifest.json. Each example's ink lies in an entry of its own, so
// that one damaged or enormous drawing is met alone.
type manifest struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	LastID  int64           `json:"last_id"`
	Network manifestNetwork `json:"network"`
	// Document is there in a working copy only.
	Document *manifestDocument `json:"document,omitempty"`
	Classes  manifestClasses   `json:"classes"`
}

type manifestNetwork struct {
	Architecture string `json:"architecture"`
	Fingerprint  string `json:"fingerprint"`
}

type manifestDocument struct {
	Path string `json:"path"`
	// Bytes is the path where that is no Unicode text, which JSON cannot hold.
	Bytes    []byte    `json:"path_bytes,omitempty"`
	Unsaved  bool      `json:"unsaved"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

func documentOf(o *Origin) *manifestDocument {
	d := &manifestDocument{Path: o.Path, Unsaved: o.Unsaved, Size: o.Size, Modified: o.Modified}
	if !utf8.ValidString(o.Path) {
		d.Bytes = []byte(o.Path)
	}
	return d
}

func (d *manifestDocument) origin() *Origin {
	o := &Origin{Path: d.Path, Unsaved: d.Unsaved, Size: d.Size, Modified: d.Modified}
	if d.Bytes != nil {
		o.Path = string(d.Bytes)
	}
	return o
}

// manifestClasses refuses more classes than there may be before they fill the
// memory.
type manifestClasses []manifestClass

// UnmarshalJSON implements json.Unmarshaler.
func (m *manifestClasses) UnmarshalJSON(data []byte) error {
	*m = nil
	list := json.NewDecoder(bytes.NewReader(data))
	if start, err := list.Token(); err != nil || start != json.Delim('[') {
		if err == nil && start != nil {
			err = errors.New("classes are no list")
		}
		return err
	}
	for list.More() {
		if len(*m) == maxClasses {
			return fmt.Errorf("more than %d classes", maxClasses)
		}
		var c manifestClass
		if err := list.Decode(&c); err != nil {
			return err
		}
		*m = append(*m, c)
	}
	return nil
}

type manifestClass struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Text     string    `json:"text,omitempty"`
	Created  time.Time `json:"created"`
	Examples []int64   `json:"examples"`
}

// drawing is examples/ID.json. A picture's pixels are in examples/ID.png.
type drawing struct {
	Created time.Time  `json:"created"`
	Strokes []polyline `json:"strokes,omitempty"`
	Picture bool       `json:"picture,omitempty"`
}

// polyline is a stroke as x₁, y₁, x₂, y₂, …
type polyline []float32

func drawingName(id model.ExampleID) string   { return fmt.Sprintf("examples/%d.json", id) }
func pictureName(id model.ExampleID) string   { return fmt.Sprintf("examples/%d.png", id) }
func thumbnailName(id model.ExampleID) string { return fmt.Sprintf("thumbnails/%d.png", id) }

func toPolylines(strokes []model.Stroke) []polyline {
	lines := make([]polyline, len(strokes))
	for i, s := range strokes {
		lines[i] = make(polyline, 0, 2*len(s))
		for _, p := range s {
			lines[i] = append(lines[i], p.X, p.Y)
		}
	}
	return lines
}

func toStrokes(lines []polyline) ([]model.Stroke, error) {
	strokes := make([]model.Stroke, len(lines))
	for i, line := range lines {
		if len(line)%2 != 0 {
			return nil, fmt.Errorf("stroke %d has an x without a y", i+1)
		}
		strokes[i] = make(model.Stroke, len(line)/2)
		for k := range strokes[i] {
			strokes[i][k] = model.Point{X: line[2*k], Y: line[2*k+1]}
		}
	}
	return strokes, nil
}

// check holds what the rest of the reading relies on.
func (m manifest) check() error {
	if m.Format != "oneglyph" {
		return fmt.Errorf("%s: format %.20q", manifestName, m.Format)
	}
	if m.Version < 1 {
		return fmt.Errorf("%s: version %d", manifestName, m.Version)
	}
	if m.LastID < 0 || m.LastID > math.MaxInt64/2 {
		return fmt.Errorf("%s: last ID %d", manifestName, m.LastID)
	}
	seen := make(map[int64]bool)
	names := make(map[string]bool)
	for _, c := range m.Classes {
		if _, err := CleanName(c.Name); err != nil && !wasGood(c.Name) || names[c.Name] {
			return fmt.Errorf("%s: class %d: bad or repeated name %.80q", manifestName, c.ID, c.Name)
		}
		names[c.Name] = true
		if len(c.Examples) == 0 {
			return fmt.Errorf("%s: class %d has no example", manifestName, c.ID)
		}
		for _, id := range append([]int64{c.ID}, c.Examples...) {
			if id < 1 || id > m.LastID || seen[id] {
				return fmt.Errorf("%s: class %d: bad or repeated ID %d", manifestName, c.ID, id)
			}
			seen[id] = true
		}
		if len(seen) > maxClasses+maxExamples {
			return fmt.Errorf("%s: too many examples", manifestName)
		}
	}
	return nil
}
