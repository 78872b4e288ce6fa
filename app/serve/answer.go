package serve

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"github.com/oneglyph/oneglyph/model/recognizer"
)

// Ranker ranks drawings by a gallery. recognizer.Recognizer is one.
type Ranker interface {
	Rank(ctx context.Context, d recognizer.Drawing, limit int) (recognizer.Ranking, error)
	// Err returns why the gallery's latest version is not what is ranked by.
	Err() error
}

// answer is what a request is answered with: a ranking, or an error alone.
type answer struct {
	ID json.RawMessage `json:"id,omitempty"`
	*ranking
	Error string `json:"error,omitempty"`
}

type ranking struct {
	Match   *string `json:"match"` // null when the drawing is taken for no class
	Matches []match `json:"matches"`
}

type match struct {
	Name       string  `json:"name"`
	Text       string  `json:"text"`
	Similarity float64 `json:"similarity"`
}

// service answers requests, however they came.
type service struct {
	ranker Ranker
	warn   func(error)

	// Pictures are decoded one after another: each may take 200 MB.
	pictures chan struct{}

	mu      sync.Mutex
	trouble string
}

func newService(r Ranker, warn func(error)) *service {
	return &service{ranker: r, warn: warn, pictures: make(chan struct{}, 1)}
}

// rank answers one request.
func (s *service) rank(ctx context.Context, r request) (answer, error) {
	if r.Image != nil {
		select {
		case s.pictures <- struct{}{}:
			defer func() { <-s.pictures }()
		case <-ctx.Done():
			return answer{}, ctx.Err()
		}
	}
	found, err := s.ranker.Rank(ctx, r.drawing(), r.limit())
	if err != nil {
		return answer{}, err
	}
	s.tell(s.ranker.Err())
	a := ranking{Matches: make([]match, len(found.Matches))}
	for i, m := range found.Matches {
		a.Matches[i] = match{m.Name, m.Text, m.Similarity}
	}
	if found.Known {
		a.Match = &a.Matches[0].Name
	}
	return answer{ID: r.ID, ranking: &a}, nil
}

// tell warns once of each trouble.
func (s *service) tell(trouble error) {
	text := ""
	if trouble != nil {
		text = trouble.Error()
	}
	s.mu.Lock()
	news := text != "" && text != s.trouble
	s.trouble = text
	s.mu.Unlock()
	if news {
		s.warn(trouble)
	}
}

// failure is the answer to what could not be ranked.
func failure(id json.RawMessage, err error) answer {
	text := strings.TrimPrefix(err.Error(), "recognizer: ")
	if errors.Is(err, context.DeadlineExceeded) {
		text = errBusy.Error()
	}
	return answer{ID: id, Error: text}
}

var errBusy = errors.New("too much is asked at once, try again")
