package hostiletest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
)

// member is one entry of a zip file; in the form that lists of entries have.
type member struct {
	name string
	data []byte
}

// zipped packs entries, in their order.
func zipped(entries ...member) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err == nil {
			_, err = w.Write(e.data)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// shared packs entries of which many, by the names that follow, are one and the
// same place in the file.
func shared(entries []member, data []byte, names []string) []byte {
	sum, length := crc32.ChecksumIEEE(data), len(data)
	var b bytes.Buffer
	b.Write(zipped(entries...))
	// What follows is written by hand: the packed data once, then the list of all.
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err)
	}
	var packed bytes.Buffer
	f, _ := flate.NewWriter(&packed, flate.BestCompression)
	if _, err := f.Write(data); err != nil {
		panic(err)
	}
	if err := f.Close(); err != nil {
		panic(err)
	}
	out := b.Bytes()[:directoryOf(b.Bytes())]
	at := len(out)
	out = append(out, local(names[0], sum, length, packed.Len())...)
	out = append(out, packed.Bytes()...)
	start := len(out)
	count := 0
	for i, f := range r.File {
		offset, err := f.DataOffset()
		if err != nil {
			panic(err)
		}
		out = append(out, central(f.Name, f.CRC32, len(entries[i].data), int(f.CompressedSize64), int(offset)-30-len(f.Name), f.Method, f.Flags)...)
		count++
	}
	for _, name := range names {
		out = append(out, central(name, sum, length, packed.Len(), at, zip.Deflate, 0)...)
		count++
	}
	size := len(out) - start
	end := binary.LittleEndian.AppendUint32(nil, 0x06054b50)
	end = append(end, 0, 0, 0, 0)
	end = binary.LittleEndian.AppendUint16(end, uint16(count))
	end = binary.LittleEndian.AppendUint16(end, uint16(count))
	end = binary.LittleEndian.AppendUint32(end, uint32(size))
	end = binary.LittleEndian.AppendUint32(end, uint32(start))
	return append(append(out, end...), 0, 0)
}

// directoryOf finds where a zip file's list of entries begins.
func directoryOf(z []byte) int {
	return int(binary.LittleEndian.Uint32(z[len(z)-6:]))
}

func local(name string, sum uint32, length, packed int) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x04034b50)
	b = append(b, common(name, sum, length, packed, zip.Deflate, 0)...)
	return append(b, name...)
}

func central(name string, sum uint32, length, packed, at int, method, flags uint16) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x02014b50)
	b = append(b, 20, 0)
	b = append(b, common(name, sum, length, packed, method, flags)...)
	b = append(b, make([]byte, 10)...) // comment, disk, attributes
	b = binary.LittleEndian.AppendUint32(b, uint32(at))
	return append(b, name...)
}

// common is what an entry says of itself both before its data and in the list.
func common(name string, sum uint32, length, packed int, method, flags uint16) []byte {
	b := append([]byte{20, 0}, byte(flags), byte(flags>>8), byte(method), byte(method>>8), 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint32(b, sum)
	b = binary.LittleEndian.AppendUint32(b, uint32(packed))
	b = binary.LittleEndian.AppendUint32(b, uint32(length))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(name)))
	return append(b, 0, 0)
}
