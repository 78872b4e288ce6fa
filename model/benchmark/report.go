package benchmark

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"io"
	"time"

	"github.com/oneglyph/oneglyph/model"
)

//go:embed report.html
var reportText string

var reportPage = template.Must(template.New("report").Funcs(template.FuncMap{
	"percent": func(share float64) string { return fmt.Sprintf("%.1f", 100*share) },
	"day":     func(t time.Time) string { return t.Format("2006-01-02 15:04") },
	"seconds": func(d time.Duration) string { return d.Round(time.Second).String() },
	"picture": pictureURL,
}).Parse(reportText))

// WriteHTML writes a report as one page that needs no other file: its pictures and
// its style are in it.
func WriteHTML(w io.Writer, r Report) error {
	page := struct {
		Report
		Parts []partOfPage
	}{Report: r}
	for _, result := range r.Results {
		last := len(page.Parts) - 1
		if last < 0 || page.Parts[last].Part != result.Part {
			page.Parts = append(page.Parts, partOfPage{Part: result.Part})
			last++
		}
		page.Parts[last].Results = append(page.Parts[last].Results, result)
	}
	for i := range page.Parts {
		page.Parts[i].Chart = newChart(page.Parts[i].Results)
	}
	return reportPage.Execute(w, page)
}

// partOfPage is what the page says of one part.
type partOfPage struct {
	Part    Part
	Results []Result
	Chart   chart
}

// pictureURL is a glyph as a picture within the page, black on white.
func pictureURL(g model.Glyph) (template.URL, error) {
	img := image.NewPaletted(image.Rect(0, 0, model.Side, model.Side), greys)
	for i, v := range g.Pix() {
		img.Pix[i] = (255 - v) >> 4
	}
	var file bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&file, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(file.Bytes())), nil
}

// greys are sixteen, which is enough to see and keeps the page small.
var greys = func() color.Palette {
	p := make(color.Palette, 16)
	for i := range p {
		p[i] = color.Gray{Y: uint8(i * 17)}
	}
	return p
}()
