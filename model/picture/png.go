package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"io"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// decodePNG reads a PNG as leniently as browsers do. Only the chunks that make
// the picture reach the decoder, so that a comment or a profile may be damaged or
// enormous, and exactly as many bytes of pixels as the picture has.
func decodePNG(data []byte, most int) (raster, error) {
	file, err := readPNG(data)
	if err != nil {
		return raster{}, err
	}
	h := file.header
	// Both the decoder and what is fed to it hold a row or two.
	if err := affordable(h.width, h.height, most, h.perPixel(file.tRNS != nil), 3*h.rowSize(h.width)); err != nil {
		return raster{}, err
	}
	if len(file.idat) == 0 || h.color == pngPalette && len(file.plte) == 0 {
		return raster{}, errCut
	}
	r := raster{turn: exifOrientation(file.exif)}
	if !file.whole && !h.interlaced { // the first rows of an interlaced one say little
		rows := file.rows()
		if rows == 0 {
			return raster{}, errCut
		}
		r.missing.bottom = h.height - rows
		binary.BigEndian.PutUint32(file.ihdr[4:], uint32(rows))
		h.height = rows
	}
	pixels := newPNGPixels(bytes.NewReader(file.idat), h.rawSize())
	r.image, err = png.Decode(io.MultiReader(bytes.NewReader(file.head()), pixels, bytes.NewReader(pngEnd)))
	if err != nil {
		return raster{}, damaged("%v", err)
	}
	return r, nil
}

// rows is how many there are.
func (f *pngFile) rows() int {
	z, err := zlib.NewReader(bytes.NewReader(f.idat))
	if err != nil {
		return 0
	}
	h := f.header
	n, _ := io.Copy(io.Discard, io.LimitReader(z, h.rawSize()))
	return int(n / h.rowSize(h.width))
}

var pngEnd = appendPNGChunk(nil, "IEND", nil)

// pngHeader is what the IHDR chunk says.
type pngHeader struct {
	width, height int
	depth, color  byte
	interlaced    bool
}

// The colours of a PNG, W3C PNG section 11.2.1.
const (
	pngGrey, pngRGB, pngPalette, pngGreyAlpha, pngRGBA = 0, 2, 3, 4, 6
)

// perPixel is how many bytes image/png holds for each pixel.
func (h pngHeader) perPixel(transparent bool) float64 {
	bytes := 4.0
	switch {
	case h.color == pngPalette, h.color == pngGrey && !transparent:
		bytes = 1
	}
	if h.depth == 16 {
		bytes *= 2
	}
	if h.interlaced { // put together from parts of up to half its size
		bytes *= 1.5
	}
	return bytes
}

// rowSize is the size of a row of so many pixels before it is compressed.
func (h pngHeader) rowSize(width int) int64 {
	channels := map[byte]int64{pngGrey: 1, pngRGB: 3, pngPalette: 1, pngGreyAlpha: 2, pngRGBA: 4}[h.color]
	return 1 + (int64(width)*channels*int64(h.depth)+7)/8
}

// rawSize is the size of all rows, those of an interlaced picture in Adam7's
// seven passes.
func (h pngHeader) rawSize() int64 {
	if !h.interlaced {
		return int64(h.height) * h.rowSize(h.width)
	}
	var sum int64
	for _, p := range [7][4]int{{8, 8, 0, 0}, {8, 8, 4, 0}, {4, 8, 0, 4}, {4, 4, 2, 0}, {2, 4, 0, 2}, {2, 2, 1, 0}, {1, 2, 0, 1}} {
		w, rows := (h.width-p[2]+p[0]-1)/p[0], (h.height-p[3]+p[1]-1)/p[1]
		if w > 0 && rows > 0 {
			sum += int64(rows) * h.rowSize(w)
		}
	}
	return sum
}

// pngFile is a PNG taken apart.
type pngFile struct {
	header     pngHeader
	ihdr       []byte
	plte, tRNS []byte // nil where there is none or it is of no use
	idat       []byte // the compressed pixels of all such chunks
	exif       []byte
	whole      bool // it has an end, and no damage to its pixels is seen
}

// readPNG takes a PNG apart. What is damaged is left out if the picture can be
// shown without it; pixels count up to the first damaged chunk of theirs. They
// are put together at the beginning of the data, of which there is one copy only.
func readPNG(data []byte) (f pngFile, err error) {
	f.idat = data[:0]
	f.whole = true
	ended := false
	for data = data[len(pngMagic):]; len(data) >= 8; {
		size, name, rest := int64(binary.BigEndian.Uint32(data)), string(data[4:8]), data[8:]
		body, intact := rest[:min(size, int64(len(rest)))], false
		if data = rest[len(body):]; len(data) >= 4 {
			intact = crc32.Update(crc32.ChecksumIEEE([]byte(name)), crc32.IEEETable, body) == binary.BigEndian.Uint32(data)
			data = data[4:]
		} else { // the file ends within it
			data = nil
		}
		switch {
		case f.ihdr == nil:
			if name != "IHDR" || !intact {
				return pngFile{}, damaged("png: no header")
			}
			if err := f.setHeader(body); err != nil {
				return pngFile{}, err
			}
		case name == "IDAT" && f.whole:
			f.whole = intact
			if intact || data == nil {
				f.idat = append(f.idat, body...)
			}
		case name == "IEND":
			data, ended = nil, true
		case !intact:
		case name == "PLTE" && f.header.color == pngPalette && len(f.idat) == 0:
			f.plte = bytes.Clone(body[:min(len(body)/3, 1<<f.header.depth)*3])
		case name == "tRNS" && f.fitsTRNS(body):
			f.tRNS = bytes.Clone(body)
		case name == "eXIf":
			f.exif = bytes.Clone(body)
		}
	}
	if f.ihdr == nil {
		return pngFile{}, damaged("png: no header")
	}
	f.whole = f.whole && ended
	return f, nil
}

func (f *pngFile) setHeader(ihdr []byte) error {
	if len(ihdr) != 13 {
		return damaged("png: a header of %d bytes", len(ihdr))
	}
	f.ihdr = bytes.Clone(ihdr)
	w, h := binary.BigEndian.Uint32(ihdr), binary.BigEndian.Uint32(ihdr[4:])
	if w > 1<<31-1 || h > 1<<31-1 {
		return damaged("png: %d×%d pixels", w, h)
	}
	f.header = pngHeader{width: int(w), height: int(h), depth: ihdr[8], color: ihdr[9], interlaced: ihdr[12] != 0}
	return nil
}

// fitsTRNS reports whether a chunk of transparency is of use.
func (f *pngFile) fitsTRNS(body []byte) bool {
	switch f.header.color {
	case pngGrey:
		return len(body) == 2
	case pngRGB:
		return len(body) == 6
	case pngPalette:
		return len(body) <= len(f.plte)/3 && len(f.idat) == 0
	}
	return false
}

// head is the file up to its pixels.
func (f *pngFile) head() []byte {
	head := appendPNGChunk([]byte(pngMagic), "IHDR", f.ihdr)
	if f.plte != nil {
		head = appendPNGChunk(head, "PLTE", f.plte)
	}
	if f.tRNS != nil {
		head = appendPNGChunk(head, "tRNS", f.tRNS)
	}
	return head
}

func appendPNGChunk(to []byte, name string, body []byte) []byte {
	to = binary.BigEndian.AppendUint32(to, uint32(len(body)))
	start := len(to)
	to = append(append(to, name...), body...)
	return binary.BigEndian.AppendUint32(to, crc32.ChecksumIEEE(to[start:]))
}
