#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,prefer-vector-width=512")
#endif
#define SUFFIX avx512
#define VW 16
#define MR 12
#define NV 2
#define SQRT _mm512_sqrt_ps
#define WIDEN(p) _mm512_cvtepi8_epi32(_mm_loadu_si128((const void *)(p)))
#include "loops.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
