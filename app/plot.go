package app

import (
	"image/color"
	"image/png"
	"io"
	"time"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// curve gathers a run's points and draws them to a file.
type curve struct {
	file   string
	points []runs.Point
	latest time.Duration
}

// hear takes in a step, if it was validated or a second has passed.
func (c *curve) hear(p train.Progress) {
	if c.file == "" || !p.Validated && p.Trained-c.latest < time.Second {
		return
	}
	c.latest = p.Trained
	point := runs.Point{Step: p.Step, Trained: p.Trained, Loss: p.Loss}
	if p.Validated {
		point.Accuracy = p.Accuracy
	}
	c.points = append(c.points, point)
}

// save writes the picture, if one was asked for.
func (c *curve) save() error {
	if c.file == "" {
		return nil
	}
	grey := func(v uint8) color.Color { return color.Gray{Y: v} }
	drawn, err := chart.Draw(c.points, 1200, 720, chart.Style{
		Background: color.White, Text: grey(0x40), Grid: grey(0xe4), Reference: grey(0x88),
		Accuracy: color.NRGBA{0x1f, 0x6f, 0xb2, 0xff}, Loss: color.NRGBA{0xb2, 0x5a, 0x1f, 0xff}, Raw: color.NRGBA{0xb2, 0x5a, 0x1f, 0x50},
		Scale: 1.5,
	}, chart.Labels{Accuracy: "held-out one-shot accuracy", Loss: "loss", People: "people, on Lake's task", Koch: "Koch et al., on Lake's task"})
	if err != nil {
		return err
	}
	return export.ToFile(c.file, func(out io.Writer) error { return png.Encode(out, drawn.Image) })
}
