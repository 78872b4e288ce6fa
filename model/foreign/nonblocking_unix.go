//go:build unix

package foreign

import "syscall"

// nonBlocking keeps the opening, and the reading of files such as the kernel's
// log, from waiting for what may never come.
const nonBlocking = syscall.O_NONBLOCK
