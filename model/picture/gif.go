package picture

import (
	"compress/lzw"
	"encoding/binary"
	"image"
	"image/color"
	"io"
)

// decodeGIF reads the first picture of a GIF. Unlike image/gif it takes pictures
// that reach beyond their screen, that have more pixels than they need, and the
// rows that there are of one that is cut off, as browsers do.
func decodeGIF(data []byte, most int) (raster, error) {
	f, err := readGIF(data)
	if err != nil {
		return raster{}, err
	}
	perPixel := 1.0
	if f.interlaced {
		perPixel = 2
	}
	if err := affordable(f.box.Dx(), f.box.Dy(), most, perPixel, 0); err != nil {
		return raster{}, err
	}
	img := image.NewPaletted(f.box, f.palette)
	n, _ := io.ReadFull(lzw.NewReader(&gifBlocks{rest: f.pixels}, lzw.LSB, f.depth), img.Pix)
	var lost missing
	if n < len(img.Pix) {
		rows := n / f.box.Dx()
		if f.interlaced || rows == 0 {
			return raster{}, damaged("gif: it is cut off")
		}
		lost.bottom = f.box.Dy() - rows
		whole := f.box
		whole.Max.Y = whole.Min.Y + rows
		img = img.SubImage(whole).(*image.Paletted)
	}
	if f.interlaced {
		img.Pix = deinterlaced(img.Pix, f.box.Dx(), f.box.Dy())
	}
	floating := f.box.In(f.screen) && f.box != f.screen && lost.bottom == 0
	return raster{image: img, missing: lost, floating: floating}, nil
}

// gifFile is a GIF's first picture, taken apart.
type gifFile struct {
	screen, box image.Rectangle
	palette     color.Palette
	interlaced  bool
	depth       int
	pixels      []byte // blocks of compressed pixels, and what follows
}

var errGIFCut = damaged("gif: it is cut off")

func readGIF(data []byte) (f gifFile, err error) {
	if len(data) < 13 {
		return f, errGIFCut
	}
	f.screen = image.Rect(0, 0, int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:])))
	global, data, err := gifPalette(data[13:], data[10])
	if err != nil {
		return f, err
	}
	transparent := -1
	for len(data) > 0 {
		kind := data[0]
		switch data = data[1:]; kind {
		case '!': // an extension
			if len(data) < 2 {
				return f, errGIFCut
			}
			const control = 0xf9
			if block := data[2:]; data[0] == control && data[1] >= 4 && len(block) >= 4 && block[0]&1 != 0 {
				transparent = int(block[3])
			}
			data = skipGIFBlocks(data[1:])
		case ',': // a picture
			if len(data) < 10 {
				return f, errGIFCut
			}
			x, y := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))
			w, h := int(binary.LittleEndian.Uint16(data[4:])), int(binary.LittleEndian.Uint16(data[6:]))
			f.box, f.interlaced = image.Rect(x, y, x+w, y+h), data[8]&0x40 != 0
			local, rest, err := gifPalette(data[9:], data[8])
			if err != nil {
				return f, err
			}
			if len(rest) == 0 {
				return f, errGIFCut
			}
			if local == nil {
				local = global
			}
			f.palette = gifColours(local, transparent)
			f.depth, f.pixels = int(rest[0]), rest[1:]
			if f.depth < 2 || f.depth > 8 {
				return f, damaged("gif: pixels of %d bits", f.depth)
			}
			return f, nil
		case 0: // a stray end of blocks
		default:
			return f, damaged("gif: no picture")
		}
	}
	return f, errGIFCut
}

// gifPalette takes the colour table off the data, if the flags say that there is
// one.
func gifPalette(data []byte, flags byte) (table, rest []byte, err error) {
	if flags&0x80 == 0 {
		return nil, data, nil
	}
	size := 3 << (1 + flags&7)
	if len(data) < size {
		return nil, nil, errGIFCut
	}
	return data[:size], data[size:], nil
}

// gifColours is a colour table for every number that a pixel may have. Numbers
// that have none are transparent, as browsers show them.
func gifColours(table []byte, transparent int) color.Palette {
	p := make(color.Palette, 256)
	for i := range p {
		c := color.NRGBA{}
		if rgb := table[min(3*i, len(table)):]; len(rgb) >= 3 {
			c = color.NRGBA{R: rgb[0], G: rgb[1], B: rgb[2], A: 0xff}
		}
		if i == transparent {
			c.A = 0
		}
		p[i] = c
	}
	return p
}

func skipGIFBlocks(data []byte) []byte {
	for len(data) > 0 {
		size := int(data[0])
		data = data[min(1+size, len(data)):]
		if size == 0 {
			break
		}
	}
	return data
}

// gifBlocks reads the content of blocks up to their end.
type gifBlocks struct{ block, rest []byte }

func (g *gifBlocks) ReadByte() (byte, error) {
	for len(g.block) == 0 {
		if len(g.rest) == 0 || g.rest[0] == 0 {
			return 0, io.EOF
		}
		end := min(1+int(g.rest[0]), len(g.rest))
		g.block, g.rest = g.rest[1:end], g.rest[end:]
	}
	b := g.block[0]
	g.block = g.block[1:]
	return b, nil
}

func (g *gifBlocks) Read(p []byte) (int, error) {
	for i := range p {
		b, err := g.ReadByte()
		if err != nil {
			return i, err
		}
		p[i] = b
	}
	return len(p), nil
}

// deinterlaced brings a picture's rows from the order of GIF's appendix E into
// their places.
func deinterlaced(pix []uint8, w, h int) []uint8 {
	out := make([]uint8, len(pix))
	for _, pass := range [4]struct{ first, step int }{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
		for y := pass.first; y < h; y += pass.step {
			copy(out[y*w:][:w], pix)
			pix = pix[w:]
		}
	}
	return out
}
