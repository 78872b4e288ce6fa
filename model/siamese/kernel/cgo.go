//go:build cgo

package kernel

/*
#cgo CFLAGS: -O3
#include "kernels.h"
*/
import "C"

import (
	"sync"
	"unsafe"
)

// implementations lists what this processor can run, slowest first.
var implementations = sync.OnceValue(func() []*loops {
	all := []*loops{&reference, compiled("portable", C.OG_PORTABLE)}
	best := C.og_best()
	if best >= C.OG_AVX2 {
		all = append(all, compiled("avx2", C.OG_AVX2))
	}
	if best >= C.OG_AVX512 {
		all = append(all, compiled("avx512", C.OG_AVX512))
	}
	return all
})

func f32(s []float32) *C.float { return (*C.float)(unsafe.Pointer(unsafe.SliceData(s))) }
func f64(s []float64) *C.double {
	return (*C.double)(unsafe.Pointer(unsafe.SliceData(s)))
}
func i32(s []int32) *C.int    { return (*C.int)(unsafe.Pointer(unsafe.SliceData(s))) }
func u8(s []uint8) *C.uchar   { return (*C.uchar)(unsafe.Pointer(unsafe.SliceData(s))) }
func long(i int) C.long       { return C.long(i) }
func float(f float32) C.float { return C.float(f) }

// compiled wraps the C loops of one instruction set.
func compiled(name string, isa C.int) *loops {
	return &loops{
		name: name,
		conv: func(x []float32, at []int32, rows, row, run int, w, y []float32, f, panel0, panel1 int) {
			C.og_conv(isa, f32(x), i32(at), long(len(at)), long(rows), long(row), long(run), f32(w), f32(y), long(f), long(panel0), long(panel1))
		},
		convDW: func(x []float32, at []int32, rows, row, run int, dy, dw []float32, f, panel0, panel1 int) {
			C.og_conv_dw(isa, f32(x), i32(at), long(len(at)), long(rows), long(row), long(run), f32(dy), f32(dw), long(f), long(panel0), long(panel1))
		},
		moments: func(x []float32, c int, sums []float64) {
			C.og_moments(isa, f32(x), long(len(x)/c), long(c), f64(sums))
		},
		dense: func(x, w []float32, n, c, f, at, end int, y []float32) {
			C.og_dense(isa, f32(x), f32(w), long(n), long(c), long(f), long(at), long(end), f32(y))
		},
		denseDX: func(dy, w []float32, n, c, f, at, end int, dx []float32) {
			C.og_dense_dx(isa, f32(dy), f32(w), long(n), long(c), long(f), long(at), long(end), f32(dx))
		},
		denseDW: func(x, dy []float32, n, c, f, at, end int, dw []float32) {
			C.og_dense_dw(isa, f32(x), f32(dy), long(n), long(c), long(f), long(at), long(end), f32(dw))
		},
		tileInput: func(x []float32, h, w, c, pad, m, side, from, to, across int, v []float32, apart int) {
			C.og_tile_input(isa, f32(x), long(h), long(w), long(c), long(pad), long(m), long(side), long(from), long(to), long(across), f32(v), long(apart))
		},
		tileOutput: func(v []float32, apart int, y []float32, h, w, f, m, side, from, to, across int) {
			C.og_tile_output(isa, f32(v), long(apart), f32(y), long(h), long(w), long(f), long(m), long(side), long(from), long(to), long(across))
		},
		tileOutputGrad: func(dy []float32, h, w, f, m, side, from, to, across int, v []float32, apart int) {
			C.og_tile_output_grad(isa, f32(dy), long(h), long(w), long(f), long(m), long(side), long(from), long(to), long(across), f32(v), long(apart))
		},
		tileInputGrad: func(v []float32, apart int, dx []float32, h, w, c, pad, m, side, from, to, across int) {
			C.og_tile_input_grad(isa, f32(v), long(apart), f32(dx), long(h), long(w), long(c), long(pad), long(m), long(side), long(from), long(to), long(across))
		},
		sandwich: func(l []float32, rows, columns int, in []float32, from int, out []float32, to, n int) {
			C.og_sandwich(isa, f32(l), long(rows), long(columns), f32(in), long(from), f32(out), long(to), long(n))
		},
		act: func(x, a, b []float32, h, w, c, p int, y []float32, pos []uint8) {
			C.og_act(isa, f32(x), f32(a), f32(b), long(h), long(w), long(c), long(p), f32(y), u8(pos))
		},
		actSums: func(x, dy []float32, pos []uint8, h, w, c, p int, sums []float64) {
			C.og_act_sums(isa, f32(x), f32(dy), u8(pos), long(h), long(w), long(c), long(p), f64(sums))
		},
		actDX: func(x, dy []float32, pos []uint8, a, k1, k0 []float32, h, w, c, p int, dx []float32) {
			C.og_act_dx(isa, f32(x), f32(dy), u8(pos), f32(a), f32(k1), f32(k0), long(h), long(w), long(c), long(p), f32(dx))
		},
		l1: func(a, b, alpha []float32, bias float32, out []float32) {
			C.og_l1(isa, f32(a), f32(b), f32(alpha), float(bias), long(len(out)), long(len(a)), f32(out))
		},
		l1Grad: func(a, b, g []float32, apart int, da, dalpha []float32) {
			C.og_l1_grad(isa, f32(a), f32(b), f32(g), long(apart), long(len(b)/len(a)), long(len(a)), f32(da), f32(dalpha))
		},
		descend: func(w, g, velocity []float32, rate, momentum, decay, scale float32) {
			C.og_descend(isa, f32(w), f32(g), f32(velocity), long(len(w)), float(rate), float(momentum), float(decay), float(scale))
		},
		adam: func(w, g, mom, vari []float32, s AdamStep) {
			c1, c2 := s.corrections()
			C.og_adam(isa, f32(w), f32(g), f32(mom), f32(vari), long(len(w)), float(s.Rate), float(s.Beta1), float(s.Beta2), float(s.Epsilon), float(s.Decay), float(c1), float(c2), float(s.Scale))
		},
	}
}
