package cli

import (
	"cmp"
	"fmt"
)

// Limits of the command line's numbers, each far beyond what anybody has a use for.
const (
	maxWays     = 1000
	maxShots    = 1000
	maxEpisodes = 100_000
	maxCompared = 2_000_000 // drawings of all trials' support sets together
	maxInked    = 10_000    // queries in another ink, each with a picture of its own
	maxSteps    = 100_000_000
	maxHours    = 10_000
	maxDrawer   = 1000
	maxFlags    = 500
)

// bounded returns an error unless a flag's value lies between two others.
func bounded[T cmp.Ordered](flag string, value, from, to T) error {
	if value >= from && value <= to { // a NaN is not
		return nil
	}
	return fmt.Errorf("--%s=%v: from %v to %v", flag, value, from, to)
}
