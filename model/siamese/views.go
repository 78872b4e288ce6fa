package siamese

import "github.com/oneglyph/oneglyph/model"

// maxViews is the number of views that there are.
const maxViews = 8

// views are the small distortions that an embedding is averaged over, the glyph
// itself first: what one drawing of a character might as well have looked like.
func views(n int) []model.Warp {
	all := [maxViews]model.Warp{
		model.Identity(),
		model.Turn(6), model.Turn(-6),
		{A: [6]float32{1, 0.15, 0, 0, 1, 0}},
		{A: [6]float32{1, -0.15, 0, 0, 1, 0}}, // sheared
		{A: [6]float32{1.1, 0, 0, 0, 1, 0}},
		{A: [6]float32{1, 0, 0, 0, 1.1, 0}},     // narrower, lower
		{A: [6]float32{0.94, 0, 0, 0, 0.94, 0}}, // larger
	}
	return all[:n]
}

// once stands for one view of a glyph, as it is, where room for n views is to be filled.
func once(n int) []model.Warp {
	all := make([]model.Warp, n)
	for i := range all {
		all[i] = model.Identity()
	}
	return all
}

// lookAt writes the views of a glyph's ink at a network's input size into pix,
// (views, side, side); frame is scratch of a glyph's size.
func lookAt(pix []float32, ink, frame []uint8, views []model.Warp, side int) {
	for j := range views {
		view := pix[j*side*side:][:side*side]
		if views[j].A == model.Identity().A { // the glyph itself
			model.Resample(view, ink, side)
			continue
		}
		model.Bend(frame, ink, &views[j])
		model.Resample(view, frame, side)
	}
}

// meanOfViews writes the mean of every glyph's views in all, (glyphs·views, d), to
// dst, (glyphs, d).
func meanOfViews(dst, all []float32, views, d int) {
	share := 1 / float32(views)
	clear(dst)
	for i := range len(all) / d {
		h := dst[i/views*d:][:d]
		for k, v := range all[i*d : (i+1)*d] {
			h[k] += share * v
		}
	}
}
