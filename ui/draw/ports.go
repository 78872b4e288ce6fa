package draw

import (
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Ranker compares drawings with the registered examples on a goroutine of its
// own. Every method returns at once.
type Ranker interface {
	// Query asks for a ranking of the glyph that a function makes, which is called
	// on that goroutine; of several waiting queries only the latest is answered.
	Query(generation uint64, glyph func() (model.Glyph, error))
	// Describe names the network, for example "compact".
	Describe() (network string)
	// Thresholds lists what can stand for "no match" in a gallery of the present
	// one's size, from lenient to strict. It is empty until a network is there.
	Thresholds() []siamese.Threshold
	// OnAnswer sets the function that receives the answers. It is called on the
	// inference goroutine. One that is older than one already shown, or that belongs
	// to a drawing or a set of classes that is no more, is to be dropped.
	OnAnswer(func(model.Answer))
}
