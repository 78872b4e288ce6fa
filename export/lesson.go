package export

import (
	"image"
	"image/color"
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/challenge"
)

// LessonTexts are what a lesson's picture says.
type LessonTexts struct {
	Title  string // in large letters
	Line   string // below it
	Taught string // above the drawings that the network knows
	Asked  string // above those that it was asked about
	Foot   string
}

// A lesson's measures in pixels.
const (
	lessonMargin             = 48
	lessonCell, lessonGap    = 160, 24
	lessonInset              = 56 // of what a drawing was taken for
	lessonTitle, lessonSmall = 40, 24
	lessonBar                = 6 // under a drawing that was known
)

var (
	lessonPaper = color.Gray{Y: 0xff}
	lessonSheet = color.RGBA{0xf3, 0xf3, 0xf5, 0xff}
	lessonInk   = color.Gray{Y: 0x1d}
	lessonFaint = color.Gray{Y: 0x6a}
	lessonRight = color.RGBA{0x2f, 0x6f, 0xdb, 0xff}
	lessonWrong = color.RGBA{0xc0, 0x46, 0x3c, 0xff}
)

// Lesson writes a PNG of what came of a lesson, to be shown to others: each character
// as it was taught, below it each time that it was asked for, with a bar where it was
// known and what it was taken for where not. The fonts are as Sheet's.
func Lesson(w io.Writer, l *challenge.Lesson, t LessonTexts, fontFiles ...[]byte) error {
	fonts, err := lettering.New(fontFiles...)
	if err != nil {
		return err
	}
	taught := l.Taught()
	const pitch = lessonCell + lessonGap
	width := 2*lessonMargin + max(len(taught), 1)*pitch - lessonGap
	const top = lessonMargin + lessonTitle + 16 + lessonSmall + 48 // of the label of the first row
	const first = top + lessonSmall + 8
	const second = first + pitch + lessonSmall + 16
	height := second + challenge.Times*pitch + lessonSmall + lessonMargin
	sheet := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(lessonSheet), image.Point{}, draw.Src)
	write := func(text string, size, baseline int, ink color.Color) {
		writer := lettering.NewWriter(fonts, float32(size))
		text = lettering.Cut(writer.Readable(text), float32(width-2*lessonMargin), writer.Width)
		writer.Write(sheet, text, lessonMargin, baseline, ink)
	}
	write(t.Title, lessonTitle, lessonMargin+lessonTitle, lessonInk)
	write(t.Line, lessonSmall, lessonMargin+lessonTitle+16+lessonSmall, lessonFaint)
	write(t.Taught, lessonSmall, top+lessonSmall-6, lessonFaint)
	write(t.Asked, lessonSmall, second-14, lessonFaint)
	write(t.Foot, lessonSmall, height-lessonMargin+lessonSmall/2, lessonFaint)
	cell := func(column, y int) image.Rectangle {
		return image.Rect(0, 0, lessonCell, lessonCell).Add(image.Pt(lessonMargin+column*pitch, y))
	}
	for i, g := range taught {
		paste(sheet, cell(i, first), g)
	}
	rows := make([]int, len(taught))
	for _, r := range l.Replies() {
		at := cell(r.Character, second+rows[r.Character]*pitch)
		rows[r.Character]++
		paste(sheet, at, r.Drawing)
		bar := image.Rect(at.Min.X, at.Max.Y, at.Max.X, at.Max.Y+lessonBar)
		if r.Right() {
			fill(sheet, bar, lessonRight)
			continue
		}
		fill(sheet, bar, lessonWrong)
		if taken := r.Network.Choice(); taken >= 0 {
			inset := image.Rectangle{at.Max.Sub(image.Pt(lessonInset, lessonInset)), at.Max}
			fill(sheet, inset.Inset(-2), lessonWrong)
			paste(sheet, inset, taught[taken])
		}
	}
	return png.Encode(w, sheet)
}

// paste puts a glyph on white paper.
func paste(dst draw.Image, place image.Rectangle, g model.Glyph) {
	fill(dst, place, lessonPaper)
	scaled(dst, place, g)
}

func fill(dst draw.Image, place image.Rectangle, c color.Color) {
	draw.Draw(dst, place, image.NewUniform(c), image.Point{}, draw.Src)
}
