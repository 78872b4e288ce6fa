package picture

import (
	"compress/zlib"
	"encoding/binary"
	"hash"
	"hash/adler32"
	"io"
)

// pngPixels reads as IDAT chunks with exactly as many bytes of pixels as a
// picture has, whatever follows them. They are passed on uncompressed, a block at
// a time.
type pngPixels struct {
	compressed io.Reader
	raw        io.Reader
	left       int64 // bytes to come
	started    bool
	sum        hash.Hash32

	block, body, chunk []byte
	out                []byte // of the chunk that is being read
}

var errCut = damaged("it is cut off")

func newPNGPixels(compressed io.Reader, size int64) *pngPixels {
	return &pngPixels{compressed: compressed, left: size, sum: adler32.New(), block: make([]byte, 1<<15)}
}

func (p *pngPixels) Read(b []byte) (int, error) {
	if len(p.out) == 0 {
		if p.started && p.left == 0 {
			return 0, io.EOF
		}
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.out)
	p.out = p.out[n:]
	return n, nil
}

// next makes a chunk of the next block, stored as RFC 1951 says in section 3.2.4
// within a stream of RFC 1950.
func (p *pngPixels) next() error {
	p.body = p.body[:0]
	if !p.started {
		p.started = true
		raw, err := zlib.NewReader(p.compressed)
		if err != nil {
			return err
		}
		p.raw, p.body = raw, append(p.body, 0x78, 0x01)
	}
	block := p.block[:min(int64(len(p.block)), p.left)]
	// The stream's checksum at its end is not reached.
	if _, err := io.ReadFull(p.raw, block); err != nil {
		return errCut
	}
	p.left -= int64(len(block))
	final := byte(0)
	if p.left == 0 {
		final = 1
	}
	size := uint16(len(block))
	p.body = append(p.body, final)
	p.body = binary.LittleEndian.AppendUint16(p.body, size)
	p.body = binary.LittleEndian.AppendUint16(p.body, ^size)
	p.body = append(p.body, block...)
	p.sum.Write(block)
	if p.left == 0 {
		p.body = p.sum.Sum(p.body)
	}
	p.chunk = appendPNGChunk(p.chunk[:0], "IDAT", p.body)
	p.out = p.chunk
	return nil
}
