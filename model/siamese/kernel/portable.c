// SSE2 on amd64 (16 registers), NEON on arm64 (32): both come from the
// compiler's four-float vectors.
#define SUFFIX portable
#define VW 4
#define MR 6
#if defined(__aarch64__)
#include <arm_neon.h>
#define NV 4
#define SQRT vsqrtq_f32
#else
#include <immintrin.h>
#define NV 2
#define SQRT _mm_sqrt_ps
#endif
#define WIDEN(p) __builtin_convertvector(*(const vbu *)(p), vi)
#include "loops.h"

