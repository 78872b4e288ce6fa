#pragma once

// Filters in one panel of packed weights; every register tile divides it.
#define PANEL 32

// Every loop once: X(name, parameters, arguments). loops.h says what each does.
#define LOOPS(X) \
    X(conv, (const float *x, const int *at, long pixels, long rows, long row, long run, \
             const float *w, float *y, long F, long panel0, long panel1), \
      (x, at, pixels, rows, row, run, w, y, F, panel0, panel1)) \
    X(conv_dw, (const float *x, const int *at, long pixels, long rows, long row, long run, \
                const float *dy, float *dw, long F, long panel0, long panel1), \
      (x, at, pixels, rows, row, run, dy, dw, F, panel0, panel1)) \
    X(dense, (const float *x, const float *w, long n, long C, long F, long at, long end, float *y), \
      (x, w, n, C, F, at, end, y)) \
    X(dense_dx, (const float *dy, const float *w, long n, long C, long F, long at, long end, float *dx), \
      (dy, w, n, C, F, at, end, dx)) \
    X(dense_dw, (const float *x, const float *dy, long n, long C, long F, long at, long end, float *dw), \
      (x, dy, n, C, F, at, end, dw)) \
    X(tile_input, (const float *x, long H, long W, long C, long pad, long m, long A, long from, long to, long across, \
                   float *v, long apart), (x, H, W, C, pad, m, A, from, to, across, v, apart)) \
    X(tile_output, (const float *v, long apart, float *y, long H, long W, long F, long m, long A, long from, long to, long across), \
      (v, apart, y, H, W, F, m, A, from, to, across)) \
    X(tile_output_grad, (const float *dy, long H, long W, long F, long m, long A, long from, long to, long across, \
                         float *v, long apart), (dy, H, W, F, m, A, from, to, across, v, apart)) \
    X(tile_input_grad, (const float *v, long apart, float *dx, long H, long W, long C, long pad, long m, long A, \
                        long from, long to, long across), (v, apart, dx, H, W, C, pad, m, A, from, to, across)) \
    X(sandwich, (const float *L, long R, long S, const float *in, long from, float *out, long to, long n), \
      (L, R, S, in, from, out, to, n)) \
    X(moments, (const float *x, long pixels, long C, double *sums), (x, pixels, C, sums)) \
    X(act, (const float *x, const float *a, const float *b, long H, long W, long C, long P, \
            float *y, unsigned char *pos), (x, a, b, H, W, C, P, y, pos)) \
    X(act_sums, (const float *x, const float *dy, const unsigned char *pos, \
                 long H, long W, long C, long P, double *sums), (x, dy, pos, H, W, C, P, sums)) \
    X(act_dx, (const float *x, const float *dy, const unsigned char *pos, const float *a, \
               const float *k1, const float *k0, long H, long W, long C, long P, float *dx), \
      (x, dy, pos, a, k1, k0, H, W, C, P, dx)) \
    X(l1, (const float *a, const float *b, const float *alpha, float bias, long n, long D, float *out), \
      (a, b, alpha, bias, n, D, out)) \
    X(l1_grad, (const float *a, const float *b, const float *g, long apart, long n, long D, float *da, float *dalpha), \
      (a, b, g, apart, n, D, da, dalpha)) \
    X(descend, (float *w, const float *g, float *velocity, long n, float rate, float momentum, float decay, float scale), \
      (w, g, velocity, n, rate, momentum, decay, scale)) \
    X(adam, (float *w, const float *g, float *mom, float *var, long n, float lr, \
             float b1, float b2, float eps, float decay, float c1, float c2, float scale), \
      (w, g, mom, var, n, lr, b1, b2, eps, decay, c1, c2, scale))

#define UNPACK(...) __VA_ARGS__
#define DECLARE(name, params, args) \
    void og_##name##_portable params; \
    void og_##name##_avx2 params; \
    void og_##name##_avx512 params; \
    void og_##name(int isa, UNPACK params);

LOOPS(DECLARE)
#undef DECLARE

enum { OG_PORTABLE, OG_AVX2, OG_AVX512 };

// The best instruction set of this processor.
int og_best(void);
