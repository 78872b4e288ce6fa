package benchmark

import (
	"cmp"
	"slices"
)

// chart is bars of accuracies, measured and published, below one another: what the
// page draws as SVG. Lengths are in its units, which are about pixels.
type chart struct {
	Width, Height int
	Left          int // where bars begin
	Ticks         []chartTick
	Bars          []bar
}

type chartTick struct {
	X     float64
	Label string
}

type bar struct {
	Name                 string
	Accuracy             float64
	Measured, Own        bool // here, and by the network
	Y                    int
	Length               float64
	Low, High            float64 // ends of the interval
	Source               string
	LabelX               float64
	TextY, BarY, MiddleY int
}

const (
	chartWidth, chartLeft, chartRight = 640, 170, 60
	barPitch, barHeight               = 26, 14
	barAxis                           = 22 // room for the ticks
)

// newChart charts what contestants reached at one part next to what is published.
func newChart(results []Result) chart {
	var bars []bar
	for _, r := range results {
		if r.Skipped == "" {
			bars = append(bars, bar{
				Name: contestantTitles[r.Contestant], Accuracy: r.Accuracy, Measured: true, Own: r.Contestant == "network",
				Low: r.Low, High: r.High, Source: "measured in this run",
			})
		}
	}
	if len(bars) == 0 {
		return chart{}
	}
	for _, m := range results[0].Published {
		bars = append(bars, bar{Name: m.Name, Accuracy: m.Accuracy, Source: m.Source})
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Compare(b.Accuracy, a.Accuracy) })
	unit := float64(chartWidth - chartLeft - chartRight)
	c := chart{Width: chartWidth, Height: barAxis + barPitch*len(bars), Left: chartLeft}
	for i := range bars {
		b := &bars[i]
		b.Y = i * barPitch
		b.BarY, b.MiddleY, b.TextY = b.Y+(barPitch-barHeight)/2, b.Y+barPitch/2, b.Y+barPitch/2+4
		b.Length = b.Accuracy * unit
		b.Low, b.High = chartLeft+b.Low*unit, chartLeft+b.High*unit
		b.LabelX = chartLeft + b.Length + 8
		if b.Measured {
			b.LabelX = b.High + 8
		}
	}
	for _, share := range []float64{0, 0.25, 0.5, 0.75, 1} {
		label := ""
		if share != 0.25 && share != 0.75 {
			label = map[float64]string{0: "0", 0.5: "50", 1: "100 %"}[share]
		}
		c.Ticks = append(c.Ticks, chartTick{chartLeft + share*unit, label})
	}
	c.Bars = bars
	return c
}

// contestantTitles are the contestants' names on the page.
var contestantTitles = map[string]string{
	"network":   "This network",
	"pixels":    "1-NN on pixels, here",
	"hausdorff": "Hausdorff, here",
}
