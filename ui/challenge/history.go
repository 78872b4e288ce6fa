package challenge

import (
	"encoding/json"
	"time"

	"fyne.io/fyne/v2/lang"

	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/ui/shell"
)

const (
	gamesKey = "challenge games"
	// mostGames is how many games are remembered, listed how many are shown.
	mostGames, listed = 200, 8
)

// played is a game that is over, as the settings keep it.
type played struct {
	Kind    play.Kind `json:"kind"`
	Hard    bool      `json:"hard,omitempty"`
	Trials  int       `json:"trials"`
	You     int       `json:"you"`
	Network int       `json:"network"`
	Seconds float64   `json:"seconds"` // all of the person's choices together
}

func playedNow(kind play.Kind, hard bool, s play.Score) played {
	return played{kind, hard, s.Person.Trials, s.Person.Correct, s.Network.Correct, s.Took.Seconds()}
}

func (p played) score() play.Score {
	return play.Score{
		Person:  evaluate.Tally{Correct: p.You, Trials: p.Trials},
		Network: evaluate.Tally{Correct: p.Network, Trials: p.Trials},
		Took:    time.Duration(p.Seconds * float64(time.Second)),
	}
}

// text says how a game went.
func (p played) text(number int) string {
	s := p.score()
	text := lang.L("Game {{.Number}}: you {{.You}}, the network {{.Network}}, {{.Time}} a choice", map[string]any{
		"Number": number, "You": count(s.Person), "Network": count(s.Network), "Time": seconds(s.Mean()),
	})
	if p.Hard {
		text += " · " + lang.L("Hard")
	}
	return text
}

// remembered reads the games that the settings keep; what is no game is passed over.
func remembered(s shell.Settings) (games []played) {
	var all []played
	if json.Unmarshal([]byte(s.StringWithFallback(gamesKey, "[]")), &all) != nil {
		return nil
	}
	for _, p := range all {
		if p.Trials > 0 && p.Trials <= 1000 && p.You >= 0 && p.You <= p.Trials && p.Network >= 0 && p.Network <= p.Trials && p.Seconds >= 0 && p.Seconds < 1e6 {
			games = append(games, p)
		}
	}
	return games
}

// remember has the settings keep the latest games.
func remember(s shell.Settings, games []played) {
	text, err := json.Marshal(games[max(len(games)-mostGames, 0):])
	if err == nil { // it is numbers
		s.SetString(gamesKey, string(text))
	}
}
