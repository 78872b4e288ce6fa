package cli

import (
	"fmt"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// inkOptions say how the ink of a picture is found.
type inkOptions struct {
	Threshold float64 `default:"${threshold}" placeholder:"SHARE" help:"How dark a mark must be to be ink, from 0, a trace, to 1, as dark as the darkest (${default})."`
}

// Validate is called by kong.
func (o inkOptions) Validate() error {
	return bounded("threshold", o.Threshold, 0, 1)
}

// inkOf reads a picture's character. Errors name the file.
func (o inkOptions) inkOf(file string) (model.Scan, error) {
	p, err := picture.Open(file)
	if err != nil {
		return model.Scan{}, err
	}
	ink, err := p.Ink(o.Threshold)
	if err != nil {
		return model.Scan{}, fmt.Errorf("%s: %w", file, err)
	}
	return ink, nil
}
