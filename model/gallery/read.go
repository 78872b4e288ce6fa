package gallery

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// Open reads a .oneglyph file until the context ends. Errors name the file; among
// them ErrDamaged, ErrNewer, the context's, and the file system's own.
func Open(ctx context.Context, path string) (*Gallery, error) {
	f, size, err := foreign.Open(path, maxFile)
	if errors.Is(err, foreign.ErrTooLarge) {
		return nil, fmt.Errorf("gallery: %w: %w", ErrDamaged, err)
	}
	if err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	defer f.Close()
	p, err := Read(interruptible{ctx, f}, size)
	if err != nil {
		return nil, fmt.Errorf("gallery: open %s: %w", path, err)
	}
	return p, nil
}

// Read reads the form that Write writes. Whatever is wrong with it, the error
// wraps ErrDamaged or ErrNewer, or is one of r's own.
func Read(r io.ReaderAt, size int64) (*Gallery, error) {
	if size > maxFile {
		return nil, fmt.Errorf("%w: %d MB", ErrDamaged, size>>20)
	}
	source := &meteredReader{r: r, left: maxDirectory}
	z, err := zip.NewReader(source, size)
	if err != nil {
		if source.err != nil {
			return nil, source.err
		}
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	source.left = -1
	p, err := readZip(z, size)
	switch {
	case err == nil:
		return p, nil
	case source.err != nil:
		return nil, source.err
	case errors.Is(err, ErrNewer):
		return nil, err
	}
	return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
}

func readZip(z *zip.Reader, size int64) (*Gallery, error) {
	entries, err := newArchive(z, size)
	if err != nil {
		return nil, err
	}
	var m manifest
	if _, err := entries.json(manifestName, maxManifest, &m); err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	p := &Gallery{Network: Network(m.Network), lastID: m.LastID}
	if m.Document != nil {
		p.Origin = m.Document.origin()
	}
	for _, mc := range m.Classes {
		c := Class{ID: model.ClassID(mc.ID), Name: repaired(mc.Name), Created: stamp(mc.Created)}
		if c.Text, err = CleanText(mc.Text); err != nil {
			return nil, fmt.Errorf("%s: class %d: %w", manifestName, mc.ID, err)
		}
		for _, id := range mc.Examples {
			e, err := entries.example(model.ExampleID(id))
			if err != nil {
				return nil, err
			}
			if err := p.room(1, e.ink()); err != nil {
				return nil, err
			}
			p.examples++
			p.ink += e.ink()
			c.Examples = append(c.Examples, e)
		}
		p.classes = append(p.classes, c)
	}
	slices.SortFunc(p.classes, func(a, b Class) int { return cmp.Compare(a.ID, b.ID) })
	p.unite()
	if err := p.textRoom(); err != nil {
		return nil, err
	}
	return p, nil
}

// unite makes classes one whose names are one in their canonical form, with all
// their drawings and the first text. Earlier versions of the program told such names
// apart.
func (p *Gallery) unite() {
	first := make(map[string]int)
	united := p.classes[:0]
	for _, c := range p.classes {
		if i, known := first[c.Name]; known {
			united[i].Text = cmp.Or(united[i].Text, c.Text)
			united[i].Examples = byAge(append(united[i].Examples, c.Examples...))
			continue
		}
		first[c.Name] = len(united)
		united = append(united, c)
	}
	p.classes = united
}

func (a *archive) example(id model.ExampleID) (Example, error) {
	e, err := a.drawing(id)
	if err != nil {
		return Example{}, err
	}
	// A thumbnail is a convenience for others: one that is missing or strange
	// is drawn again.
	if data, err := a.bytes(thumbnailName(id), maxThumbnail); err == nil {
		c, err := png.DecodeConfig(bytes.NewReader(data))
		if err == nil && c.Width == model.Side && c.Height == model.Side {
			e.thumbnail = &packed{png: data}
		}
	}
	if e, err = e.ready(); err != nil {
		return Example{}, fmt.Errorf("%s: %w", drawingName(id), err)
	}
	return e, nil
}

func (a *archive) drawing(id model.ExampleID) (Example, error) {
	var d drawing
	n, err := a.json(drawingName(id), maxDrawing, &d)
	if err != nil {
		return Example{}, err
	}
	e := Example{ID: id, Created: d.Created}
	if d.Picture {
		if e.Picture, e.scan, err = a.picture(pictureName(id)); err != nil {
			return Example{}, err
		}
		n += 4 * e.ink() // which the picture has used up
	} else if e.Strokes, err = toStrokes(d.Strokes); err != nil {
		return Example{}, fmt.Errorf("%s: %w", drawingName(id), err)
	}
	if err := a.pay(n, e.ink()); err != nil {
		return Example{}, fmt.Errorf("%s: %w", drawingName(id), err)
	}
	return e, nil
}

// picture returns a picture and its entry as it is, or nil for that if it is larger
// than it need be.
func (a *archive) picture(name string) (*model.Scan, *packed, error) {
	data, err := a.bytes(name, maxPNG)
	if err != nil {
		return nil, nil, err
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if c.Width > maxSide || c.Height > maxSide {
		return nil, nil, fmt.Errorf("%s: %d×%d pixels", name, c.Width, c.Height)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	gray, ok := img.(*image.Gray)
	if !ok {
		return nil, nil, fmt.Errorf("%s: not 8-bit grayscale", name)
	}
	scan := imageScan(gray)
	if err := checkPicture(scan); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := a.pay(len(data), len(scan.Pix)); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > len(scan.Pix)+1<<10 {
		return &scan, nil, nil
	}
	return &scan, &packed{png: data}, nil
}
