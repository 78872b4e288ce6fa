package kernel

import "math"

// Act is the shape of scale, shift, ReLU and P×P max-pool over images H×W×C; an
// odd last line or column is dropped.
type Act struct{ H, W, C, P int }

// OutLen is the number of floats of one output image.
func (s Act) OutLen() int { return (s.H / s.P) * (s.W / s.P) * s.C }

// InLen is the number of floats of one input image.
func (s Act) InLen() int { return s.H * s.W * s.C }

// sums adds up 2·C figures over a batch in fixed lanes.
func (e *Engine) sums(c, n int, add func(from, to int, sums []float64)) []float64 {
	parts := make([]float64, lanes*2*c)
	e.each(lanes, func(_, i int) {
		from, to := lane(i, n)
		add(from, to, parts[i*2*c:(i+1)*2*c])
	})
	total := parts[:2*c]
	for i := 1; i < lanes; i++ {
		for j := range total {
			total[j] += parts[i*2*c+j]
		}
	}
	return total
}

// Moments writes each channel's mean and (biased) variance over n images.
func (e *Engine) Moments(s Act, n int, x, mean, variance []float32) {
	size := s.InLen()
	sums := e.sums(s.C, n, func(from, to int, sums []float64) {
		e.loops.moments(x[from*size:to*size], s.C, sums)
	})
	count := float64(n * s.H * s.W)
	for c := range s.C {
		m := sums[c] / count
		mean[c] = float32(m)
		variance[c] = float32(math.Max(sums[s.C+c]/count-m*m, 0))
	}
}

// Act writes y = maxpool(max(0, a·x + b)) for n images. pos may be nil, or takes
// one byte an output: which pixel of the window won, 127 where the ReLU gave 0.
func (e *Engine) Act(s Act, n int, x, a, b, y []float32, pos []uint8) {
	in, out := s.InLen(), s.OutLen()
	e.each(n, func(_, i int) {
		var p []uint8
		if pos != nil {
			p = pos[i*out : (i+1)*out]
		}
		e.loops.act(x[i*in:(i+1)*in], a, b, s.H, s.W, s.C, s.P, y[i*out:(i+1)*out], p)
	})
}

// ActSums gives each channel's Σ dz and Σ dz·x, where dz is what of dy (the
// gradient of y) reaches the pixels that won.
func (e *Engine) ActSums(s Act, n int, x, dy []float32, pos []uint8) (dz, dzx []float64) {
	in, out := s.InLen(), s.OutLen()
	sums := e.sums(s.C, n, func(from, to int, sums []float64) {
		for i := from; i < to; i++ {
			e.loops.actSums(x[i*in:(i+1)*in], dy[i*out:(i+1)*out], pos[i*out:(i+1)*out], s.H, s.W, s.C, s.P, sums)
		}
	})
	return sums[:s.C], sums[s.C:]
}

// ActDX writes dx = a·dz + k1·x + k0.
func (e *Engine) ActDX(s Act, n int, x, dy []float32, pos []uint8, a, k1, k0, dx []float32) {
	in, out := s.InLen(), s.OutLen()
	e.each(n, func(_, i int) {
		e.loops.actDX(x[i*in:(i+1)*in], dy[i*out:(i+1)*out], pos[i*out:(i+1)*out], a, k1, k0, s.H, s.W, s.C, s.P, dx[i*in:(i+1)*in])
	})
}
