package picture

import (
	"bytes"
	"encoding/binary"
)

// jpegHead is what a JPEG says about itself, as far as it can be understood:
// the decoder judges whether the file is any good.
type jpegHead struct {
	turn        orientation
	progressive bool
	samples     float64 // for each pixel, 3 without subsampling of the colours
	first       byte    // the name of the brightness' component
	copied      bool    // into another form, since it is not YCbCr
	size        int     // where the file says how high and how wide the picture is
	unit        int     // rows that are coded together

	scans      int
	wholeScans int  // where the last whole scan ends
	fine       bool // a whole scan has more than blocks' means of the brightness
	end        int  // where the picture ends
	cut        bool // before its end marker
}

// perPixel is how many bytes the decoder holds for each pixel.
func (h jpegHead) perPixel() float64 {
	samples := h.samples
	if samples == 0 {
		samples = 4 // the most that there can be
	}
	bytes := samples
	if h.progressive {
		bytes += 4 * samples // an int32 for each coefficient
	}
	if h.copied {
		bytes += 4
	}
	return bytes
}

// The markers of a JPEG file, ITU-T T.81 table B.1.
const (
	markSOF0, markSOF2 = 0xc0, 0xc2
	markRST0, markRST7 = 0xd0, 0xd7
	markEOI, markSOS   = 0xd9, 0xda
	markAPP1           = 0xe1
	markAPP14          = 0xee
)

// readJPEG walks over the segments to the picture's end, as the decoder does.
func readJPEG(data []byte) (h jpegHead) {
	var scan []byte // the header of the scan that came last
	for at := 2; ; {
		marker, next := nextMarker(data, at)
		if scan != nil && next > 0 {
			h.wholeScans = next - 2
			h.fine = h.fine || h.refines(scan)
		}
		if marker == markEOI {
			h.end = next
			return h
		}
		if next == 0 || len(data) < next+2 {
			h.cut = true
			return h
		}
		length := int(binary.BigEndian.Uint16(data[next:]))
		at = next + length
		if length < 2 || len(data) < at {
			h.cut = true
			return h
		}
		segment := data[next+2 : at]
		scan = nil
		switch {
		case marker == markSOS:
			scan = segment
			h.scans++
		case marker == markAPP1 && h.turn == 0 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")):
			h.turn = exifOrientation(segment)
		case marker == markAPP14 && len(segment) >= 12 && segment[11] == 0:
			h.copied = true // RGB or CMYK
		case marker >= markSOF0 && marker <= markSOF2 && h.size == 0:
			h.progressive = marker == markSOF2
			h.setFrame(segment)
			h.size = next + 3
		}
	}
}

// nextMarker finds the next marker but restarts, and where its segment begins; 0
// when there is none.
func nextMarker(data []byte, from int) (marker byte, next int) {
	for i := from; ; {
		found := bytes.IndexByte(data[min(i, len(data)):], 0xff)
		if found < 0 {
			return 0, 0
		}
		for i += found; i < len(data) && data[i] == 0xff; { // or fill bytes
			i++
		}
		if i == len(data) {
			return 0, 0
		}
		if m := data[i]; m != 0 && (m < markRST0 || m > markRST7) {
			return m, i + 1
		}
	}
}

// setFrame takes the samples for each pixel from the components' sampling
// factors, if it makes sense of them.
func (h *jpegHead) setFrame(frame []byte) {
	const fixed, each = 6, 3
	if len(frame) < fixed || len(frame) < fixed+each*int(frame[5]) {
		return
	}
	var sum, widest, highest int
	var names []byte
	for i := range int(frame[5]) {
		component := frame[fixed+each*i:]
		x, y := int(component[1]>>4), int(component[1]&15)
		sum += x * y
		widest, highest = max(widest, x), max(highest, y)
		names = append(names, component[0])
	}
	if sum == 0 {
		return
	}
	h.samples = float64(sum) / float64(widest*highest)
	h.copied = h.copied || string(names) == "RGB" || len(names) == 4
	h.unit = 8
	if len(names) > 1 { // one alone is never interleaved, T.81 section A.2.2
		h.unit = 8 * highest
	} else {
		h.samples = 1
	}
	if len(names) > 0 {
		h.first = names[0]
	}
}

// refines reports whether a progressive picture's scan says more of its brightness
// than the means of its blocks.
func (h *jpegHead) refines(scan []byte) bool {
	return len(scan) == 6 && scan[0] == 1 && scan[1] == h.first && scan[3] > 0
}
