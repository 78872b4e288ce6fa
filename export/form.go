package export

import "io"

// Form is one way of writing something to a file.
type Form struct {
	Extension string // without a dot
	Write     func(io.Writer) error
}
