package siamese

// Place is a part of the paper that one place of the last convolution's output, the
// network's coarsest picture, has at its middle: Left, Top, Right and Bottom are
// shares of the paper's side, 0 to 1; the outermost reach to its edge. What a place sees
// reaches further.
type Place struct{ Left, Top, Right, Bottom float64 }

// Places lists the places of the last convolution's output row by row.
func (a Architecture) Places() []Place { return a.PlacesOf(len(a.Layers) - 1) }

// PlacesOf likewise of any layer's.
func (a Architecture) PlacesOf(layer int) []Place {
	// The middle of place i is at the picture's pixel step·i + first.
	step, first := 1.0, 0.0
	for _, l := range a.Layers[:layer+1] {
		first += step * (float64(l.Kernel-1)/2 - float64(l.Pad) + float64(l.Pool-1)/2)
		step *= float64(l.Pool)
	}
	side := a.shapes()[layer+1].side
	span := func(i int) (from, to float64) {
		middle, paper := step*float64(i)+first+0.5, float64(a.Input)
		from, to = max(middle-step/2, 0)/paper, min(middle+step/2, paper)/paper
		if i == 0 {
			from = 0
		}
		if i == side-1 {
			to = 1
		}
		return from, to
	}
	all := make([]Place, 0, side*side)
	for y := range side {
		for x := range side {
			var p Place
			p.Left, p.Right = span(x)
			p.Top, p.Bottom = span(y)
			all = append(all, p)
		}
	}
	return all
}

// Differences returns, for each of Places, the part of h₁ⱼ − h₂ⱼ that comes from
// there, (places, D); the sum over the places is the whole. Without a fully connected
// layer each number has one place. With one, σ(z₁) − σ(z₂) = slope·(z₁ − z₂), where
// slope is the mean one between the two, and z₁ − z₂ is a sum over the places: the
// rescale rule of Shrikumar et al. 2017, view by view.
func (t *Twins) Differences() []float32 {
	arch := t.model.arch
	d := arch.EmbeddingLen()
	places := len(arch.Places())
	all := make([]float32, places*d)
	first, second := t.Embedding(First), t.Embedding(Second)
	if arch.Embedding == 0 {
		filters := d / places
		for j := range d {
			all[j/filters*d+j] = first[j] - second[j]
		}
		return all
	}
	last, looks := len(arch.Layers)-1, len(t.views)
	c := arch.features() / places
	dense, weights := t.engine.NewDense(c, d), t.model.value("embedding.weight")
	x := make([]float32, looks*c)            // a place's features, first minus second
	parts := make([]float32, places*looks*d) // of z₁ − z₂: (places, views, D)
	whole := make([]float32, looks*d)
	for p := range places {
		for v := range looks {
			f1, f2 := t.Layer(last, First, v)[p*c:][:c], t.Layer(last, Second, v)[p*c:][:c]
			for i := range f1 {
				x[v*c+i] = f1[i] - f2[i]
			}
		}
		part := parts[p*looks*d:][:looks*d]
		dense.Forward(looks, x, weights[p*c*d:][:c*d], part)
		for i, z := range part {
			whole[i] += z
		}
	}
	slopes := whole // (views, D), over the number of views
	for v := range looks {
		h1, h2 := t.Dense(First, v), t.Dense(Second, v)
		for j := range d {
			slope := h1[j] * (1 - h1[j])
			if z := slopes[v*d+j]; max(z, -z) > 1e-4 {
				slope = (h1[j] - h2[j]) / z
			}
			slopes[v*d+j] = slope / float32(looks)
		}
	}
	for p := range places {
		for i, z := range parts[p*looks*d:][:looks*d] {
			all[p*d+i%d] += slopes[i] * z
		}
	}
	return all
}
