package cli

import (
	"image/color"
	"image/png"
	"io"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// drawCurve draws a run's curve to a file.
func drawCurve(file string, points []runs.Point) error {
	grey := func(v uint8) color.Color { return color.Gray{Y: v} }
	drawn, err := chart.Draw(points, 1200, 720, chart.Style{
		Background: color.White, Text: grey(0x40), Grid: grey(0xe4), Reference: grey(0x88),
		Accuracy: color.NRGBA{0x1f, 0x6f, 0xb2, 0xff}, Loss: color.NRGBA{0xb2, 0x5a, 0x1f, 0xff}, Raw: color.NRGBA{0xb2, 0x5a, 0x1f, 0x50},
		Scale: 1.5,
	}, chart.Labels{Accuracy: "held-out one-shot accuracy", Loss: "loss", People: "people, on Lake's task", Koch: "Koch et al., on Lake's task"})
	if err != nil {
		return err
	}
	return export.ToFile(file, func(out io.Writer) error { return png.Encode(out, drawn.Image) })
}
