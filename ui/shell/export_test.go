package shell

import "time"

// Tests reveal the cover when they want to: Fyne's test driver would run the timer's
// function beside them.
func init() { patience = time.Hour }
