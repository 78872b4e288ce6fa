// The network's loops, written once with the compiler's vector extensions and
// compiled once per instruction set: each including file sets
//   SUFFIX  the name's ending
//   VW      floats in a vector register
//   MR, NV  the register tile: MR rows × NV vectors of accumulators
//   SQRT    the square root of a vector (C's own does not vectorise: errno)
//   WIDEN   VW bytes at an address as integers (GCC 12 does it one by one)
// All arrays are float32, images NHWC, row-major and contiguous.
#include <string.h>
#include "kernels.h"

#define CAT_(a, b) a##_##b
#define CAT(a, b) CAT_(a, b)
#define FN(name) CAT(name, SUFFIX)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 16")

typedef float vf __attribute__((vector_size(4 * VW)));
typedef int vi __attribute__((vector_size(4 * VW)));
typedef signed char vb __attribute__((vector_size(VW)));
typedef vf vfu __attribute__((aligned(4)));
typedef vb vbu __attribute__((aligned(1)));

// Loads and stores of the first m lanes; m == VW is the common case.
INLINE vf load(const float *p, long m) {
    if (m >= VW) return *(const vfu *)p;
    vf v = {0};
    memcpy(&v, p, 4 * m);
    return v;
}
INLINE void store(float *p, vf v, long m) {
    if (m >= VW) *(vfu *)p = v;
    else memcpy(p, &v, 4 * m);
}
INLINE vi load_bytes(const unsigned char *p, long m) {
    if (m >= VW) return (vi)WIDEN(p);
    unsigned char v[VW] = {0};
    memcpy(v, p, m);
    return (vi)WIDEN(v);
}
INLINE void store_bytes(unsigned char *p, vi v, long m) {
    vb b = __builtin_convertvector(v, vb);
    if (m >= VW) *(vbu *)p = b;
    else memcpy(p, &b, m);
}
INLINE vf pick(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }
INLINE vf absolute(vf v) { return (vf)((vi)v & 0x7fffffff); }
INLINE float total(vf v) {
    float s = 0;
    for (int i = 0; i < VW; i++) s += v[i];
    return s;
}

// Runs the body for every channel c in steps of VW, m of them at a time: m is a
// constant but for a tail, so that loads and stores become single instructions.
#define CHANNELS(C, ...) \
    for (long c = 0; c < C; c += VW) { \
        if (C - c >= VW) { \
            const long m = VW; \
            __VA_ARGS__ \
        } else { \
            const long m = C - c; \
            __VA_ARGS__ \
        } \
    }

// Pool sizes in use, as constants for the compiler.
#define BY_POOL(P, call) \
    if (P == 2) { const long P_ = 2; call; } \
    else if (P == 1) { const long P_ = 1; call; } \
    else { const long P_ = P; call; }

// ---- convolution: an implicit matrix product --------------------------------
// Output pixel p reads `rows` runs of `run` contiguous floats, the first at
// x + at[p] and each next one `row` floats on. Weights come packed in panels of
// PANEL filters: [panel][rows*run][PANEL].

INLINE void conv_tile(const int mr, const float *x, const int *at, long rows, long row, long run,
                      const float *w, float *y, long F, long width) {
    vf acc[MR][NV];
    UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) acc[i][v] = (vf){0};
    for (long r = 0; r < rows; r++) {
        const float *p[MR];
        UNROLL for (int i = 0; i < mr; i++) p[i] = x + at[i] + r * row;
        for (long k = 0; k < run; k++, w += PANEL) {
            vf b[NV];
            UNROLL for (int v = 0; v < NV; v++) b[v] = *(const vfu *)(w + v * VW);
            UNROLL for (int i = 0; i < mr; i++) {
                float a = p[i][k];
                UNROLL for (int v = 0; v < NV; v++) acc[i][v] += a * b[v];
            }
        }
    }
    UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) {
        long m = width - v * VW;
        if (m > 0) store(y + i * F + v * VW, acc[i][v], m);
    }
}

// One panel's filters over `pixels` output pixels; y points at the first pixel's
// first filter of this panel, width is how many of its filters exist.
static void conv_panel(const float *x, const int *at, long pixels, long rows, long row, long run,
                       const float *w, float *y, long F, long width) {
    for (long f = 0; f < width; f += NV * VW) {
        long p = 0;
        for (; p + MR <= pixels; p += MR)
            conv_tile(MR, x, at + p, rows, row, run, w + f, y + p * F + f, F, width - f);
#define TAIL(n) \
    if (n < MR && pixels - p >= n) { \
        conv_tile(n < MR ? n : MR, x, at + p, rows, row, run, w + f, y + p * F + f, F, width - f); \
        p += n; \
    }
        TAIL(9) TAIL(8) TAIL(4) TAIL(3) TAIL(2) TAIL(1) // 9: the tiles of a 5×5 image
#undef TAIL
    }
}

void FN(og_conv)(const float *x, const int *at, long pixels, long rows, long row, long run,
                 const float *w, float *y, long F, long panel0, long panel1) {
    for (long j = panel0; j < panel1; j++) {
        long f = j * PANEL, width = F - f < PANEL ? F - f : PANEL;
        conv_panel(x, at, pixels, rows, row, run, w + j * PANEL * rows * run, y + f, F, width);
    }
}

// The weight gradient, added to dw[rows*run][F]: the same tile, summed over pixels.
INLINE void dw_tile(const int mr, const float *x, const int *at, long pixels,
                    const float *dy, float *dw, long F, long width) {
    vf acc[MR][NV];
    UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) acc[i][v] = (vf){0};
    if (width >= NV * VW) {
        for (long p = 0; p < pixels; p++) {
            const float *a = x + at[p], *g = dy + p * F;
            vf b[NV];
            UNROLL for (int v = 0; v < NV; v++) b[v] = *(const vfu *)(g + v * VW);
            UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) acc[i][v] += a[i] * b[v];
        }
    } else {
        for (long p = 0; p < pixels; p++) {
            const float *a = x + at[p], *g = dy + p * F;
            vf b[NV];
            UNROLL for (int v = 0; v < NV; v++) b[v] = width > v * VW ? load(g + v * VW, width - v * VW) : (vf){0};
            UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) acc[i][v] += a[i] * b[v];
        }
    }
    UNROLL for (int i = 0; i < mr; i++) UNROLL for (int v = 0; v < NV; v++) {
        long m = width - v * VW;
        float *d = dw + i * F + v * VW;
        if (m > 0) store(d, load(d, m) + acc[i][v], m);
    }
}

void FN(og_conv_dw)(const float *x, const int *at, long pixels, long rows, long row, long run,
                    const float *dy, float *dw, long F, long panel0, long panel1) {
    const long block = 192; // pixels whose gradients stay in the first cache
    for (long j = panel0; j < panel1; j++)
        for (long f = j * PANEL; f < F && f < (j + 1) * PANEL; f += NV * VW)
            for (long p = 0; p < pixels; p += block) {
                long n = pixels - p < block ? pixels - p : block;
                for (long r = 0; r < rows; r++) {
                    long m = 0;
#define ROWS(k) dw_tile(k < MR ? k : MR, x + r * row + m, at + p, n, dy + p * F + f, dw + (r * run + m) * F + f, F, F - f); m += k;
                    while (m + MR <= run) { ROWS(MR) }
                    if (9 < MR && run - m >= 9) { ROWS(9) }
                    if (6 < MR && run - m >= 6) { ROWS(6) }
                    if (4 < MR && run - m >= 4) { ROWS(4) }
                    if (2 < MR && run - m >= 2) { ROWS(2) }
                    while (m < run) { ROWS(1) }
#undef ROWS
                }
            }
}

// ---- minimal filtering (Winograd 1980; Lavin & Gray 2016) ---------------------
// A tile of m×m outputs is computed from A×A = (m+K−1)² numbers by A² products
// instead of m²·K²: inputs go to V = Bᵀ·d·B, filters to U = G·g·Gᵀ, the products,
// summed over channels, come back as Y = Aᵀ·M·A. winograd.go derives the matrices;
// here those that a tile goes through are constants, so that their zeros and ones
// cost nothing.

#define INPUT(A, ...) static const float CAT(input_##A, SUFFIX)[8][8] = {__VA_ARGS__};
#define OUTPUT(M, A, ...) static const float CAT(output_##M##_##A, SUFFIX)[8][8] = {__VA_ARGS__};
INPUT(4, {-1, 0, 1}, {0, 1, 1}, {0, -1, 1}, {0, -1, 0, 1})
INPUT(6, {1, 1.5, -2, -1.5, 1}, {0, -1, -2.5, -.5, 1}, {0, 1, .5, -2.5, 1}, {0, -.5, -1, .5, 1}, {0, 2, -1, -2, 1},
      {0, 1, 1.5, -2, -1.5, 1})
INPUT(7, {2, 4, -2.5, -5, .5, 1}, {0, -2, -6, -3.5, 1.5, 1}, {0, 2, 2, -4.5, -.5, 1}, {0, -1, -2.5, 0, 2.5, 1},
      {0, 1, 1.5, -2, -1.5, 1}, {0, 4, 0, -5, 0, 1}, {0, 2, 4, -2.5, -5, .5, 1})
INPUT(8, {-1, 0, 5.25, 0, -5.25, 0, 1}, {0, 1, 1, -4.25, -4.25, 1, 1}, {0, -1, 1, 4.25, -4.25, -1, 1},
      {0, .5, .25, -2.5, -1.25, 2, 1}, {0, -.5, .25, 2.5, -1.25, -2, 1}, {0, 2, 4, -2.5, -5, .5, 1},
      {0, -2, 4, 2.5, -5, -.5, 1}, {0, -1, 0, 5.25, 0, -5.25, 0, 1})
OUTPUT(2, 4, {1, 1, 1, 0}, {0, 1, -1, 1})
OUTPUT(3, 6, {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -.5, 0}, {0, 1, 1, 4, .25, 1})
OUTPUT(4, 6, {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -.5, 0}, {0, 1, 1, 4, .25, 0}, {0, 1, -1, 8, -.125, 1})
OUTPUT(5, 7, {1, 1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, -.5, 0}, {0, 1, 1, 4, 4, .25, 0}, {0, 1, -1, 8, -8, -.125, 0},
       {0, 1, 1, 16, 16, .0625, 1})
OUTPUT(2, 8, {1, 1, 1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, .5, -.5, 1})
OUTPUT(5, 8, {1, 1, 1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, .5, -.5, 0}, {0, 1, 1, 4, 4, .25, .25, 0},
       {0, 1, -1, 8, -8, .125, -.125, 0}, {0, 1, 1, 16, 16, .0625, .0625, 1})
#undef INPUT
#undef OUTPUT

// One element of a row of L, or of a column where `turned`, times a vector.
INLINE vf row_times(const float L[8][8], const int turned, const int row, const vf *x, const int n) {
    vf s = {0};
    int empty = 1;
    UNROLL for (int i = 0; i < n; i++) {
        float l = turned ? L[i][row] : L[row][i];
        if (l == 0) continue;
        s = empty ? l * x[i] : s + l * x[i];
        empty = 0;
    }
    return s;
}

// Where the S×S pixels of a tile stand in an H×W image of C channels; NULL is outside.
INLINE void tile_pixels(float *x, long H, long W, long C, long y0, long x0, const int S, float **at) {
    for (int i = 0; i < S; i++)
        for (int j = 0; j < S; j++) {
            long y = y0 + i, xx = x0 + j;
            at[i * S + j] = y >= 0 && y < H && xx >= 0 && xx < W ? x + (y * W + xx) * C : 0;
        }
}

// The tiles of some rows, `from` on, of one image x (H, W, C), S×S pixels at `step`
// from one another from −pad on, to v[R*R][tile][C], whose positions are `apart`
// floats from each other.
INLINE void gather(const float L[8][8], const int turned, const int R, const int S, const float *x, long H, long W,
                   long C, long pad, long step, long from, long to, long across, float *v, long apart) {
    for (long ty = from; ty < to; ty++)
        for (long tx = 0; tx < across; tx++, v += C) {
            float *at[64];
            tile_pixels((float *)x, H, W, C, ty * step - pad, tx * step - pad, S, at);
            for (long c = 0; c < C; c += VW) {
                vf t[8][8]; // L·in
                UNROLL for (int j = 0; j < S; j++) {
                    vf column[8];
                    UNROLL for (int i = 0; i < S; i++) column[i] = at[i * S + j] ? load(at[i * S + j] + c, VW) : (vf){0};
                    UNROLL for (int k = 0; k < R; k++) t[k][j] = row_times(L, turned, k, column, S);
                }
                UNROLL for (int k = 0; k < R; k++)
                    UNROLL for (int l = 0; l < R; l++)
                        store(v + (k * R + l) * apart + c, row_times(L, turned, l, t[k], S), VW);
            }
        }
}

// The way back: v[S*S][tile][C] to tiles of R×R pixels, which are stored, or added
// where tiles overlap.
INLINE void scatter(const float L[8][8], const int turned, const int R, const int S, const int add, const float *v,
                    long apart, float *x, long H, long W, long C, long pad, long step, long from, long to, long across) {
    for (long ty = from; ty < to; ty++)
        for (long tx = 0; tx < across; tx++, v += C) {
            float *at[64];
            tile_pixels(x, H, W, C, ty * step - pad, tx * step - pad, R, at);
            for (long c = 0; c < C; c += VW) {
                vf t[8][8]; // L·in
                UNROLL for (int j = 0; j < S; j++) {
                    vf column[8];
                    UNROLL for (int i = 0; i < S; i++) column[i] = load(v + (i * S + j) * apart + c, VW);
                    UNROLL for (int k = 0; k < R; k++) t[k][j] = row_times(L, turned, k, column, S);
                }
                UNROLL for (int k = 0; k < R; k++)
                    UNROLL for (int l = 0; l < R; l++) {
                        float *to = at[k * R + l];
                        if (!to) continue;
                        vf out = row_times(L, turned, l, t[k], S);
                        store(to + c, add ? load(to + c, VW) + out : out, VW);
                    }
            }
        }
}

// Tiles of m×m outputs by A×A products.
#define BY_TILE(call) \
    switch (m * 10 + A) { \
    case 24: call(2, 4) break; \
    case 36: call(3, 6) break; \
    case 46: call(4, 6) break; \
    case 57: call(5, 7) break; \
    case 28: call(2, 8) break; \
    case 58: call(5, 8) break; \
    }
#define BY_INPUT(call) \
    switch (A) { \
    case 4: call(4) break; \
    case 6: call(6) break; \
    case 7: call(7) break; \
    case 8: call(8) break; \
    }

// V of an image of inputs.
void FN(og_tile_input)(const float *x, long H, long W, long C, long pad, long m, long A, long from, long to, long across,
                       float *v, long apart) {
#define CALL(A_) gather(CAT(input_##A_, SUFFIX), 0, A_, A_, x, H, W, C, pad, m, from, to, across, v, apart);
    BY_INPUT(CALL)
#undef CALL
}

// An image of outputs from its products M.
void FN(og_tile_output)(const float *v, long apart, float *y, long H, long W, long F, long m, long A, long from, long to, long across) {
#define CALL(M_, A_) scatter(CAT(output_##M_##_##A_, SUFFIX), 0, M_, A_, 0, v, apart, y, H, W, F, 0, m, from, to, across);
    BY_TILE(CALL)
#undef CALL
}

// The gradient of M from an image of output gradients.
void FN(og_tile_output_grad)(const float *dy, long H, long W, long F, long m, long A, long from, long to, long across,
                             float *v, long apart) {
#define CALL(M_, A_) gather(CAT(output_##M_##_##A_, SUFFIX), 1, A_, M_, dy, H, W, F, 0, m, from, to, across, v, apart);
    BY_TILE(CALL)
#undef CALL
}

// Adds to an image of input gradients what the gradient of V says.
void FN(og_tile_input_grad)(const float *v, long apart, float *dx, long H, long W, long C, long pad, long m, long A,
                            long from, long to, long across) {
#define CALL(A_) scatter(CAT(input_##A_, SUFFIX), 1, A_, A_, 1, v, apart, dx, H, W, C, pad, m, from, to, across);
    BY_INPUT(CALL)
#undef CALL
}

// out = L·in·Lᵀ for n squares side by side, n whole vectors: S×S numbers `from`
// floats apart to R×R numbers `to` apart. Filters go this way once a step.
INLINE void sandwich(const float *L, const long R, const long S, const float *in, long from, float *out, long to, long n) {
    for (long c = 0; c < n; c += VW) {
        vf t[8][8];
        for (long j = 0; j < S; j++) {
            vf x[8];
            UNROLL for (long i = 0; i < S; i++) x[i] = *(const vfu *)(in + (i * S + j) * from + c);
            for (long k = 0; k < R; k++) {
                vf s = {0};
                UNROLL for (long i = 0; i < S; i++) s += L[k * S + i] * x[i];
                t[k][j] = s;
            }
        }
        for (long k = 0; k < R; k++)
            for (long l = 0; l < R; l++) {
                vf s = {0};
                UNROLL for (long j = 0; j < S; j++) s += L[l * S + j] * t[k][j];
                *(vfu *)(out + (k * R + l) * to + c) = s;
            }
    }
}
void FN(og_sandwich)(const float *L, long R, long S, const float *in, long from, float *out, long to, long n) {
#define CALL(R_, S_) case R_ * 10 + S_: sandwich(L, R_, S_, in, from, out, to, n); break;
    switch (R * 10 + S) { // a tile's inputs and the filter's side, and back
        CALL(4, 3) CALL(6, 3) CALL(7, 3) CALL(6, 4) CALL(8, 4) CALL(8, 7)
        CALL(3, 4) CALL(3, 6) CALL(3, 7) CALL(4, 6) CALL(4, 8) CALL(7, 8)
    }
#undef CALL
}

// ---- fully connected layers of few rows -----------------------------------------
// The weights are as large as memory is slow: each loop reads or writes them once,
// row by row, as they lie.

// y[R][c] += x[R][K]·w[K][F] for the columns from `at` to `end`.
INLINE void dense_rows(const int R, const int K, const float *x, long C, const float *w, long F, long at, long end, float *y) {
    vf a[4][4];
    UNROLL for (int r = 0; r < R; r++) UNROLL for (int k = 0; k < K; k++) a[r][k] = (vf){0} + x[r * C + k];
    y += at;
    w += at;
    CHANNELS((end - at), {
        vf b[4];
        UNROLL for (int k = 0; k < K; k++) b[k] = load(w + k * F + c, m);
        UNROLL for (int r = 0; r < R; r++) {
            vf s = load(y + r * F + c, m);
            UNROLL for (int k = 0; k < K; k++) s += a[r][k] * b[k];
            store(y + r * F + c, s, m);
        }
    })
}

// y (n, F) = x (n, C)·w (C, F), of which the columns from `at` to `end`.
void FN(og_dense)(const float *x, const float *w, long n, long C, long F, long at, long end, float *y) {
    for (long i = 0; i < n; i++) memset(y + i * F + at, 0, 4 * (end - at));
    for (long k = 0; k < C; k += 4) {
        const float *wk = w + k * F;
        long i = 0;
#define ROWS(R, K) dense_rows(R, K, x + i * C + k, C, wk, F, at, end, y + i * F);
        if (C - k >= 4) {
            for (; i + 4 <= n; i += 4) ROWS(4, 4)
            for (; i < n; i++) ROWS(1, 4)
        } else
            for (; i < n; i++)
                switch (C - k) {
                case 3: ROWS(1, 3) break;
                case 2: ROWS(1, 2) break;
                case 1: ROWS(1, 1) break;
                }
#undef ROWS
    }
}

// R×K sums over F.
INLINE void dots(const int R, const int K, const float *dy, const float *w, long F, float *dx, long C) {
    vf s[4][4];
    UNROLL for (int r = 0; r < R; r++) UNROLL for (int k = 0; k < K; k++) s[r][k] = (vf){0};
    CHANNELS(F, {
        vf b[4];
        UNROLL for (int k = 0; k < K; k++) b[k] = load(w + k * F + c, m);
        UNROLL for (int r = 0; r < R; r++) {
            vf g = load(dy + r * F + c, m);
            UNROLL for (int k = 0; k < K; k++) s[r][k] += g * b[k];
        }
    })
    for (int r = 0; r < R; r++) for (int k = 0; k < K; k++) dx[r * C + k] = total(s[r][k]);
}

// dx (n, C) = dy (n, F)·wᵀ, of which the columns from `at` to `end`.
void FN(og_dense_dx)(const float *dy, const float *w, long n, long C, long F, long at, long end, float *dx) {
    long k = at;
    for (; k + 4 <= end; k += 4) {
        long i = 0;
        for (; i + 4 <= n; i += 4) dots(4, 4, dy + i * F, w + k * F, F, dx + i * C + k, C);
        for (; i < n; i++) dots(1, 4, dy + i * F, w + k * F, F, dx + i * C + k, C);
    }
    for (; k < end; k++)
        for (long i = 0; i < n; i++) dots(1, 1, dy + i * F, w + k * F, F, dx + i * C + k, C);
}

INLINE void outer(const int K, const float *x, const float *dy, long n, long C, long F, float *dw) {
    CHANNELS(F, {
        vf s[4] = {{0}};
        for (long i = 0; i < n; i++) {
            vf g = load(dy + i * F + c, m);
            UNROLL for (int k = 0; k < K; k++) s[k] += x[i * C + k] * g;
        }
        UNROLL for (int k = 0; k < K; k++) store(dw + k * F + c, s[k], m);
    })
}

// dw (C, F) = xᵀ·dy, of which the rows from `at` to `end`.
void FN(og_dense_dw)(const float *x, const float *dy, long n, long C, long F, long at, long end, float *dw) {
    long k = at;
    for (; k + 4 <= end; k += 4) outer(4, x + k, dy, n, C, F, dw + k * F);
    for (; k < end; k++) outer(1, x + k, dy, n, C, F, dw + k * F);
}

// ---- scale, shift, ReLU, max-pool in one pass --------------------------------

// Adds each channel's sum and sum of squares over the pixels to sums[2*C].
void FN(og_moments)(const float *x, long pixels, long C, double *sums) {
    const long block = 256; // floats stay exact enough over this many pixels
    for (long p = 0; p < pixels; p += block) {
        long end = p + block < pixels ? p + block : pixels;
        CHANNELS(C, {
            vf s = {0}; vf q = {0};
            for (long i = p; i < end; i++) {
                vf v = load(x + i * C + c, m);
                s += v;
                q += v * v;
            }
            for (long i = 0; i < m; i++) {
                sums[c + i] += s[i];
                sums[C + c + i] += q[i];
            }
        })
    }
}

// y[oy][ox][c] = max(0, max over the P×P window of a[c]*x + b[c]). pos, if not
// NULL, records which pixel of the window won, or 127 where the ReLU gave 0.
INLINE void act(const float *x, const float *a, const float *b, long H, long W, long C, const long P,
                float *y, unsigned char *pos) {
    long OH = H / P, OW = W / P;
    for (long oy = 0; oy < OH; oy++)
        for (long ox = 0; ox < OW; ox++) {
            const float *in = x + (oy * P * W + ox * P) * C;
            long o = (oy * OW + ox) * C;
            CHANNELS(C, {
                vf va = load(a + c, m); vf vb = load(b + c, m); vf best = {0};
                vi where = (vi){0} + 127;
                UNROLL for (long i = 0; i < P; i++)
                    UNROLL for (long j = 0; j < P; j++) {
                        vf z = va * load(in + (i * W + j) * C + c, m) + vb;
                        vi more = z > best;
                        best = pick(more, z, best);
                        where = (where & ~more) | (((vi){0} + (int)(i * P + j)) & more);
                    }
                store(y + o + c, best, m);
                if (pos) store_bytes(pos + o + c, where, m);
            })
        }
}

void FN(og_act)(const float *x, const float *a, const float *b, long H, long W, long C, long P,
                float *y, unsigned char *pos) {
    BY_POOL(P, act(x, a, b, H, W, C, P_, y, pos))
}

// Adds to sums[2*C] each channel's Σ dz and Σ dz·x, where dz is the gradient
// that reaches the winning pixels. Without x (NULL) the second stays.
INLINE void act_sums(const float *x, const float *dy, const unsigned char *pos,
                     long H, long W, long C, const long P, double *sums) {
    long OH = H / P, OW = W / P;
    for (long oy = 0; oy < OH; oy++) {
        CHANNELS(C, {
            vf s = {0}; vf q = {0};
            for (long ox = 0; ox < OW; ox++) {
                const float *in = x + (oy * P * W + ox * P) * C + c;
                long o = (oy * OW + ox) * C + c;
                vf xs = {0};
                vi where = load_bytes(pos + o, m);
                if (x) UNROLL for (long i = 0; i < P; i++)
                    UNROLL for (long j = 0; j < P; j++)
                        xs = pick(where == (int)(i * P + j), load(in + (i * W + j) * C, m), xs);
                vf g = pick(where == 127, (vf){0}, load(dy + o, m));
                s += g;
                q += g * xs;
            }
            for (long i = 0; i < m; i++) {
                sums[c + i] += s[i];
                sums[C + c + i] += q[i];
            }
        })
    }
}

void FN(og_act_sums)(const float *x, const float *dy, const unsigned char *pos,
                     long H, long W, long C, long P, double *sums) {
    BY_POOL(P, act_sums(x, dy, pos, H, W, C, P_, sums))
}

// dx = a[c]*dz + k1[c]*x + k0[c] over the whole image; without x (NULL), dz alone.
INLINE void act_dx(const float *x, const float *dy, const unsigned char *pos, const float *a,
                   const float *k1, const float *k0, long H, long W, long C, const long P, float *dx) {
    long OH = H / P, OW = W / P;
    for (long oy = 0; oy < OH; oy++)
        for (long ox = 0; ox < OW; ox++) {
            long in = (oy * P * W + ox * P) * C, o = (oy * OW + ox) * C;
            CHANNELS(C, {
                vf g = load(dy + o + c, m);
                vf s = {0}; vf t = {0};
                vi where = load_bytes(pos + o + c, m);
                if (x) {
                    g *= load(a + c, m);
                    s = load(k1 + c, m);
                    t = load(k0 + c, m);
                }
                UNROLL for (long i = 0; i < P; i++)
                    UNROLL for (long j = 0; j < P; j++) {
                        long at = in + (i * W + j) * C + c;
                        vf d = pick(where == (int)(i * P + j), g, (vf){0});
                        store(dx + at, x ? d + s * load(x + at, m) + t : d, m);
                    }
            })
        }
    // What the pooling dropped: the last columns, then the last lines.
    for (long y = 0; y < H; y++)
        for (long xx = y < OH * P ? OW * P : 0; xx < W; xx++) {
            long at = (y * W + xx) * C;
            CHANNELS(C, { store(dx + at + c, x ? load(k1 + c, m) * load(x + at + c, m) + load(k0 + c, m) : (vf){0}, m); })
        }
}

void FN(og_act_dx)(const float *x, const float *dy, const unsigned char *pos, const float *a,
                   const float *k1, const float *k0, long H, long W, long C, long P, float *dx) {
    BY_POOL(P, act_dx(x, dy, pos, a, k1, k0, H, W, C, P_, dx))
}

// ---- weighted L1 distance ------------------------------------------------------

// out[j] = bias − Σ_d alpha[d]·|a[d] − b[j][d]| for n rows of b.
void FN(og_l1)(const float *a, const float *b, const float *alpha, float bias, long n, long D, float *out) {
    long j = 0;
    for (; j + 4 <= n; j += 4) {
        vf s[4] = {{0}};
        const float *r = b + j * D;
        CHANNELS(D, {
            vf va = load(a + c, m); vf w = load(alpha + c, m);
            UNROLL for (int k = 0; k < 4; k++) s[k] += w * absolute(va - load(r + k * D + c, m));
        })
        for (int k = 0; k < 4; k++) out[j + k] = bias - total(s[k]);
    }
    for (; j < n; j++) {
        vf s = {0};
        CHANNELS(D, { s += load(alpha + c, m) * absolute(load(a + c, m) - load(b + j * D + c, m)); })
        out[j] = bias - total(s);
    }
}

// For one row a and rows b_j, j < n, whose logits have gradients g[j*apart]:
// da[d] = Σ_j g·sign(a−b_j), which the caller multiplies by −alpha, and unless
// dalpha is NULL dalpha[d] −= Σ_j g·|a−b_j|.
void FN(og_l1_grad)(const float *a, const float *b, const float *g, long apart, long n, long D, float *da, float *dalpha) {
    memset(da, 0, 4 * D);
    for (long j = 0; j < n; j++) { // row by row: a column's lines would share few places in the cache
        const float *bj = b + j * D;
        vf gj = (vf){0} + g[j * apart];
        CHANNELS(D, {
            vf diff = load(a + c, m) - load(bj + c, m);
            store(da + c, load(da + c, m) + pick(diff > 0, gj, pick(diff < 0, -gj, (vf){0})), m);
            if (dalpha) store(dalpha + c, load(dalpha + c, m) - gj * absolute(diff), m);
        })
    }
}

// ---- gradient descent with momentum ---------------------------------------------

void FN(og_descend)(float *w, const float *g, float *velocity, long n, float rate, float momentum, float decay, float scale) {
    CHANNELS(n, {
        vf wi = load(w + c, m);
        vf v = momentum * load(velocity + c, m) - rate * (scale * load(g + c, m) + decay * wi);
        store(velocity + c, v, m);
        store(w + c, wi + v, m);
    })
}

// ---- Adam with decoupled weight decay -----------------------------------------

// Loshchilov & Hutter 2019, algorithm 2; c1 and c2 are 1/(1−βᵗ).
void FN(og_adam)(float *w, const float *g, float *mom, float *var, long n, float lr,
                 float b1, float b2, float eps, float decay, float c1, float c2, float scale) {
    CHANNELS(n, {
        vf gi = scale * load(g + c, m); vf wi = load(w + c, m);
        vf first = b1 * load(mom + c, m) + (1 - b1) * gi;
        vf second = b2 * load(var + c, m) + (1 - b2) * gi * gi;
        store(mom + c, first, m);
        store(var + c, second, m);
        store(w + c, wi - lr * (first * c1 / ((vf)SQRT(second * c2) + eps) + decay * wi), m);
    })
}
