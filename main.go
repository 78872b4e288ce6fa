// Oneglyph learns a character from one drawing and finds it again: a desktop
// program around a siamese network.
package main

import (
	"os"

	"github.com/oneglyph/oneglyph/app"
	"github.com/oneglyph/oneglyph/app/native"
)

func main() {
	os.Exit(app.Main(os.Args[1:], os.Stdout, os.Stderr, native.New()))
}
