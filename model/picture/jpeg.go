package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
)

// decodeJPEG reads a JPEG up to its end; what follows there, a phone's video for
// one, is nothing of the picture's.
func decodeJPEG(data []byte, most int) (raster, error) {
	head := readJPEG(data)
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return raster{}, damaged("%v", err)
	}
	if err := affordable(c.Width, c.Height, most, head.perPixel(), 0); err != nil {
		return raster{}, err
	}
	if head.scans > maxScans {
		return raster{}, fmt.Errorf("%w: a JPEG of %d passes, at most %d are read", ErrTooLarge, head.scans, maxScans)
	}
	if head.cut {
		return cutJPEG(data, head)
	}
	img, err := jpeg.Decode(bytes.NewReader(data[:head.end]))
	if err != nil {
		return raster{}, damaged("%v", err)
	}
	return raster{image: img, turn: head.turn}, nil
}

// cutJPEG reads what there is of a JPEG whose end is missing.
func cutJPEG(data []byte, head jpegHead) (raster, error) {
	ended := func(to int) []byte { return append(bytes.Clone(data[:to]), 0xff, markEOI) }
	if head.progressive {
		// Passes that are whole show the picture whole, if coarsely.
		if !head.fine {
			return raster{}, damaged("it is cut off")
		}
		img, err := jpeg.Decode(bytes.NewReader(ended(head.wholeScans)))
		if err != nil {
			return raster{}, damaged("it is cut off: %v", err)
		}
		return raster{image: img, turn: head.turn}, nil
	}
	file := ended(len(data))
	if head.size == 0 || head.scans != 1 {
		return raster{}, damaged("it is cut off")
	}
	// The decoder shows nothing of a picture that is not whole, so it is told of
	// fewer rows: of as many as there are. It tries a few times, which a picture of
	// some size has no memory for.
	const most = 64 << 20
	height, width := int(binary.BigEndian.Uint16(file[head.size:])), int(binary.BigEndian.Uint16(file[head.size+2:]))
	if float64(width*height)*head.perPixel() > most {
		return raster{}, damaged("it is cut off")
	}
	var found image.Image
	units := (height + head.unit - 1) / head.unit
	for low, high := 1, units; low <= high; {
		mid := (low + high) / 2
		binary.BigEndian.PutUint16(file[head.size:], uint16(min(mid*head.unit, height)))
		if img, err := jpeg.Decode(bytes.NewReader(file)); err == nil {
			found, low = img, mid+1
		} else {
			high = mid - 1
		}
	}
	if found == nil {
		return raster{}, damaged("it is cut off")
	}
	return raster{image: found, turn: head.turn, missing: missing{bottom: height - found.Bounds().Dy()}}, nil
}
