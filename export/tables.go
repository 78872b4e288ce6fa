package export

import (
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/oneglyph/oneglyph/model"
)

// ErrLength says that embeddings are not all of one length.
var ErrLength = errors.New("embeddings of different lengths")

// Ranked is one class of a ranking.
type Ranked struct {
	Name       string
	Similarity float64 // calibrated, 0 to 1
	Logit      float32
}

// Ranking writes a ranking as CSV, its first line the columns' names.
func Ranking(w io.Writer, ranking []Ranked) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"rank", "name", "similarity", "logit"}) // Flush keeps its error
	for i, r := range ranking {
		_ = c.Write([]string{
			strconv.Itoa(i + 1), r.Name,
			strconv.FormatFloat(r.Similarity, 'g', -1, 64),
			strconv.FormatFloat(float64(r.Logit), 'g', -1, 32),
		})
	}
	c.Flush()
	return c.Error()
}

// Embedded is an example with what the network makes of it.
type Embedded struct {
	Name      string // of its class
	Example   model.ExampleID
	Embedding model.Embedding
}

// EmbeddingsCSV writes embeddings as a table: class, example, h1, h2, …, the
// numbers in their shortest form that reads back to the same bits.
func EmbeddingsCSV(w io.Writer, all []Embedded) error {
	length, err := lengthOf(all)
	if err != nil {
		return err
	}
	c := csv.NewWriter(w)
	line := []string{"class", "example"}
	for i := range length {
		line = append(line, "h"+strconv.Itoa(i+1))
	}
	_ = c.Write(line) // Flush keeps its error
	for _, e := range all {
		line = append(line[:0], e.Name, strconv.FormatInt(int64(e.Example), 10))
		for _, v := range e.Embedding {
			line = append(line, strconv.FormatFloat(float64(v), 'g', -1, 32))
		}
		_ = c.Write(line)
	}
	c.Flush()
	return c.Error()
}

// EmbeddingsNPY writes embeddings as a matrix of float32 in NumPy's own form, a row
// for each.
func EmbeddingsNPY(w io.Writer, all []Embedded) error {
	length, err := lengthOf(all)
	if err != nil {
		return err
	}
	if err := npyHeader(w, len(all), length); err != nil {
		return err
	}
	for _, e := range all {
		if err := binary.Write(w, binary.LittleEndian, []float32(e.Embedding)); err != nil {
			return err
		}
	}
	return nil
}

func lengthOf(all []Embedded) (int, error) {
	if len(all) == 0 {
		return 0, nil
	}
	length := len(all[0].Embedding)
	for _, e := range all {
		if len(e.Embedding) != length {
			return 0, fmt.Errorf("%w: %d and %d", ErrLength, length, len(e.Embedding))
		}
	}
	return length, nil
}
