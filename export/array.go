package export

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ArrayNPY writes numbers of a shape, the last index moving fastest, as an array of
// float32 in NumPy's own form. Values that do not fill the shape are ErrLength.
func ArrayNPY(w io.Writer, values []float32, shape ...int) error {
	size := 1
	for _, n := range shape {
		size *= n
	}
	if size != len(values) {
		return fmt.Errorf("%w: %d numbers for %v", ErrLength, len(values), shape)
	}
	if err := npyHeader(w, shape...); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, values)
}

// npyHeader begins an array of float32 in NumPy's own form, version 1.0
// (numpy.lib.format).
func npyHeader(w io.Writer, shape ...int) error {
	const magic, lengthBytes, alignment = "\x93NUMPY\x01\x00", 2, 64
	var sides []string
	for _, n := range shape {
		sides = append(sides, strconv.Itoa(n))
	}
	tuple := strings.Join(sides, ", ")
	if len(shape) == 1 {
		tuple += ","
	}
	header := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", tuple)
	// The data begin at a multiple of 64, after a line break.
	blank := alignment - 1 - (len(magic)+lengthBytes+len(header))%alignment
	header += string(bytes.Repeat([]byte{' '}, blank)) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte(magic), uint16(len(header)))
	_, err := w.Write(append(head, header...))
	return err
}

// Numbers writes a table as CSV: its columns' names, then rows that each begin with a
// name, the numbers in their shortest form that reads back to the same.
func Numbers(w io.Writer, columns []string, names []string, rows [][]float64) error {
	c := csv.NewWriter(w)
	_ = c.Write(columns) // Flush keeps its error
	for i, row := range rows {
		line := []string{names[i]}
		for _, v := range row {
			line = append(line, strconv.FormatFloat(v, 'g', -1, 64))
		}
		_ = c.Write(line)
	}
	c.Flush()
	return c.Error()
}
