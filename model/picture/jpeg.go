package picture

import (
	"bytes"
	"encoding/binary"
)

// jpegHead is what a JPEG tells about itself beside its size, as far as it can
// be understood: the decoder judges whether the file is any good.
type jpegHead struct {
	turn        orientation
	progressive bool
	samples     float64 // for each pixel, 3 without subsampling of the colours
	scans       int
}

// memory is how many bytes the decoder holds for each pixel.
func (h jpegHead) memory() float64 {
	samples := h.samples
	if samples == 0 {
		samples = 4 // the most that there can be
	}
	if h.progressive {
		return samples * (1 + 4) // and an int32 for each coefficient
	}
	return samples
}

// The markers of a JPEG file, ITU-T T.81 table B.1.
const (
	markSOF0, markSOF2 = 0xc0, 0xc2
	markEOI, markSOS   = 0xd9, 0xda
	markAPP1           = 0xe1
)

// readJPEG walks over the segments before the first scan.
func readJPEG(data []byte) (h jpegHead) {
	// In a scan 0xff is followed by 0 or a marker, so that no scan is missed.
	h.scans = bytes.Count(data, []byte{0xff, markSOS})
	for data = data[min(2, len(data)):]; len(data) >= 4 && data[0] == 0xff; {
		marker := data[1]
		if marker == 0xff { // a fill byte
			data = data[1:]
			continue
		}
		length := int(binary.BigEndian.Uint16(data[2:]))
		if marker == markSOS || marker == markEOI || length < 2 || len(data) < 2+length {
			break
		}
		segment := data[4 : 2+length]
		switch {
		case marker == markAPP1:
			if exif, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && h.turn == 0 {
				h.turn = exifOrientation(exif)
			}
		case marker >= markSOF0 && marker <= markSOF2:
			h.progressive = marker == markSOF2
			h.samples = samplesOf(segment)
		}
		data = data[2+length:]
	}
	return h
}

// samplesOf gives a frame's samples for each pixel from its components' sampling
// factors, or 0 when it makes no sense of them.
func samplesOf(frame []byte) float64 {
	const fixed, each = 6, 3
	if len(frame) < fixed || len(frame) < fixed+each*int(frame[5]) {
		return 0
	}
	var sum, widest, highest int
	for i := range int(frame[5]) {
		factors := frame[fixed+each*i+1]
		x, y := int(factors>>4), int(factors&15)
		sum += x * y
		widest, highest = max(widest, x), max(highest, y)
	}
	if sum == 0 {
		return 0
	}
	return float64(sum) / float64(widest*highest)
}

// exifOrientation finds the tag 0x0112 in the first directory of an Exif block,
// whose form is TIFF's; 0 when there is none.
func exifOrientation(tiff []byte) orientation {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries, count := tiff[at+2:], int(order.Uint16(tiff[at:]))
	const entry = 12
	for ; count > 0 && len(entries) >= entry; count-- {
		if order.Uint16(entries) == 0x0112 {
			return orientation(order.Uint16(entries[8:]))
		}
		entries = entries[entry:]
	}
	return 0
}
