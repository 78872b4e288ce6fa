package kernel

// Dense is a fully connected layer, without bias, of C inputs and F outputs. Its
// weights (C, F) are read where they are: to arrange them first would cost as
// much as to use them.
type Dense struct {
	C, F   int
	engine *Engine
}

// NewDense prepares a fully connected layer.
func (e *Engine) NewDense(c, f int) Dense { return Dense{c, f, e} }

// shares calls do for parts of 0 to n that stay the same on any number of threads.
func (d Dense) shares(n, size int, do func(at, end int)) {
	d.engine.each((n+size-1)/size, func(_, i int) { do(i*size, min((i+1)*size, n)) })
}

// Forward writes y (n, F) of x (n, C).
func (d Dense) Forward(n int, x, w, y []float32) {
	const columns = 512 // of few rows stay in the first cache
	d.shares(d.F, columns, func(at, end int) { d.engine.loops.dense(x, w, n, d.C, d.F, at, end, y) })
}

// Input writes the gradient of x (n, C), given dy (n, F).
func (d Dense) Input(n int, w, dy, dx []float32) {
	d.shares(d.C, 128, func(at, end int) { d.engine.loops.denseDX(dy, w, n, d.C, d.F, at, end, dx) })
}

// Weights writes the gradient of the weights (C, F).
func (d Dense) Weights(n int, x, dy, dw []float32) {
	d.shares(d.C, 128, func(at, end int) { d.engine.loops.denseDW(x, dy, n, d.C, d.F, at, end, dw) })
}
