//go:build !unix

package atomicfile

const nonblocking = 0
