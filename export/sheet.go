package export

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"oneglyph/model"
	"oneglyph/model/project"
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
// in the order given; of very many the first 2,000. The font is an OpenType
// file's content.
func Sheet(w io.Writer, classes []project.Class, fontFile []byte) error {
	parsed, err := opentype.Parse(fontFile)
	if err != nil {
		return fmt.Errorf("font: %w", err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: nameSize, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return fmt.Errorf("font: %w", err)
	}
	defer face.Close()
	classes = classes[:min(len(classes), maxSheet)]
	columns := max(min(len(classes), sheetColumns), 1)
	rows := max((len(classes)+columns-1)/columns, 1)
	sheet := image.NewGray(image.Rect(0, 0, columns*cellWidth+2*sheetMargin, rows*cellHeight+2*sheetMargin))
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	writer := font.Drawer{Dst: sheet, Src: image.NewUniform(color.Gray{Y: 0x22}), Face: face}
	for i, c := range classes {
		corner := image.Pt(sheetMargin+i%columns*cellWidth, sheetMargin+i/columns*cellHeight)
		glyph, err := c.Examples[0].Glyph()
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		at := corner.Add(image.Pt((cellWidth-cellGlyph)/2, 0))
		scaled(sheet, image.Rectangle{at, at.Add(image.Pt(cellGlyph, cellGlyph))}, glyph)
		name := fitting(face, c.Name, cellWidth-12)
		width := writer.MeasureString(name)
		writer.Dot = fixed.Point26_6{
			X: fixed.I(corner.X) + (fixed.I(cellWidth)-width)/2,
			Y: fixed.I(corner.Y + cellGlyph + nameLine),
		}
		writer.DrawString(name)
	}
	return png.Encode(w, sheet)
}

// fitting cuts a text so that it is at most this wide.
func fitting(face font.Face, text string, width int) string {
	if font.MeasureString(face, text) <= fixed.I(width) {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if cut := string(runes[:n]) + "…"; font.MeasureString(face, cut) <= fixed.I(width) {
			return cut
		}
	}
	return "…"
}

// scaled draws a glyph as large as its place.
func scaled(dst draw.Image, place image.Rectangle, g model.Glyph) {
	draw.CatmullRom.Scale(dst, place, g.Image(), image.Rect(0, 0, model.Side, model.Side), draw.Src, nil)
}
