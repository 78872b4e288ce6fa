package picture

import (
	"image"
	"io"

	"github.com/oneglyph/oneglyph/model"
)

// maxSheet bounds the longer side of a sheet that is worked on, in pixels: A4 at 290
// dots an inch.
const maxSheet = 4 * maxSide

// Sheet is an image upright and at most 3,360 pixels a side, all of whose ink is of
// interest and not one character's alone. It never changes and may be shared between
// goroutines.
type Sheet struct {
	image   *image.RGBA
	reading reading
}

// OpenSheet reads an image file. Errors are Open's.
func OpenSheet(path string) (*Sheet, error) { return opened(path, DecodeSheet) }

// DecodeSheet reads an image file's content. Errors are Decode's.
func DecodeSheet(r io.Reader) (s *Sheet, err error) {
	img, _, err := upright(r, maxSheet, maxPixels)
	if err != nil {
		return nil, err
	}
	defer recovered(&err)
	return NewSheet(img), nil
}

// NewSheet looks at an image; one that is larger than needed is averaged down.
func NewSheet(img image.Image) *Sheet {
	small, ok := img.(*image.RGBA)
	if b := img.Bounds(); !ok || b.Min != (image.Point{}) || max(b.Dx(), b.Dy()) > maxSheet {
		small = reduce(img, blockFor(img.Bounds(), maxSheet))
	}
	s := &Sheet{image: small}
	if !small.Rect.Empty() {
		s.reading = read(small)
	}
	return s
}

// Image is the sheet as a person sees it. It is not to be written to.
func (s *Sheet) Image() image.Image { return s.image }

// Mark is ink that hangs together.
type Mark struct {
	Box  image.Rectangle // in the sheet's image
	Area int             // in pixels
	Pen  float64         // about how wide its strokes are
}

// Marks is the ink of a sheet, in pieces.
type Marks struct {
	All    []Mark
	mask   mask
	labels []int32
	corner image.Point // of the mask in the sheet
}

// Marks finds the ink that is at least threshold times as dark as the ink is, or as
// light on dark paper; lines that are ruled on the paper are left out. It returns
// model.ErrEmpty when nothing stands out.
func (s *Sheet) Marks(threshold float64) (m *Marks, err error) {
	defer recovered(&err)
	r := s.reading
	if r.ink == 0 {
		return nil, model.ErrEmpty
	}
	m = &Marks{mask: r.mask(threshold), corner: image.Pt(r.x0, r.y0)}
	// A line that is fainter than ink is seen in pieces, which nobody could tell from
	// writing: it is followed where it is seen whole.
	m.mask.rub(r.mask(threshold / 2))
	var regions []region
	regions, m.labels = m.mask.measured()
	if len(regions) == 0 {
		return nil, model.ErrEmpty
	}
	m.All = make([]Mark, len(regions))
	for i, r := range regions {
		box := image.Rect(r.x0, r.y0, r.x1, r.y1).Add(m.corner)
		m.All[i] = Mark{box, r.area, r.pen()}
	}
	return m, nil
}

// Scan is the ink of some marks, by their indices, and nothing else, cropped to their
// box and no larger than a glyph has use for.
func (m *Marks) Scan(marks []int) model.Scan {
	var box image.Rectangle
	in := make(map[int32]bool, len(marks))
	for _, i := range marks {
		box = box.Union(m.All[i].Box)
		in[int32(i+1)] = true
	}
	box = box.Sub(m.corner)
	s := model.Scan{W: box.Dx(), H: box.Dy(), Pix: make([]uint8, box.Dx()*box.Dy())}
	for y := range s.H {
		for x := range s.W {
			at := (y+box.Min.Y)*m.mask.w + x + box.Min.X
			v := m.mask.pix[at]
			switch label := m.labels[at]; {
			case v == 0 || label > 0 && !in[label]:
				continue
			case label == 0: // the soft edge of something
				beside := false
				m.mask.around(at, func(j int) { beside = beside || in[m.labels[j]] })
				if !beside {
					continue
				}
			}
			s.Pix[y*s.W+x] = v
		}
	}
	return s.Within(4 * model.Side)
}
