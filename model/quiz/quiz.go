// Package quiz asks for a gallery's classes by name, spaced over days so that each is
// asked for when it is about to be forgotten. It owns the schedule and the file that
// it is kept in, next to the gallery. When a class comes again is decided by FSRS, the
// free spaced repetition scheduler.
package quiz

import (
	"fmt"
	"slices"
	"time"

	"github.com/open-spaced-repetition/go-fsrs/v4"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// Grade is how well a character was drawn.
type Grade int

const (
	// Wrong is taken for another class.
	Wrong Grade = iota
	// Doubtful is taken for the class, but so little like it that it would be no match.
	Doubtful
	// Right is taken for the class.
	Right
)

// ratings are the grades in the scheduler's terms.
var ratings = map[Grade]fsrs.Rating{Wrong: fsrs.Again, Doubtful: fsrs.Hard, Right: fsrs.Good}

// key names a class for as long as its gallery lives, whatever it is called: the
// numbers of two galleries may be the same, their times of registration are not.
type key struct {
	id      model.ClassID
	created int64 // Unix nanoseconds
}

func keyOf(c gallery.Class) key { return key{c.ID, c.Created.UnixNano()} }

// card is what is known of a class.
type card struct {
	fsrs.Card
	asked, right int
}

// Deck is the schedule of a gallery. One goroutine at a time may use it.
type Deck struct {
	scheduler *fsrs.FSRS
	cards     map[key]card
}

// New is a deck in which every class is new.
func New() *Deck { return &Deck{fsrs.NewFSRS(fsrs.DefaultParam()), map[key]card{}} }

// Clone is a copy for another goroutine, to be saved there.
func (d *Deck) Clone() *Deck {
	c := New()
	for k, v := range d.cards {
		c.cards[k] = v
	}
	return c
}

// Plan says what is to be asked of a gallery at some time.
type Plan struct {
	Due []model.ClassID // to be asked again now, the longest overdue first
	New []model.ClassID // never asked, in the gallery's order
	// Next is when the first of the rest comes; zero: there is none.
	Next time.Time
}

// Plan sorts a gallery's classes by when they are due.
func (d *Deck) Plan(classes []gallery.Class, now time.Time) Plan {
	var p Plan
	due := map[model.ClassID]time.Time{}
	for _, c := range classes {
		known, asked := d.cards[keyOf(c)]
		switch {
		case !asked:
			p.New = append(p.New, c.ID)
		case !known.Due.After(now):
			p.Due = append(p.Due, c.ID)
			due[c.ID] = known.Due
		case p.Next.IsZero() || known.Due.Before(p.Next):
			p.Next = known.Due
		}
	}
	slices.SortStableFunc(p.Due, func(a, b model.ClassID) int { return due[a].Compare(due[b]) })
	return p
}

// Review takes how a class was drawn and returns when it is to be asked for again. A
// clock that was set back counts as having stood still.
func (d *Deck) Review(c gallery.Class, g Grade, now time.Time) (due time.Time, err error) {
	k := keyOf(c)
	known, asked := d.cards[k]
	if !asked {
		known.Card = fsrs.NewCard(now)
	}
	if now.Before(known.LastReview) {
		now = known.LastReview
	}
	next, err := d.scheduler.Next(known.Card, now, ratings[g])
	if err != nil {
		return time.Time{}, fmt.Errorf("quiz: schedule %q: %w", c.Name, err)
	}
	known.Card = next.Card
	known.asked++
	if g != Wrong {
		known.right++
	}
	d.cards[k] = known
	return known.Due, nil
}

// Record is what is known of a class: how often it was asked for, how often it was
// drawn right, and when it comes again; zero: it is new.
func (d *Deck) Record(c gallery.Class) (asked, right int, due time.Time) {
	known := d.cards[keyOf(c)]
	return known.asked, known.right, known.Due
}

// Adopt takes over what another deck knows of classes that this one has not asked
// for: a gallery saved under another name keeps its schedule.
func (d *Deck) Adopt(other *Deck, classes []gallery.Class) {
	for _, c := range classes {
		k := keyOf(c)
		if _, known := d.cards[k]; known {
			continue
		}
		if theirs, known := other.cards[k]; known {
			d.cards[k] = theirs
		}
	}
}
