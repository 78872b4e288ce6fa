package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"
	"strconv"

	"golang.org/x/image/draw"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model"
)

// Read is one character of a page of writing, and what it was read as.
type Read struct {
	Box   image.Rectangle // in the page's picture
	Line  int             // from 0, the uppermost
	Space bool            // a word ends before it
	Class model.ClassID   // 0 where nothing is known
	Name  string          // of the class
	Text  string          // what stands for it in a text
	// Similarity is that to the most alike example, 0 to 1, or 1 where ByHand says
	// that somebody named it.
	Similarity float64
	ByHand     bool
}

// unread stands in a text for a character that nobody knows.
const unread = "\ufffd"

// PageText writes a page as text, a line for each of its lines, with a space between
// words and U+FFFD for what was not read.
func PageText(w io.Writer, page []Read) error {
	b := bufio.NewWriter(w)
	for i, r := range page {
		switch {
		case i > 0 && r.Line != page[i-1].Line:
			_ = b.WriteByte('\n') // Flush keeps its error
		case r.Space:
			_ = b.WriteByte(' ')
		}
		if r.Class == 0 {
			r.Text = unread
		}
		_, _ = b.WriteString(r.Text)
	}
	if len(page) > 0 {
		_ = b.WriteByte('\n')
	}
	return b.Flush()
}

// PageCSV writes a page as a table, its first line the columns' names: where each
// character stands, in pixels of the picture, and what it was read as.
func PageCSV(w io.Writer, page []Read) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"line", "position", "x", "y", "width", "height", "name", "text", "similarity", "by_hand"}) // Flush keeps its error
	position := 0
	for i, r := range page {
		if i == 0 || r.Line != page[i-1].Line {
			position = 0
		}
		position++
		number := strconv.Itoa
		_ = c.Write([]string{
			number(r.Line + 1), number(position),
			number(r.Box.Min.X), number(r.Box.Min.Y), number(r.Box.Dx()), number(r.Box.Dy()),
			r.Name, r.Text, strconv.FormatFloat(r.Similarity, 'g', 4, 64), strconv.FormatBool(r.ByHand),
		})
	}
	c.Flush()
	return c.Error()
}

// PagePNG writes the page's picture with a box of its class's colour around each
// character that was read, its name above, and a grey one around the others. The fonts
// are as Sheet has them.
func PagePNG(w io.Writer, picture image.Image, page []Read, fontFiles ...[]byte) error {
	fonts, err := lettering.New(fontFiles...)
	if err != nil {
		return err
	}
	bounds := picture.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: bounds.Size()})
	draw.Draw(out, out.Rect, picture, bounds.Min, draw.Src)
	heights := make([]int, len(page))
	for i, r := range page {
		heights[i] = r.Box.Dy()
	}
	slices.Sort(heights)
	usual := 0
	if n := len(heights); n > 0 {
		usual = heights[n/2]
	}
	size, thick := min(max(usual/3, 10), 48), max(usual/24, 1)
	writer := lettering.NewWriter(fonts, float32(size))
	numbers := map[model.ClassID]int{0: 0}
	for _, r := range page {
		if _, seen := numbers[r.Class]; !seen {
			numbers[r.Class] = len(numbers)
		}
		box := r.Box.Sub(bounds.Min)
		tint := Tint(numbers[r.Class], r.Similarity)
		frame(out, box.Inset(-thick-1), thick, tint)
		if r.Class == 0 {
			continue
		}
		name := lettering.Cut(writer.Readable(r.Name), float32(2*max(box.Dx(), size)), writer.Width)
		label := image.NewRGBA(image.Rect(0, 0, int(writer.Width(name))+2, size*3/2))
		writer.Write(label, name, 1, size*11/10, tint)
		at := image.Pt(box.Min.X, max(box.Min.Y-thick-1-label.Rect.Dy(), 0))
		draw.Draw(out, label.Rect.Add(at), label, image.Point{}, draw.Over)
	}
	if err := png.Encode(w, out); err != nil {
		return fmt.Errorf("export: page: %w", err)
	}
	return nil
}

// frame draws a box's sides inwards, so many pixels thick.
func frame(dst draw.Image, box image.Rectangle, thick int, c color.Color) {
	for _, side := range []image.Rectangle{
		{box.Min, image.Pt(box.Max.X, box.Min.Y+thick)},
		{image.Pt(box.Min.X, box.Max.Y-thick), box.Max},
		{box.Min, image.Pt(box.Min.X+thick, box.Max.Y)},
		{image.Pt(box.Max.X-thick, box.Min.Y), box.Max},
	} {
		draw.Draw(dst, side, image.NewUniform(c), image.Point{}, draw.Over)
	}
}

// Tint is the colour of the n-th class on a page, from 1, the more solid the surer the
// reading is; grey for none, 0. Hues of neighbouring numbers are a golden angle apart.
func Tint(n int, similarity float64) color.NRGBA {
	alpha := uint8(110 + 145*min(max(similarity, 0), 1))
	if n == 0 {
		return color.NRGBA{R: 128, G: 128, B: 128, A: 110}
	}
	const golden = 137.50776405
	hue := math.Mod(float64(n)*golden, 360) / 60
	part := func(shift float64) uint8 { // a colour as dark as is legible on paper
		k := math.Mod(hue+shift, 6)
		return uint8(30 + 160*min(max(math.Abs(k-3)-1, 0), 1))
	}
	return color.NRGBA{R: part(0), G: part(4), B: part(2), A: alpha}
}
