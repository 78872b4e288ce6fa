package gallery

import "github.com/oneglyph/oneglyph/model"

// What a gallery can hold. Adding refuses what reading would, so that every
// file written can be read again, and reading never needs more memory than a
// small multiple of these.
const (
	maxClasses  = 10_000
	maxExamples = 50_000
	maxName     = 64             // characters of a class's name
	maxNameSent = 64 << 10       // bytes of what such a name is made of
	maxText     = 2_000          // characters of a class's text to copy
	maxTexts    = 1 << 20        // bytes of all these; JSON makes twice as many of them at most
	maxPoints   = 1 << 16        // of one drawing
	maxSide     = 4 * model.Side // of one scanned picture, in pixels
	maxInk      = 192 << 20      // bytes of all points and pixels in memory
	maxCoord    = 1e9            // of a pen's position either way

	maxFile      = 1 << 30  // bytes of a file
	maxDirectory = 16 << 20 // bytes of its list of entries
	maxManifest  = 8 << 20  // bytes of the entries, unpacked
	maxDrawing   = 4 << 20
	maxPNG       = 1 << 20
	maxPadding   = 32 << 20 // of what is unpacked beyond the drawings' own need
	maxThumbnail = 4 << 10  // a glyph's is some 700 bytes, and all of them are in memory
)
