//go:build !linux

package app

import "time"

var started = time.Now()

// peakMemory is measured on Linux alone.
func peakMemory() int64 { return 0 }

// processorTime is the clock's where the system is not asked.
func processorTime() time.Duration { return time.Since(started) }
