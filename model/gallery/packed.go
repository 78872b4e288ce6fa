package gallery

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"sync"
)

// packed is a PNG that a file holds of an example, made when it is first asked for:
// a file may hold 50,000 examples without any, and is open before they are drawn.
// Copies of an example share it.
type packed struct {
	mu  sync.Mutex
	png []byte
}

// encoder keeps its tables from one picture to the next: to make them takes longer
// than a small picture does.
var encoder = png.Encoder{BufferPool: new(buffers)}

type buffers struct{ sync.Pool }

// Get implements png.EncoderBufferPool.
func (b *buffers) Get() *png.EncoderBuffer {
	buffer, _ := b.Pool.Get().(*png.EncoderBuffer)
	return buffer
}

// Put implements png.EncoderBufferPool.
func (b *buffers) Put(buffer *png.EncoderBuffer) { b.Pool.Put(buffer) }

// made returns the PNG if there is one.
func (p *packed) made() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.png
}

// bytes returns the PNG, which is of the picture drawn if there is none yet.
func (p *packed) bytes(draw func() (image.Image, error)) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.png != nil {
		return p.png, nil
	}
	img, err := draw()
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := encoder.Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("gallery: encode picture: %w", err)
	}
	p.png = buf.Bytes()
	return p.png, nil
}

// thumbnailPNG is the glyph, Side×Side; scanPNG the picture of an example that has
// one.
func (e Example) thumbnailPNG() ([]byte, error) {
	return e.thumbnail.bytes(func() (image.Image, error) {
		glyph, err := e.Glyph()
		if err != nil {
			return nil, err
		}
		return glyph.Image(), nil
	})
}

func (e Example) scanPNG() ([]byte, error) {
	return e.scan.bytes(func() (image.Image, error) { return scanImage(*e.Picture), nil })
}
