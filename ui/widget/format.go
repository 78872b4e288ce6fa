package widget

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"
)

// Percent writes a share, 0 to 1. It rounds down near the top: only what is the
// same is 100 %.
func Percent(similarity float64) string {
	n := math.Round(similarity * 100)
	if n == 100 && similarity < 0.9995 {
		n = 99
	}
	return fmt.Sprintf("%.0f %%", n)
}

// Grouped writes a number with commas between its thousands.
func Grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Minutes writes a duration in seconds, minutes or hours, whichever suits it.
func Minutes(d time.Duration) string {
	if d < 90*time.Second {
		return lang.L("{{.Count}} s", map[string]any{"Count": int(d.Round(time.Second).Seconds())})
	}
	if d < 100*time.Minute {
		return lang.L("{{.Count}} min", map[string]any{"Count": int(d.Round(time.Minute).Minutes())})
	}
	return lang.L("{{.Count}} h", map[string]any{"Count": fmt.Sprintf("%.1f", d.Hours())})
}

// Counted translates a text about a number of things. Fyne's own way chooses the
// form by the rules of the system's language, not of the one that is spoken.
func Counted(key string, n int) string {
	count := map[string]any{"Count": n}
	if n == 1 {
		return lang.X(Singular(key), key, count)
	}
	return lang.L(key, count)
}

// Singular returns the key under which a language files the text about one thing.
func Singular(key string) string { return "1 " + key }
