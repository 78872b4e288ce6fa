package app

import "github.com/oneglyph/oneglyph/model"

// job is glyphs of which somebody wants embeddings.
type job struct {
	glyphs  []model.Glyph
	done    func([]model.Embedding, error)
	encoder encoder // that the embeddings so far are of
	all     []model.Embedding
}

// turn embeds one glyph of the oldest job, beginning anew if another network has
// taken the place of the one that it began with.
func (r *Recognizer) turn(b *bench) {
	r.mu.Lock()
	var j *job
	if len(r.jobs) > 0 {
		j = r.jobs[0]
	}
	r.mu.Unlock()
	if j == nil {
		return
	}
	err := b.err
	if j.encoder != b.network.encoder {
		j.encoder, j.all = b.network.encoder, nil
	}
	if n := len(j.all); err == nil && n < len(j.glyphs) {
		var h model.Embedding
		h, err = j.encoder.Embed(j.glyphs[n])
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

// dismiss tells all who wait for embeddings that there will be none.
func (r *Recognizer) dismiss() {
	r.mu.Lock()
	jobs := r.jobs
	r.jobs = nil
	r.mu.Unlock()
	for _, j := range jobs {
		j.done(nil, ErrClosed)
	}
}
