//go:build !unix

package foreign

const nonBlocking = 0
