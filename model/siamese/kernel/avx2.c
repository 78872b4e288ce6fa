#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
#define SUFFIX avx2
#define VW 8
#define MR 6
#define NV 2
#define SQRT _mm256_sqrt_ps
#define WIDEN(p) _mm256_cvtepi8_epi32(_mm_loadl_epi64((const void *)(p)))
#include "loops.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
