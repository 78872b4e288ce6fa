package picture

import (
	"encoding/binary"
	"image"
	"math/bits"
)

// decodeBMP reads a BMP with any of Windows' headers and one to 32 bits a pixel.
// golang.org/x/image/bmp knows three of the headers and one order of the colours.
func decodeBMP(data []byte, most int) (raster, error) {
	h, err := readBMP(data)
	if err != nil {
		return raster{}, err
	}
	if err := affordable(h.width, h.height, most, 4, 0); err != nil {
		return raster{}, err
	}
	img := image.NewNRGBA(image.Rect(0, 0, h.width, h.height))
	size := (h.width*h.bits + 31) / 32 * 4
	rows := min(len(h.pixels)/size, h.height)
	if rows == 0 {
		return raster{}, damaged("bmp: it is cut off")
	}
	for i := range rows {
		y := h.height - 1 - i
		if h.topDown {
			y = i
		}
		h.row(img.Pix[y*img.Stride:][:4*h.width], h.pixels[i*size:][:size])
	}
	r := raster{image: img}
	if lost := h.height - rows; h.topDown {
		r.missing.bottom = lost
		r.image = img.SubImage(image.Rect(0, 0, h.width, rows))
	} else {
		r.missing.top = lost
		r.image = img.SubImage(image.Rect(0, lost, h.width, h.height))
	}
	return r, nil
}

// bmpHeader is what a BMP says of its pixels.
type bmpHeader struct {
	width, height int
	topDown       bool
	bits          int       // of a pixel
	palette       []byte    // colours of entry bytes each, for up to 8 bits
	entry         int       // 3 or 4
	masks         [4]uint32 // where red, green, blue and alpha are, for 16 and more bits
	pixels        []byte
}

// readBMP reads the headers, which Windows' documentation calls BITMAPCOREHEADER,
// BITMAPINFOHEADER, BITMAPV4HEADER and BITMAPV5HEADER; those of 52, 56 and 64
// bytes lie between them.
func readBMP(data []byte) (h bmpHeader, err error) {
	const file = 14 // bytes before the header
	if len(data) < file+12 {
		return h, damaged("bmp: it is cut off")
	}
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(data[at:])) }
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	offset, size := int64(u32(10)), int64(u32(file))
	end := file + size
	const core, info, withMasks, withAlpha, most = 12, 40, 52, 56, 124
	if size < core || size > core && size < info || size > most || end > int64(len(data)) {
		return h, damaged("bmp: a header of %d bytes", size)
	}
	compression, colours := uint32(0), 0
	if size == core {
		h.width, h.height, h.bits, h.entry = u16(18), u16(20), u16(24), 3
	} else {
		h.width, h.height, h.bits, h.entry = int(int32(u32(18))), int(int32(u32(22))), u16(28), 4
		compression, colours = u32(30), int(min(u32(46), 256))
	}
	if h.height < 0 {
		h.height, h.topDown = -h.height, true
	}
	const rgb, bitfields, alphaBitfields = 0, 3, 6
	switch {
	case compression == rgb:
		h.masks = bmpMasks(h.bits, size >= withAlpha)
	case (compression == bitfields || compression == alphaBitfields) && h.bits >= 16:
		n := 3
		if size >= withAlpha || compression == alphaBitfields {
			n = 4
		}
		if size == info { // they follow the header
			end += int64(4 * n)
		}
		if end > int64(len(data)) {
			return h, damaged("bmp: it is cut off")
		}
		for i := range n {
			h.masks[i] = u32(file + info + 4*i)
		}
	default:
		return h, damaged("bmp: compressed pixels")
	}
	switch h.bits {
	case 1, 2, 4, 8:
		if colours == 0 {
			colours = 1 << h.bits
		}
		h.palette = data[end:min(end+int64(h.entry*colours), int64(len(data)))]
		end += int64(len(h.palette))
	case 16, 24, 32:
	default:
		return h, damaged("bmp: %d bits a pixel", h.bits)
	}
	if offset < end { // written wrongly; they follow at once
		offset = end
	}
	h.pixels = data[min(offset, int64(len(data))):]
	return h, nil
}

// bmpMasks are those of pixels without masks of their own. The fourth byte is
// alpha in the newer headers, and in the older ones nothing.
func bmpMasks(bits int, alpha bool) [4]uint32 {
	switch {
	case bits == 16:
		return [4]uint32{0x7c00, 0x03e0, 0x001f, 0}
	case bits == 32 && alpha:
		return [4]uint32{0xff0000, 0xff00, 0xff, 0xff000000}
	}
	return [4]uint32{0xff0000, 0xff00, 0xff, 0}
}

// row turns a row of most into red, green, blue and alpha.
func (h *bmpHeader) row(to, from []byte) {
	for x := 0; len(to) > 0; x, to = x+1, to[4:] {
		var v uint32
		switch h.bits {
		case 16:
			v = uint32(binary.LittleEndian.Uint16(from[2*x:]))
		case 24:
			v = uint32(uint24(from[3*x:]))
		case 32:
			v = binary.LittleEndian.Uint32(from[4*x:])
		default:
			perByte := 8 / h.bits
			i := int(from[x/perByte]) >> (8 - h.bits - x%perByte*h.bits) & (1<<h.bits - 1)
			to[3] = 0xff
			if c := h.palette[min(i*h.entry, len(h.palette)):]; len(c) >= 3 {
				to[0], to[1], to[2] = c[2], c[1], c[0]
			}
			continue
		}
		for i, mask := range h.masks {
			to[i] = masked(v, mask)
		}
		if h.masks[3] == 0 {
			to[3] = 0xff
		}
	}
}

// masked is the value under a mask, from 0 to 255.
func masked(v, mask uint32) uint8 {
	if mask == 0 {
		return 0
	}
	shift := bits.TrailingZeros32(mask)
	return uint8(uint64((v&mask)>>shift) * 255 / uint64(mask>>shift))
}
