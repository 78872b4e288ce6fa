package gallery

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"time"

	"github.com/oneglyph/oneglyph/model"
)

// Example is one drawing of a class, either as strokes or as the ink of a
// picture, exactly one of both. What it points to is not to be written to.
type Example struct {
	ID      model.ExampleID
	Strokes []model.Stroke // in the units of the pad that they were drawn on
	Picture *model.Scan
	Created time.Time

	// What the file holds of it, so that saving has nothing to compress again.
	thumbnail *packed // of the glyph, Side×Side
	scan      *packed // of the picture
}

// FromStrokes makes an example of a drawing, which is copied.
func FromStrokes(strokes []model.Stroke) Example {
	copied := make([]model.Stroke, len(strokes))
	for i, s := range strokes {
		copied[i] = slices.Clone(s)
	}
	return Example{Strokes: copied}
}

// FromPicture makes an example of the ink in a picture.
func FromPicture(ink model.Scan) Example { return Example{Picture: &ink} }

// Glyph normalises the example for the network; model.ErrEmpty when it holds no
// ink.
func (e Example) Glyph() (model.Glyph, error) {
	if e.Picture != nil {
		if err := checkPicture(*e.Picture); err != nil {
			return model.Glyph{}, err
		}
		return e.Picture.Glyph(nil), nil
	}
	g, err := model.FromStrokes(e.Strokes)
	if err != nil {
		return model.Glyph{}, fmt.Errorf("gallery: %w", err)
	}
	return g, nil
}

// Image is the glyph as dark ink on white, Side×Side: the thumbnail, decoded
// rather than drawn where the gallery holds the example. Nil without ink.
func (e Example) Image() *image.Gray {
	if e.thumbnail != nil {
		img, err := png.Decode(bytes.NewReader(e.thumbnail.made()))
		if gray, ok := img.(*image.Gray); ok && err == nil {
			return gray
		}
	}
	glyph, err := e.Glyph()
	if err != nil {
		return nil
	}
	return glyph.Image()
}

// ready checks an example that is to be added.
func (e Example) ready() (Example, error) {
	if (e.Picture == nil) == (e.Strokes == nil) {
		return e, fmt.Errorf("gallery: an example is either strokes or a picture: %w", model.ErrEmpty)
	}
	if e.Picture == nil {
		if err := CheckStrokes(e.Strokes); err != nil {
			return e, err
		}
	} else if err := checkPicture(*e.Picture); err != nil {
		return e, err
	}
	if e.thumbnail == nil {
		e.thumbnail = new(packed)
	}
	if e.scan == nil && e.Picture != nil {
		e.scan = new(packed)
	}
	e.Created = stamp(e.Created)
	return e, nil
}

// ink is the memory that the example's points or pixels take, in bytes.
func (e Example) ink() int {
	if e.Picture != nil {
		return len(e.Picture.Pix)
	}
	return 8 * points(e.Strokes)
}

func points(strokes []model.Stroke) (n int) {
	for _, s := range strokes {
		n += 3 + len(s) // a stroke's own slice counts as three points
	}
	return n
}

// CheckStrokes returns why strokes are no drawing that a gallery holds: model.ErrEmpty,
// or ErrTooLarge for too many positions, and for one too far away or nowhere.
func CheckStrokes(strokes []model.Stroke) error {
	if points(strokes) > maxPoints {
		return fmt.Errorf("gallery: a drawing of %d strokes and %d points: %w", len(strokes), points(strokes), ErrTooLarge)
	}
	empty := true
	for _, s := range strokes {
		for _, p := range s {
			empty = false
			// Written so that NaN fails too.
			if !(p.X > -maxCoord && p.X < maxCoord && p.Y > -maxCoord && p.Y < maxCoord) {
				return fmt.Errorf("gallery: a pen at (%g, %g): %w", p.X, p.Y, ErrTooLarge)
			}
		}
	}
	if empty {
		return fmt.Errorf("gallery: %w", model.ErrEmpty)
	}
	return nil
}

func checkPicture(s model.Scan) error {
	if s.W < 1 || s.H < 1 || len(s.Pix) != s.W*s.H {
		return fmt.Errorf("gallery: a picture of %d×%d: %w", s.W, s.H, model.ErrEmpty)
	}
	if s.W > maxSide || s.H > maxSide {
		return fmt.Errorf("gallery: a picture of %d×%d: %w", s.W, s.H, ErrTooLarge)
	}
	for _, v := range s.Pix {
		if v != 0 {
			return nil
		}
	}
	return fmt.Errorf("gallery: %w", model.ErrEmpty)
}

// stamp puts a time into the form that files keep; now when it has none.
func stamp(t time.Time) time.Time {
	if t = t.UTC(); t.Year() <= 1 || t.Year() > 9999 {
		t = time.Now().UTC()
	}
	return t.Truncate(time.Millisecond)
}
