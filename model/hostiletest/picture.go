package hostiletest

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"strings"
	"sync"
)

// chunk is one of a PNG's.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

const pngHead = "\x89PNG\r\n\x1a\n"

// header is a PNG's first chunk.
func header(w, h int, depth, colour, interlaced byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(w))
	b = binary.BigEndian.AppendUint32(b, uint32(h))
	return chunk("IHDR", append(b, depth, colour, 0, 0, interlaced))
}

// noughts is so many bytes packed.
func noughts(n int) []byte {
	if n == unpacked {
		return hundredMegabytes()
	}
	return pack(n)
}

const unpacked = 100 << 20

var hundredMegabytes = sync.OnceValue(func() []byte { return pack(unpacked) })

func pack(n int) []byte {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	zero := make([]byte, 1<<20)
	for ; n > 0; n -= len(zero) {
		if _, err := z.Write(zero[:min(n, len(zero))]); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// hugePNG says that it is of this size, and unpacks to a hundred megabytes.
func hugePNG(w, h int, depth, colour byte) []byte {
	return pngOf(header(w, h, depth, colour, 0), chunk("IDAT", noughts(unpacked)))
}

func pngOf(chunks ...[]byte) []byte {
	return append([]byte(pngHead), bytes.Join(append(chunks, chunk("IEND", nil)), nil)...)
}

// character is a picture with ink.
func character(side int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for i := side / 5; i < side*4/5; i++ {
		for d := range max(side/20, 2) {
			img.SetGray(i, min(i+d, side-1), color.Gray{})
			img.SetGray(side/4+d, i, color.Gray{})
		}
	}
	return img
}

func (m *maker) pictures() {
	m.Helper()
	good := encoded(character(100))
	m.damaged(Picture, good)
	jpg, gifs, bmps := jpegOf(character(100)), gifOf(3), bmpOf(100, 100, 24, 40)
	lossy, _ := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	lossless, _ := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	for name, data := range ordered(map[string][]byte{"JPEG": jpg, "GIF": gifs, "BMP": bmps, "lossy WebP": lossy, "lossless WebP": lossless}) {
		n := len(data)
		for _, share := range []int{30, 70} {
			m.file(Picture, fmt.Sprintf("a %s cut at %d percent", name, share), data[:n*share/100])
		}
		flipped := clone(data)
		for i := 12; i < n; i += 7 + n/30 {
			flipped[i] ^= 0x55
		}
		m.file(Picture, "a "+name+" with flipped bits", flipped)
		m.file(Picture, "a "+name+" of noise", append(clone(data[:min(n, 30)]), bytes.Repeat([]byte{0xa5, 0x3c, 0xff, 0x00}, 50_000)...))
	}
	for name, size := range ordered(map[string][2]int{
		"16 megapixels": {4000, 4000}, "100 megapixels": {10_000, 10_000}, "a gigapixel": {32_000, 32_000}, "an exapixel": {1<<31 - 1, 1<<31 - 1},
		"a strip": {1 << 28, 1}, "a pole": {1, 1 << 28}, "nothing": {0, 0}, "below nought": {-1, -1},
	}) {
		m.file(Picture, "a PNG of "+name, hugePNG(size[0], size[1], 8, 0))
	}
	palette := chunk("PLTE", bytes.Repeat([]byte{0, 0, 0, 255, 255, 255}, 128))
	side := 9000
	m.file(Picture, "a PNG of 97 kB and 81 megapixels by a palette", pngOf(header(side, side, 8, 3, 0), palette, chunk("IDAT", noughts(side*(side+1)))))
	m.file(Picture, "a PNG of a bit a pixel", pngOf(header(30_000, 3000, 1, 0, 0), chunk("IDAT", noughts(3000*(30_000/8+1)))))
	m.file(Picture, "a PNG of 16 bits in four colours", pngOf(header(4000, 3000, 16, 6, 0), chunk("IDAT", noughts(3000*(4000*8+1)))))
	m.file(Picture, "a PNG with lines in seven passes", pngOf(header(5000, 5000, 8, 2, 1), chunk("IDAT", noughts(80<<20))))
	m.file(Picture, "a PNG of 81 megapixels by a palette in passes", pngOf(header(side, side, 8, 3, 1), palette, chunk("IDAT", noughts(side*side+20*side))))
	m.file(Picture, "a PNG with 100000 empty chunks", pngOf(header(100, 100, 8, 0, 0), bytes.Repeat(chunk("IDAT", nil), 100_000), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG with packed texts", pngOf(header(100, 100, 8, 0, 0), bytes.Repeat(chunk("zTXt", append([]byte("Comment\x00\x00"), noughts(10<<20)...)), 50), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG with a packed profile", pngOf(header(100, 100, 8, 0, 0), chunk("iCCP", append([]byte("p\x00\x00"), noughts(unpacked)...)), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG of animation", pngOf(header(100, 100, 8, 0, 0), chunk("acTL", []byte{255, 255, 255, 255, 0, 0, 0, 0}), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG with a chunk of 4 GB", append([]byte(pngHead), append(header(100, 100, 8, 0, 0), "\xff\xff\xff\xffIDAT"...)...))
	m.file(Picture, "a PNG without a palette", pngOf(header(100, 100, 8, 3, 0), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG of a kind that there is not", pngOf(header(100, 100, 7, 5, 0), chunk("IDAT", noughts(100*101))))
	m.file(Picture, "a PNG of escape codes", pngOf(header(100, 100, 8, 0, 0), chunk("tEXt", []byte("Comment\x00"+Evil)), chunk("IDAT", noughts(100*101))))

	m.file(Picture, "a JPEG of 65500 pixels a side", sized(jpg, 65_500, 65_500))
	m.file(Picture, "a JPEG of no size", sized(jpg, 0, 0))
	m.file(Picture, "a JPEG of many passes", manyScans(jpg, 5000))
	m.file(Picture, "a JPEG with 60000 comments", append(append(clone(jpg[:2]), bytes.Repeat([]byte{0xff, 0xfe, 0, 3, 'x'}, 60_000)...), jpg[2:]...))
	m.file(Picture, "a JPEG with an Exif that goes round", append(append(clone(jpg[:2]), exifLoop()...), jpg[2:]...))
	m.file(Picture, "a JPEG of fill bytes", append(append(clone(jpg[:2]), bytes.Repeat([]byte{0xff}, 20_000_000)...), jpg[2:]...))
	m.file(Picture, "a GIF of 10000 pictures", gifOf(10_000))
	m.file(Picture, "a GIF of 65535 pixels a side", gifSized(gifs, 65_535))
	m.file(Picture, "a GIF whose pictures stand outside", gifSized(gifs, 1))
	for name, b := range ordered(map[string][]byte{
		"of a gigapixel": bmpOf(32_000, 32_000, 24, 40), "upside down without end": bmpOf(100, -1<<31, 24, 40), "of 64 bits": bmpOf(100, 100, 64, 40),
		"of one bit": bmpOf(60_000, 60_000, 1, 40), "with a header of 4 GB": bmpOf(100, 100, 24, -1), "packed by runs": runsBMP(20_000, 4000),
	}) {
		m.file(Picture, "a BMP "+name, b)
	}
	webp := func(w, h int) []byte {
		b := clone(lossy)
		binary.LittleEndian.PutUint16(b[26:], uint16(w))
		binary.LittleEndian.PutUint16(b[28:], uint16(h))
		return b
	}
	m.file(Picture, "a WebP of 16383 pixels a side", webp(16_383, 16_383))
	m.file(Picture, "a WebP of no size", webp(0, 0))
	m.file(Picture, "a WebP without losses of 16384 pixels a side", append(clone(lossless[:21]), "\xff\xff\xff\x0f\x00\x00\x00\x00\x00"...))
	m.file(Picture, "a WebP of 4 GB chunks", append(clone(lossy[:16]), "\xff\xff\xff\xff"...))
	m.file(Picture, "a WebP with chunks in chunks", []byte("RIFF\xff\xff\x00\x00WEBPVP8X\x0a\x00\x00\x00\x12\x00\x00\x00\xff\xff\xff\xff\xff\xff"+strings.Repeat("ANMF\x10\x00\x00\x00aaaaaaaaaaaaaaaa", 3000)))
	m.file(Picture, "an ICO", append([]byte{0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 32, 0, 255, 255, 255, 0, 22, 0, 0, 0}, good...))
	m.file(Picture, "a TIFF", []byte("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x04\x00\xff\xff\xff\xff\x08\x00\x00\x00"))
	m.file(Picture, "an SVG that asks for a file", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>`))
	m.file(Picture, "an XML of a billion laughs", []byte(`<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>`))
	m.file(Picture, "white paper", grayPNG(2000, 2000))
	m.file(Picture, "black paper", pngOf(header(2000, 2000, 8, 0, 0), chunk("IDAT", noughts(2000*2001))))
	m.file(Picture, "a board of single pixels", encoded(board(1500)))
	m.sparse(Picture, "more bytes than a picture has", good, 60<<20)
}

// board is a picture of as many strokes as it can hold.
func board(side int) image.Image {
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = 255
		if x, y := i%side, i/side; x%2 == 0 && y%2 == 0 {
			img.Pix[i] = 0
		}
	}
	return img
}

func jpegOf(img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// sized changes the size that a JPEG says it has.
func sized(jpg []byte, w, h int) []byte {
	b := clone(jpg)
	at := bytes.Index(b, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(b[at+5:], uint16(h))
	binary.BigEndian.PutUint16(b[at+7:], uint16(w))
	return b
}

// manyScans says that a JPEG comes in passes, and repeats its one.
func manyScans(jpg []byte, n int) []byte {
	b := sized(jpg, 20_000, 5000)
	b[bytes.Index(b, []byte{0xff, 0xc0})+1] = 0xc2
	at := bytes.Index(b, []byte{0xff, 0xda})
	return append(clone(b[:at]), bytes.Repeat(b[at:min(at+60, len(b)-2)], n)...)
}

// exifLoop is an Exif segment whose directories lead to themselves.
func exifLoop() []byte {
	tiff := "MM\x00*\x00\x00\x00\x08\xff\xff" + strings.Repeat("\x01\x12\x00\x03\xff\xff\xff\xff\x00\x00\x00\x08", 100) + "\x00\x00\x00\x08"
	body := "Exif\x00\x00" + tiff
	return append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2)), body...)
}

func gifOf(frames int) []byte {
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.White, color.Black}))
		g.Delay = append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func gifSized(g []byte, side int) []byte {
	b := clone(g)
	binary.LittleEndian.PutUint16(b[6:], uint16(side))
	binary.LittleEndian.PutUint16(b[8:], uint16(side))
	return b
}

// bmpOf is a BMP of this size; its header says that it is of so many bytes.
func bmpOf(w, h, bits, says int) []byte {
	b := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00")
	for _, v := range []int{says, w, h, 1 | bits<<16, 0, 0, 0, 0, 0, 0} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return append(b, make([]byte, 3*100*100)...)
}

// runsBMP is a BMP of runs that go on past its lines.
func runsBMP(w, h int) []byte {
	b := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x04\x00\x00")
	for _, v := range []int{40, w, h, 1 | 8<<16, 1, 0, 0, 0, 256, 0} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	b = append(b, make([]byte, 1024)...)
	return append(b, bytes.Repeat([]byte{255, 1, 0, 2, 255, 255}, 100_000)...)
}
