package project

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"slices"
	"strings"

	"oneglyph/model"
	"oneglyph/model/foreign"
)

// Open reads a .oneglyph file. Errors name the file; among them ErrDamaged,
// ErrNewer, and the file system's own.
func Open(path string) (*Project, error) {
	f, size, err := foreign.Open(path, maxFile)
	if errors.Is(err, foreign.ErrTooLarge) {
		return nil, fmt.Errorf("project: %w: %w", ErrDamaged, err)
	}
	if err != nil {
		return nil, fmt.Errorf("project: %w", err)
	}
	defer f.Close()
	p, err := Read(f, size)
	if err != nil {
		return nil, fmt.Errorf("project: open %s: %w", path, err)
	}
	return p, nil
}

// Read reads the form that Write writes. Whatever is wrong with it, the error
// wraps ErrDamaged or ErrNewer, or is one of r's own.
func Read(r io.ReaderAt, size int64) (*Project, error) {
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
	p, err := readZip(z)
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

// archive is a zip's entries by name.
type archive map[string]*zip.File

func readZip(z *zip.Reader) (*Project, error) {
	entries := make(archive, len(z.File))
	for _, f := range z.File {
		// Nothing is ever unpacked to disk, yet a name that would lead out of
		// the archive tells that no honest program made it.
		if !fs.ValidPath(strings.TrimSuffix(f.Name, "/")) || strings.Contains(f.Name, `\`) {
			return nil, fmt.Errorf("unsafe entry name %.80q", f.Name)
		}
		if entries[f.Name] != nil {
			return nil, fmt.Errorf("two entries named %.80q", f.Name)
		}
		entries[f.Name] = f
	}
	var m manifest
	if err := entries.json(manifestName, maxManifest, &m); err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	p := &Project{Network: Network(m.Network), lastID: m.LastID}
	if m.Document != nil {
		p.Origin = (*Origin)(m.Document)
	}
	for _, mc := range m.Classes {
		c := Class{ID: model.ClassID(mc.ID), Name: repaired(mc.Name), Created: stamp(mc.Created)}
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
	return p, nil
}

// unite makes classes one whose names are one in their canonical form, with all
// their drawings. Earlier versions of the program told such names apart.
func (p *Project) unite() {
	first := make(map[string]int)
	united := p.classes[:0]
	for _, c := range p.classes {
		if i, known := first[c.Name]; known {
			united[i].Examples = byAge(append(united[i].Examples, c.Examples...))
			continue
		}
		first[c.Name] = len(united)
		united = append(united, c)
	}
	p.classes = united
}

func (a archive) example(id model.ExampleID) (Example, error) {
	var d drawing
	if err := a.json(drawingName(id), maxDrawing, &d); err != nil {
		return Example{}, err
	}
	e := Example{ID: id, Created: d.Created}
	var err error
	if d.Picture {
		e.Picture, e.scan, err = a.picture(pictureName(id))
	} else {
		e.Strokes, err = toStrokes(d.Strokes)
	}
	if err != nil {
		return Example{}, fmt.Errorf("%s: %w", drawingName(id), err)
	}
	// A thumbnail is a convenience for others: one that is missing or strange
	// is drawn anew.
	if data, err := a.bytes(thumbnailName(id), maxThumbnail); err == nil {
		c, err := png.DecodeConfig(bytes.NewReader(data))
		if err == nil && c.Width == model.Side && c.Height == model.Side {
			e.thumbnail = data
		}
	}
	if e, err = e.ready(); err != nil {
		return Example{}, fmt.Errorf("%s: %w", drawingName(id), err)
	}
	return e, nil
}

// picture gives a picture and its entry as it is, or nil for that if it is larger
// than it need be.
func (a archive) picture(name string) (*model.Scan, []byte, error) {
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
	if len(data) > len(scan.Pix)+1<<10 {
		data = nil
	}
	return &scan, data, nil
}

// json decodes an entry of at most limit bytes. A later version of the format
// is told apart from damage before anything else is understood.
func (a archive) json(name string, limit int64, into any) error {
	data, err := a.bytes(name, limit)
	if err != nil {
		return err
	}
	if name == manifestName {
		var v struct{ Version int }
		if json.Unmarshal(data, &v) == nil && v.Version > version {
			return fmt.Errorf("%w: version %d of the format, this program reads up to %d", ErrNewer, v.Version, version)
		}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (a archive) bytes(name string, limit int64) ([]byte, error) {
	f := a[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s: more than %d MB", name, limit>>20)
	}
	return data, nil
}

// meteredReader lets only so many bytes be read, so that a directory of
// millions of entries is refused before it fills the memory, and remembers
// errors that are the medium's and not the file's. A negative left means no
// limit.
type meteredReader struct {
	r    io.ReaderAt
	left int64
	err  error
}

var (
	errDirectory = errors.New("the list of entries is too long")
	errOffset    = errors.New("an entry lies outside the file")
)

func (m *meteredReader) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errOffset
	}
	if m.left >= 0 {
		if m.left -= int64(len(b)); m.left < 0 {
			m.left = 0
			return 0, errDirectory
		}
	}
	n, err := m.r.ReadAt(b, off)
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}
