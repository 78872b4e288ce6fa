package draw

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// The bounds of what is remembered of the drawings of a session: a person's hundred
// drawings are some 500 KB, pictures and long scribbles more.
const (
	maxPast    = 100
	maxPastInk = 16 << 20 // bytes of points and pixels
)

// pastDrawing is a drawing that left the pad, with its answer.
type pastDrawing struct {
	example gallery.Example // what it points to is the pad's too, and never changes
	answer  pastAnswer
	asked   bool // whether it is to become a class of its own, see askApart
}

// pastAnswer is what a drawing was taken for.
type pastAnswer struct {
	ranked     bool   // there was an answer
	name       string // of the best match; empty for no match
	similarity float64
}

// history is the drawings of the session, the latest first.
type history struct {
	all    []pastDrawing
	serial model.ExampleID // numbers the drawings, for their thumbnails
}

// add puts a drawing first. One that has been there before, brought back and put away
// again, moves.
func (h *history) add(d pastDrawing) {
	h.all = slices.DeleteFunc(h.all, func(old pastDrawing) bool { return sameInk(old.example, d.example) })
	h.serial++
	d.example.ID = h.serial
	h.all = slices.Insert(h.all, 0, d)
	kept, bytes := 0, 0
	for ; kept < min(len(h.all), maxPast); kept++ {
		if bytes += inkBytes(h.all[kept].example); kept > 0 && bytes > maxPastInk {
			break
		}
	}
	clear(h.all[kept:])
	h.all = h.all[:kept]
}

// sameInk reports whether two drawings are the same one, not merely alike: they share
// their points.
func sameInk(a, b gallery.Example) bool {
	if a.Picture != nil || b.Picture != nil {
		return samePicture(a.Picture, b.Picture)
	}
	return slices.EqualFunc(a.Strokes, b.Strokes, func(s, t model.Stroke) bool {
		return len(s) == len(t) && (len(s) == 0 || &s[0] == &t[0])
	})
}

func samePicture(a, b *model.Scan) bool {
	return a != nil && b != nil && len(a.Pix) > 0 && len(b.Pix) > 0 && &a.Pix[0] == &b.Pix[0]
}

// inkBytes is the memory that a drawing's points or pixels take.
func inkBytes(e gallery.Example) (n int) {
	if e.Picture != nil {
		return len(e.Picture.Pix)
	}
	for _, s := range e.Strokes {
		n += 24 + 8*cap(s)
	}
	return n
}

// recorder follows the pad and puts what leaves it into the history.
type recorder struct {
	past history
	now  pastDrawing // on the pad; without ink when it is blank
}

// follow takes what the pad shows now. undone says that the last step was one back:
// a drawing whose strokes were all taken back is no drawing.
func (r *recorder) follow(now gallery.Example, undone bool) {
	blank := now.Picture == nil && len(now.Strokes) == 0
	if continues(r.now.example, now) {
		r.now.example = now
		return
	}
	if inkBytes(r.now.example) > 0 && !(blank && undone) {
		r.past.add(r.now)
	}
	r.now = pastDrawing{example: now}
}

// answered notes what the drawing on the pad was taken for.
func (r *recorder) answered(a pastAnswer) { r.now.answer = a }

// continues reports whether a drawing goes on where another was: both begin at the
// same point, or are the same picture. While the first stroke is drawn its points move
// in memory.
func continues(was, now gallery.Example) bool {
	if was.Picture != nil || now.Picture != nil {
		return samePicture(was.Picture, now.Picture)
	}
	return len(was.Strokes) > 0 && len(now.Strokes) > 0 && was.Strokes[0][0] == now.Strokes[0][0]
}
