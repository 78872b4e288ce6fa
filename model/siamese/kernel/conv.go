package kernel

// Conv is the shape of a convolution of stride 1: n images H×W×C, F filters of
// K×K with Pad zeros around. The last Trim rows and columns of outputs are left
// out.
type Conv struct{ H, W, C, F, K, Pad, Trim int }

// OutH and OutW are the output's height and width.
func (s Conv) OutH() int { return s.H + 2*s.Pad - s.K + 1 - s.Trim }
func (s Conv) OutW() int { return s.W + 2*s.Pad - s.K + 1 - s.Trim }

// WeightLen is the number of weights: K·K·C·F, laid out K, K, C, F.
func (s Conv) WeightLen() int { return s.K * s.K * s.C * s.F }

// PackedLen is the length of the packed weights.
func (s Conv) PackedLen() int { return s.K * s.K * s.C * s.panels() * panel }

func (s Conv) panels() int { return (s.F + panel - 1) / panel }

// transposed is the convolution that carries an output gradient back to the
// input, where nothing is trimmed: filters turned round, channels exchanged.
func (s Conv) transposed() Conv {
	return Conv{H: s.OutH(), W: s.OutW(), C: s.F, F: s.C, K: s.K, Pad: s.K - 1 - s.Pad}
}

// Pack lays weights (K, K, C, F) out in panels of 32 filters, as Conv wants them.
func (s Conv) Pack(w, packed []float32) {
	depth := s.K * s.K * s.C
	for j := range s.panels() {
		f0, f1 := j*panel, min((j+1)*panel, s.F)
		for k := range depth {
			dst := packed[(j*depth+k)*panel : (j*depth+k+1)*panel]
			n := copy(dst, w[k*s.F+f0:k*s.F+f1])
			clear(dst[n:])
		}
	}
}

// packTransposed packs the weights of the transposed convolution.
func (s Conv) packTransposed(w, packed []float32) {
	t := s.transposed()
	depth, taps := t.K*t.K*t.C, s.K*s.K
	for j := range t.panels() {
		c0, c1 := j*panel, min((j+1)*panel, s.C)
		for tap := range taps {
			from := w[(taps-1-tap)*s.C*s.F:]
			for f := range s.F {
				dst := packed[(j*depth+tap*s.F+f)*panel:][:panel]
				for c := c0; c < c1; c++ {
					dst[c-c0] = from[c*s.F+f]
				}
				clear(dst[c1-c0:])
			}
		}
	}
}

// Plan is a convolution made ready to run: which floats each output pixel reads,
// and the zero-bordered copies that its workers read them from.
type Plan struct {
	Conv
	rows, row, run int         // an output pixel reads `rows` runs of `run` floats, `row` apart
	group          int         // images that are worked on together, so that tiles fill
	at             []int32     // where each output pixel of a group starts to read
	size           int         // floats of one image's copy
	columns        bool        // copies hold each pixel's whole neighbourhood side by side
	scratch        [][]float32 // one group's copy a worker; borders stay zero
}

// groupPixels are enough to work on together: 24 full tiles of 12.
const groupPixels = 288

// hasColumns says that a few short runs would make poor tiles; side by side they
// are one long one.
func (s Conv) hasColumns() bool { return s.K > 1 && s.K*s.K*s.C <= 16 }

// group is the number of images that are worked on together.
func (s Conv) group() int {
	pixels := s.OutH() * s.OutW()
	return (groupPixels + pixels - 1) / pixels
}

// NewPlan prepares a convolution for an engine.
func (e *Engine) NewPlan(s Conv) *Plan {
	p := &Plan{Conv: s}
	pixels := s.OutH() * s.OutW()
	p.group = s.group()
	w := s.W + 2*s.Pad
	p.rows, p.row, p.run = s.K, w*s.C, s.K*s.C
	p.size = (s.H + 2*s.Pad) * w * s.C
	if p.columns = s.hasColumns(); p.columns {
		depth := s.K * s.K * s.C
		p.rows, p.row, p.run = 1, 0, depth
		p.size = pixels * depth
	}
	p.at = make([]int32, p.group*pixels)
	for i := range p.at {
		image, pixel := i/pixels, i%pixels
		y, x := pixel/s.OutW(), pixel%s.OutW()
		if p.columns {
			p.at[i] = int32(i * p.run)
		} else {
			p.at[i] = int32(image*p.size + (y*w+x)*s.C)
		}
	}
	p.scratch = make([][]float32, e.threads)
	return p
}

// inPlace says that the input itself can be read, with no copy.
func (p *Plan) inPlace() bool { return p.Pad == 0 && !p.columns }

// source returns the floats that p.at points into for n images from the first.
func (p *Plan) source(worker, first, n int, x []float32) []float32 {
	x = x[first*p.H*p.W*p.C:][:n*p.H*p.W*p.C]
	if p.inPlace() {
		return x
	}
	buf := scratch(p.scratch, worker, p.group*p.size)
	p.copy(buf, 0, n, x)
	return buf
}

// copy makes the copy that p.at points into, of n images from the first. The
// zeros around each image in buf must be there already.
func (p *Plan) copy(buf []float32, first, n int, x []float32) {
	x = x[first*p.H*p.W*p.C:]
	line := p.W * p.C
	for i := range n {
		dst := buf[i*p.size:][:p.size]
		for y := range p.H {
			src := x[(i*p.H+y)*line:][:line]
			if p.columns {
				p.spread(dst, src, y)
			} else {
				copy(dst[((y+p.Pad)*(p.W+2*p.Pad)+p.Pad)*p.C:], src)
			}
		}
	}
}

// spread writes input line y into the neighbourhood of every output pixel that
// sees it.
func (p *Plan) spread(dst, src []float32, y int) {
	for ky := range p.K {
		oy := y + p.Pad - ky
		if oy < 0 || oy >= p.OutH() {
			continue
		}
		for kx := range p.K {
			// Output pixels from..to see an input pixel at this place of the kernel.
			from, to := max(p.Pad-kx, 0), min(p.W+p.Pad-kx, p.OutW())
			at := (oy*p.OutW()+from)*p.run + (ky*p.K+kx)*p.C
			for _, v := range src[(from+kx-p.Pad)*p.C : (to+kx-p.Pad)*p.C] {
				dst[at] = v
				if at++; p.C == 1 || (at-(ky*p.K+kx)*p.C)%p.run == p.C {
					at += p.run - p.C
				}
			}
		}
	}
}

func (p *Plan) groups(n int) int { return (n + p.group - 1) / p.group }
