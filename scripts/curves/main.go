// Command curves draws the held-out accuracy of several training runs into one chart,
// a PNG. Each is named and followed by its folder in the data folder's training/runs,
// or its log.csv:
//
//	go run ./scripts/curves -out koch.png "episodes=runs/2026-11-28 15.40.11" "pairs=…"
package main

import (
	"errors"
	"flag"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"log"
	"path/filepath"
	"strings"

	"github.com/oneglyph/oneglyph/chart"
	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// colors are those of Okabe and Ito 2008, which the colour-blind can tell apart.
var colors = []color.Color{
	color.NRGBA{0x00, 0x72, 0xb2, 0xff},
	color.NRGBA{0xd5, 0x5e, 0x00, 0xff},
	color.NRGBA{0x00, 0x9e, 0x73, 0xff},
	color.NRGBA{0xcc, 0x79, 0xa7, 0xff},
	color.NRGBA{0xe6, 0x9f, 0x00, 0xff},
	color.NRGBA{0x56, 0xb4, 0xe9, 0xff},
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "curves.png", "the picture")
	flag.Parse()
	if err := run(*out, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(out string, named []string) error {
	if len(named) == 0 || len(named) > len(colors) {
		return fmt.Errorf("curves: one to %d runs are drawn, each as NAME=FOLDER", len(colors))
	}
	var curves []chart.Curve
	for i, arg := range named {
		name, folder, ok := strings.Cut(arg, "=")
		if !ok {
			return errors.New("curves: " + arg + ": want NAME=FOLDER")
		}
		if filepath.Base(folder) == "log.csv" {
			folder = filepath.Dir(folder)
		}
		points, err := runs.Run{Folder: folder}.Curve()
		if err != nil {
			return err
		}
		curves = append(curves, chart.Curve{Name: name, Color: colors[i], Points: points})
	}
	grey := func(v uint8) color.Color { return color.Gray{Y: v} }
	img, err := chart.Compare(curves, 1200, 540, chart.Style{Background: color.White, Text: grey(0x40), Grid: grey(0xe4), Scale: 1.5})
	if err != nil {
		return err
	}
	return export.ToFile(out, func(w io.Writer) error { return png.Encode(w, img) })
}
