package uitest

import (
	"context"
	"os"
	"sync"

	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// NoTrials is that no data set is at hand.
type NoTrials struct{}

func (NoTrials) AtHand() play.Files { return play.Files{} }

func (NoTrials) FetchTask(context.Context, func(omniglot.Transfer)) error { return os.ErrNotExist }
func (NoTrials) FetchSets(context.Context, func(omniglot.Transfer)) error { return os.ErrNotExist }

// SomeNetwork returns a network that the Challenge page plays against.
var SomeNetwork = sync.OnceValue(func() *siamese.Model {
	m, err := siamese.New(siamese.Compact(), 1)
	if err != nil {
		panic(err)
	}
	return m
})
