// Package kernel holds the network's loops over plain float32 slices: direct
// convolution and its gradients, batch norm with ReLU and max-pool in one pass,
// the weighted L1 distance, and Adam. Each is compiled from one C source for
// AVX-512, AVX2 and a portable baseline (SSE2, NEON) and picked at run time; the
// same loops in plain Go are the reference that tests compare with, and serve
// where cgo is off. It knows nothing of graphs: package siamese wraps it in
// Gorgonia's ops.
//
// Images are NHWC: index ((n·H + y)·W + x)·C + c.
package kernel

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

// panel is the number of filters that packed weights keep together; kernels.h
// has the same figure.
const panel = 32

// loops is one implementation of everything that costs time. loops.h says
// what each does; the plain Go one in reference.go reads most easily.
type loops struct {
	name    string
	conv    func(x []float32, at []int32, rows, row, run int, w, y []float32, f, panel0, panel1 int)
	convDW  func(x []float32, at []int32, rows, row, run int, dy, dw []float32, f, panel0, panel1 int)
	moments func(x []float32, c int, sums []float64)

	dense   func(x, w []float32, n, c, f, at, end int, y []float32)
	denseDX func(dy, w []float32, n, c, f, at, end int, dx []float32)
	denseDW func(x, dy []float32, n, c, f, at, end int, dw []float32)

	tileInput      func(x []float32, h, w, c, pad, m, side, from, to, across int, v []float32, apart int)
	tileOutput     func(v []float32, apart int, y []float32, h, w, f, m, side, from, to, across int)
	tileOutputGrad func(dy []float32, h, w, f, m, side, from, to, across int, v []float32, apart int)
	tileInputGrad  func(v []float32, apart int, dx []float32, h, w, c, pad, m, side, from, to, across int)
	sandwich       func(l []float32, rows, columns int, in []float32, from int, out []float32, to, n int)

	act     func(x, a, b []float32, h, w, c, p int, y []float32, pos []uint8)
	actSums func(x, dy []float32, pos []uint8, h, w, c, p int, sums []float64)
	actDX   func(x, dy []float32, pos []uint8, a, k1, k0 []float32, h, w, c, p int, dx []float32)
	l1      func(a, b, alpha []float32, bias float32, out []float32)
	l1Grad  func(a, b, g []float32, apart int, da, dalpha []float32)
	descend func(w, g, velocity []float32, rate, momentum, decay, scale float32)
	adam    func(w, g, mom, vari []float32, s AdamStep)
}

// Engine runs the loops on a number of goroutines. Results do not depend on
// that number. Only one layer of an engine may run at a time; each call returns
// when its work is done.
type Engine struct {
	loops   *loops
	threads int
	space   workspace
	crew    crew
}

// New returns an engine on the processor's best instruction set. threads ≤ 0
// means all of the processors that Go may use.
func New(threads int) *Engine {
	all := implementations()
	return newEngine(all[len(all)-1], threads)
}

// Named returns an engine on a chosen implementation: "go", "portable", "avx2" or
// "avx512".
func Named(name string, threads int) (*Engine, error) {
	for _, l := range implementations() {
		if l.name == name {
			return newEngine(l, threads), nil
		}
	}
	return nil, fmt.Errorf("kernel: no implementation %q on this machine (have %v)", name, Names())
}

// Names lists the implementations that this machine can run, slowest first.
func Names() []string {
	var names []string
	for _, l := range implementations() {
		names = append(names, l.name)
	}
	return names
}

func newEngine(l *loops, threads int) *Engine {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	return &Engine{loops: l, threads: threads, crew: crew{helpers: make([]atomic.Int32, threads)}}
}

// Name says which implementation runs.
func (e *Engine) Name() string { return e.loops.name }

// Threads is the number of goroutines that share one call's work.
func (e *Engine) Threads() int { return e.threads }

// each calls do(worker, job) for every job; a worker runs one job at a time.
func (e *Engine) each(jobs int, do func(worker, job int)) {
	workers := min(e.threads, jobs)
	if workers <= 1 {
		for j := range jobs {
			do(0, j)
		}
		return
	}
	e.crew.each(workers, jobs, do)
}

// lanes is the number of parts that a sum over a batch is split into. It is
// fixed, so that rounding does not depend on the number of processors.
const lanes = 8

// lane returns the half-open range of n items that lane i sums.
func lane(i, n int) (from, to int) { return i * n / lanes, (i + 1) * n / lanes }
