package gallery

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"io"

	"github.com/oneglyph/oneglyph/model"
)

// Write writes the gallery in the form of a .oneglyph file.
func (p *Gallery) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	m := manifest{Format: "oneglyph", Version: 1, LastID: p.lastID, Network: manifestNetwork(p.Network)}
	if p.Origin != nil {
		m.Document = documentOf(p.Origin)
	}
	m.Classes = make([]manifestClass, len(p.classes))
	for i, c := range p.classes {
		mc := manifestClass{ID: int64(c.ID), Name: c.Name, Text: c.Text, Created: c.Created}
		if c.Text != "" {
			m.Version = versionTexts // an older program would drop it when it saves
		}
		for _, e := range c.Examples {
			mc.Examples = append(mc.Examples, int64(e.ID))
		}
		m.Classes[i] = mc
	}
	if err := writeJSON(z, manifestName, m); err != nil {
		return err
	}
	for _, c := range p.classes {
		for _, e := range c.Examples {
			if err := writeExample(z, e); err != nil {
				return err
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("gallery: write: %w", err)
	}
	return nil
}

func writeExample(z *zip.Writer, e Example) error {
	d := drawing{Created: e.Created, Strokes: toPolylines(e.Strokes), Picture: e.Picture != nil}
	if err := writeJSON(z, drawingName(e.ID), d); err != nil {
		return err
	}
	if e.Picture != nil {
		scan, err := e.scanPNG()
		if err == nil {
			err = writeEntry(z, pictureName(e.ID), zip.Store, scan)
		}
		if err != nil {
			return err
		}
	}
	thumbnail, err := e.thumbnailPNG()
	if err != nil {
		return err
	}
	return writeEntry(z, thumbnailName(e.ID), zip.Store, thumbnail)
}

func writeJSON(z *zip.Writer, name string, value any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("gallery: write %s: %w", name, err)
	}
	return writeEntry(z, name, zip.Deflate, buf.Bytes())
}

func writeEntry(z *zip.Writer, name string, method uint16, data []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return fmt.Errorf("gallery: write %s: %w", name, err)
	}
	return nil
}

// scanImage shows a scan as dark ink on white paper; imageScan is its inverse.
func scanImage(s model.Scan) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, s.W, s.H))
	for i, v := range s.Pix {
		img.Pix[i] = 255 - v
	}
	return img
}

func imageScan(img *image.Gray) model.Scan {
	b := img.Bounds()
	s := model.Scan{W: b.Dx(), H: b.Dy(), Pix: make([]uint8, 0, b.Dx()*b.Dy())}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for _, v := range img.Pix[img.PixOffset(b.Min.X, y):][:s.W] {
			s.Pix = append(s.Pix, 255-v)
		}
	}
	return s
}
