package quiz

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/open-spaced-repetition/go-fsrs/v4"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// ErrDamaged says that a file is no schedule, or one that can no longer be read.
var ErrDamaged = errors.New("the file is damaged or no schedule of a quiz")

const (
	version  = 1
	maxFile  = 16 << 20 // bytes
	maxCards = 50_000
)

// File returns where the schedule of a gallery's file is kept: next to it.
func File(galleryFile string) string {
	return strings.TrimSuffix(galleryFile, filepath.Ext(galleryFile)) + ".quiz.json"
}

// document is the file's form.
type document struct {
	Version int      `json:"oneglyph_quiz"`
	Cards   []record `json:"cards"`
}

type record struct {
	Class      int64     `json:"class"`
	Created    int64     `json:"created_ns"` // of the class, so that another gallery's class is another
	Due        time.Time `json:"due"`
	Last       time.Time `json:"last_review"`
	Stability  float64   `json:"stability"`
	Difficulty float64   `json:"difficulty"`
	Days       uint64    `json:"scheduled_days"`
	Reps       uint64    `json:"reps"`
	Lapses     uint64    `json:"lapses"`
	State      int8      `json:"state"`
	Steps      int       `json:"remaining_steps"`
	Asked      int       `json:"asked"`
	Right      int       `json:"right"`
}

// Open reads a deck; where there is no file it is a new one. A file that is damaged
// is renamed to a free name next to it, and kept says which; err is ErrDamaged then,
// and the deck a new one. Of other errors, which name the file, the file stays as it
// is and there is no deck.
func Open(path string) (d *Deck, kept string, err error) {
	data, err := foreign.ReadFile(path, maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return New(), "", nil
	}
	if errors.Is(err, foreign.ErrTooLarge) {
		err = ErrDamaged
	} else if err == nil {
		if d, err = parse(data); err == nil {
			return d, "", nil
		}
	}
	err = fmt.Errorf("quiz: open %s: %w", path, err)
	if !errors.Is(err, ErrDamaged) {
		return nil, "", err
	}
	kept, asideErr := gallery.SetAside(path)
	if asideErr != nil {
		return nil, "", errors.Join(err, asideErr)
	}
	return New(), kept, err
}

func parse(data []byte) (*Deck, error) {
	var doc document
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	if doc.Version > version {
		return nil, gallery.ErrNewer
	}
	if doc.Version != version || len(doc.Cards) > maxCards {
		return nil, ErrDamaged
	}
	d := New()
	for _, r := range doc.Cards {
		c := card{fsrs.Card{
			Due: r.Due, LastReview: r.Last, Stability: r.Stability, Difficulty: r.Difficulty, ScheduledDays: r.Days,
			Reps: r.Reps, Lapses: r.Lapses, State: fsrs.State(r.State), RemainingSteps: r.Steps,
		}, r.Asked, r.Right}
		// What the scheduler would refuse at the next review is refused here.
		if _, err := d.scheduler.Repeat(c.Card, r.Last); err != nil || r.Asked < 1 || r.Right < 0 || r.Right > r.Asked || r.Steps < 0 || r.Steps > maxSteps {
			return nil, fmt.Errorf("%w: class %d", ErrDamaged, r.Class)
		}
		d.cards[key{model.ClassID(r.Class), r.Created}] = c
	}
	return d, nil
}

// maxSteps is more learning steps than the scheduler has.
const maxSteps = 10

// Save writes the deck to a file, whole or not at all. Errors name the file.
func (d *Deck) Save(path string) error {
	doc := document{Version: version, Cards: []record{}}
	for k, c := range d.cards {
		doc.Cards = append(doc.Cards, record{
			Class: int64(k.id), Created: k.created, Due: c.Due, Last: c.LastReview, Stability: c.Stability, Difficulty: c.Difficulty,
			Days: c.ScheduledDays, Reps: c.Reps, Lapses: c.Lapses, State: int8(c.State), Steps: c.RemainingSteps, Asked: c.asked, Right: c.right,
		})
	}
	slices.SortFunc(doc.Cards, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Created, b.Created))
	})
	data, err := json.MarshalIndent(doc, "", "\t")
	if err == nil {
		err = atomicfile.WriteBytes(path, append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("quiz: save %s: %w", path, err)
	}
	return nil
}
