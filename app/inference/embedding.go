package inference

import "github.com/oneglyph/oneglyph/model"

// embeddingJob is a caller's wish for glyphs' embeddings.
type embeddingJob struct {
	glyphs  []model.Glyph
	done    func([]model.Embedding, error)
	network *Network // that made the embeddings so far
	all     []model.Embedding
}

// Embed makes embeddings of glyphs, whether they are registered or not, one at a
// time between queries, and passes them to a function on the inference goroutine. All
// are the same network's. Errors: ErrClosed, and the network's own.
func (r *Recognizer) Embed(glyphs []model.Glyph, done func([]model.Embedding, error)) {
	r.mu.Lock()
	closed := r.closed
	if !closed {
		r.jobs = append(r.jobs, &embeddingJob{glyphs: glyphs, done: done})
	}
	r.mu.Unlock()
	if closed {
		done(nil, ErrClosed)
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
	r.jobs = r.jobs[1:]
	r.mu.Unlock()
	j.done(j.all, err)
}

// dismissJobs ends all jobs with ErrClosed.
func (r *Recognizer) dismissJobs() {
	r.mu.Lock()
	jobs := r.jobs
	r.jobs = nil
	r.mu.Unlock()
	for _, j := range jobs {
		j.done(nil, ErrClosed)
	}
}
