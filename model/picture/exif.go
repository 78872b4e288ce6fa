package picture

import (
	"bytes"
	"encoding/binary"
)

// exifOrientation finds the tag 0x0112 in the first directory of an Exif block,
// whose form is TIFF's; 0 when there is none.
func exifOrientation(exif []byte) orientation {
	// JPEG has this before the block; some programs write it everywhere.
	tiff := bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
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
			return tiffInteger(order, order.Uint16(entries[2:]), entries[8:])
		}
		entries = entries[entry:]
	}
	return 0
}

// tiffInteger reads a value of any of TIFF's types of integers, which stand at
// the left of its field.
func tiffInteger(order binary.ByteOrder, kind uint16, field []byte) orientation {
	const (
		unsignedByte, short, long = 1, 3, 4
		signedByte, sshort, slong = 6, 8, 9
		undefined                 = 7
	)
	switch kind {
	case unsignedByte, signedByte, undefined:
		return orientation(field[0])
	case short, sshort:
		return orientation(order.Uint16(field))
	case long, slong:
		if v := order.Uint32(field); v <= 8 {
			return orientation(v)
		}
	}
	return 0
}
