package project

import (
	"time"

	"oneglyph/model"
)

// Class is a character that the user taught: a name and at least one example.
type Class struct {
	ID       model.ClassID
	Name     string
	Created  time.Time
	Examples []Example // oldest first; not to be written to
}
