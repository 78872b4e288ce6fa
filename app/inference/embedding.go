package inference

import (
	"context"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// embeddingJob is a caller's wish for glyphs' embeddings. When it is done the network
// that made them is as it was then; it is nil with an error.
type embeddingJob struct {
	glyphs  []model.Glyph
	done    func(*Network, []model.Embedding, error)
	step    func(done int) error // is called before each glyph; nil: nobody wants to know
	network *Network             // that made the embeddings so far
	all     []model.Embedding
}

// Embed makes embeddings of glyphs, whether they are registered or not, one at a
// time between queries, and passes them to a function on the inference goroutine. All
// are the same network's. Errors: ErrClosed, and the network's own.
func (r *Recognizer) Embed(glyphs []model.Glyph, done func([]model.Embedding, error)) {
	r.begin(&embeddingJob{glyphs: glyphs, done: func(_ *Network, all []model.Embedding, err error) { done(all, err) }}, false)
}

// RankEach ranks the classes against each of several glyphs, and passes an answer for
// each, with so many of its best matches, to a function on the inference goroutine. It
// goes before what Embed was asked for, and like that lets queries pass and waits until
// the gallery is embedded. Errors are Embed's.
func (r *Recognizer) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	r.begin(&embeddingJob{glyphs: glyphs, done: func(n *Network, all []model.Embedding, err error) {
		answers := make([]model.Answer, len(all))
		for i, h := range all {
			classes := n.index.Len()
			answers[i] = model.Answer{Matches: n.index.Rank(h, best), Threshold: n.Threshold(classes), Alike: n.Alike(classes)}
		}
		done(answers, err)
	}}, true)
}

// Survey makes embeddings of glyphs as Embed does, and passes them on with a copy of
// the gallery's and with what compares them. Progress, unless nil, is called on the
// inference goroutine with the number of glyphs that are done. Errors are Embed's and
// ctx's.
func (r *Recognizer) Survey(ctx context.Context, glyphs []model.Glyph, progress func(done int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error)) {
	step := func(n int) error {
		if progress != nil {
			progress(n)
		}
		return ctx.Err()
	}
	r.begin(&embeddingJob{glyphs: glyphs, step: step, done: func(n *Network, all []model.Embedding, err error) {
		if err != nil {
			done(nil, oneshot.Support{}, nil, err)
			return
		}
		done(all, n.index.Support(), n.index.Metric(), nil)
	}}, false)
}

// begin puts a job behind the others, or before them.
func (r *Recognizer) begin(j *embeddingJob, urgent bool) {
	r.mu.Lock()
	closed := r.closed
	switch {
	case closed:
	case urgent:
		r.jobs = slices.Insert(r.jobs, 0, j)
	default:
		r.jobs = append(r.jobs, j)
	}
	r.mu.Unlock()
	if closed {
		j.done(nil, nil, ErrClosed)
		return
	}
	r.signal()
}

// advanceJob embeds one glyph of the oldest job, from its first one again if
// another network has taken the place of the one that it began with.
func (r *Recognizer) advanceJob(s *inferenceState) {
	r.mu.Lock()
	var j *embeddingJob
	if len(r.jobs) > 0 {
		j = r.jobs[0]
	}
	r.mu.Unlock()
	if j == nil {
		return
	}
	err := s.err
	if j.network != s.network {
		j.network, j.all = s.network, nil
	}
	if err == nil && j.step != nil {
		err = j.step(len(j.all))
	}
	if n := len(j.all); err == nil && n < len(j.glyphs) {
		var h model.Embedding
		h, err = j.network.Embed(j.glyphs[n])
		j.all = append(j.all, h)
	}
	switch {
	case err != nil:
		j.all = nil
	case len(j.all) < len(j.glyphs):
		return
	}
	r.mu.Lock()
	r.jobs = slices.DeleteFunc(r.jobs, func(other *embeddingJob) bool { return other == j }) // a more urgent one may be first by now
	r.mu.Unlock()
	j.done(j.network, j.all, err)
}

// dismissJobs ends all jobs with ErrClosed.
func (r *Recognizer) dismissJobs() {
	r.mu.Lock()
	jobs := r.jobs
	r.jobs = nil
	r.mu.Unlock()
	for _, j := range jobs {
		j.done(nil, nil, ErrClosed)
	}
}
