package export

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// A sheet's measures in pixels.
const (
	cellWidth, cellHeight = 168, 200
	cellGlyph             = 144 // the drawing's side, in the middle of the cell
	sheetMargin           = 24
	nameSize, nameLine    = 20, 28
	sheetColumns          = 12
	maxSheet              = 2000 // cells, beyond which it would not be looked at
)

// Sheet writes a PNG that shows each class by its first drawing over its name,
// in the order given; of very many the first 2,000. The fonts are OpenType files'
// contents, in the order in which they are asked for a character; the system's
// follow them.
func Sheet(w io.Writer, classes []gallery.Class, fontFiles ...[]byte) error {
	fonts, err := lettering.New(fontFiles...)
	if err != nil {
		return err
	}
	writer := lettering.NewWriter(fonts, nameSize)
	classes = classes[:min(len(classes), maxSheet)]
	columns := max(min(len(classes), sheetColumns), 1)
	rows := max((len(classes)+columns-1)/columns, 1)
	sheet := image.NewGray(image.Rect(0, 0, columns*cellWidth+2*sheetMargin, rows*cellHeight+2*sheetMargin))
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	for i, c := range classes {
		corner := image.Pt(sheetMargin+i%columns*cellWidth, sheetMargin+i/columns*cellHeight)
		glyph, err := c.Examples[0].Glyph()
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		at := corner.Add(image.Pt((cellWidth-cellGlyph)/2, 0))
		scaled(sheet, image.Rectangle{at, at.Add(image.Pt(cellGlyph, cellGlyph))}, glyph)
		label := image.Rect(0, cellGlyph, cellWidth, cellHeight).Add(corner)
		draw.Draw(sheet, label, named(writer, c.Name, label.Size()), image.Point{}, draw.Over)
	}
	return png.Encode(w, sheet)
}

// named writes a name into the middle of a picture so large, cut if it is wider.
func named(w *lettering.Writer, name string, size image.Point) image.Image {
	label := image.NewRGBA(image.Rectangle{Max: size})
	const width = cellWidth - 12
	name = lettering.Cut(w.Readable(name), width, w.Width)
	x := max((cellWidth-int(w.Width(name)))/2, 6)
	w.Write(label, name, x, nameLine, color.Gray{Y: 0x22})
	return label
}

// scaled draws a glyph as large as its place.
func scaled(dst draw.Image, place image.Rectangle, g model.Glyph) {
	draw.CatmullRom.Scale(dst, place, g.Image(), image.Rect(0, 0, model.Side, model.Side), draw.Src, nil)
}
