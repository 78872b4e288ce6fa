// Package weights holds the parameters that the program ships, as safetensors
// files that package siamese reads.
package weights

import _ "embed"

//go:embed compact.safetensors
var compact []byte

// Compact returns the trained compact network's file, which must not be written
// to.
func Compact() []byte { return compact }
