package chart

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// axis is a range of values with marks on it.
type axis struct {
	least, most float64
	ticks       []tick
}

// tick is a mark on an axis; one without a label is a line of the grid alone.
type tick struct {
	value float64
	label string
}

var percentTicks = axis{0, 100, []tick{{0, "0 %"}, {25, ""}, {50, "50 %"}, {75, ""}, {100, "100 %"}}}

// valueTicks puts at most five steps of 1, 2 or 5 times a power of ten between two
// values, which differ.
func valueTicks(least, most float64) axis {
	rough := (most - least) / 5
	decade := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * decade
	for _, n := range []float64{5, 2, 1} {
		if n*decade >= rough {
			step = n * decade
		}
	}
	digits := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	a := axis{least: least, most: most}
	for n := int(math.Ceil(least / step)); float64(n)*step <= most; n++ {
		value := float64(n) * step
		a.ticks = append(a.ticks, tick{value, strconv.FormatFloat(value, 'f', digits, 64)})
	}
	return a
}

// timeTicks marks round times of a number of seconds, as many as there is room
// for in a width in units, eight at most.
func timeTicks(seconds, width float64) (ticks []tick) {
	most := min(max(width/70, 2), 8)
	step := time.Second
	for _, s := range []time.Duration{
		time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute,
		2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour,
	} {
		if step = s; seconds/s.Seconds() <= most {
			break
		}
	}
	for seconds/step.Seconds() > most {
		step *= 2
	}
	for at := time.Duration(0); at.Seconds() <= seconds; at += step {
		ticks = append(ticks, tick{at.Seconds(), Clock(at)})
	}
	return ticks
}

// Clock writes a time as 1:05, or 1:01:05.
func Clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
