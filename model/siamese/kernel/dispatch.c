// Calls the loop compiled for an instruction set that og_best has allowed.
#include "kernels.h"

#if defined(__x86_64__)
#define DEFINE(name, params, args) \
    void og_##name(int isa, UNPACK params) { \
        switch (isa) { \
        case OG_AVX512: og_##name##_avx512 args; break; \
        case OG_AVX2: og_##name##_avx2 args; break; \
        default: og_##name##_portable args; \
        } \
    }
#else
#define DEFINE(name, params, args) \
    void og_##name(int isa, UNPACK params) { \
        (void)isa; \
        og_##name##_portable args; \
    }
#endif

LOOPS(DEFINE)

int og_best(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) return OG_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return OG_AVX2;
#endif
    return OG_PORTABLE;
}
