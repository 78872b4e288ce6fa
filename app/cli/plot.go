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
	labels := chart.Labels{
		Accuracy: "any two people", LakeLike: "runs like Lake's", Loss: "loss",
		Task: "Lake's task:", Marks: [4]string{"people 95.5 %", "Koch et al. 92.0 %", "BPL 96.7 %", "ARC 98.5 %"},
	}
	if p, ok := chart.Passes(points); ok {
		labels.Passed = "past people after " + chart.Clock(p.Trained)
	}
	drawn, err := chart.Draw(points, 1200, 720, chart.Style{
		Background: color.White, Text: grey(0x40), Grid: grey(0xe4), Reference: grey(0x88),
		Accuracy: color.NRGBA{0x8f, 0xb7, 0xd8, 0xff}, LakeLike: color.NRGBA{0x1f, 0x6f, 0xb2, 0xff},
		Loss: color.NRGBA{0xb2, 0x5a, 0x1f, 0xff}, Raw: color.NRGBA{0xb2, 0x5a, 0x1f, 0x50},
		Scale: 1.5,
	}, labels)
	if err != nil {
		return err
	}
	return export.ToFile(file, func(out io.Writer) error { return png.Encode(out, drawn.Image) })
}
