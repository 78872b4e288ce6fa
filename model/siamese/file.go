package siamese

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// formatVersion is what Write notes as "oneglyph"; a reader refuses later ones.
const formatVersion = "1"

// Write writes the network as a safetensors file: its tensors by name, with
// architecture, calibration and notes in the metadata.
func (m *Model) Write(w io.Writer) error { return m.write(w, nil) }

// write adds further tensors to the network's own.
func (m *Model) write(w io.Writer, more []namedTensor) error {
	metadata := map[string]string{"format": "pt", "oneglyph": formatVersion}
	for k, v := range m.info {
		metadata[k] = v
	}
	for key, value := range map[string]any{"architecture": m.arch, "calibration": m.calibration} {
		text, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("siamese: write %s: %w", key, err)
		}
		metadata[key] = string(text)
	}
	var tensors []namedTensor
	for i, p := range m.arch.params() {
		tensors = append(tensors, namedTensor{p.name, p.shape, m.values[i]})
	}
	if err := writeTensors(w, append(tensors, more...), metadata); err != nil {
		return fmt.Errorf("siamese: write: %w", err)
	}
	return nil
}

// Read reads what Write wrote. Errors wrap ErrFormat where the data are at fault.
func Read(r io.Reader) (*Model, error) {
	m, _, err := read(r, func(*Model) ([]namedTensor, error) { return nil, nil })
	if err != nil {
		return nil, fmt.Errorf("siamese: %w", err)
	}
	return m, nil
}

// read reads the network and the tensors that more asks for besides, given all of
// the network but its parameters. Its architecture is known to be within limits
// before any memory is taken for it.
func read(r io.Reader, more func(*Model) ([]namedTensor, error)) (*Model, []namedTensor, error) {
	head, err := readHeader(r)
	if err != nil {
		return nil, nil, err
	}
	metadata := head.metadata
	if v := metadata["oneglyph"]; v != formatVersion {
		return nil, nil, formatError("weights of format %.80q; this program reads %q", v, formatVersion)
	}
	m := &Model{info: metadata, id: &identity{}}
	if err := json.Unmarshal([]byte(metadata["architecture"]), &m.arch); err != nil {
		return nil, nil, formatError("architecture: %v", err)
	}
	if err := json.Unmarshal([]byte(metadata["calibration"]), &m.calibration); err != nil {
		return nil, nil, formatError("calibration: %v", err)
	}
	for _, key := range []string{"format", "oneglyph", "architecture", "calibration"} {
		delete(metadata, key)
	}
	if err := m.arch.check(); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if _, err := m.WithCalibration(m.calibration); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	var tensors []namedTensor
	for _, p := range m.arch.params() {
		tensors = append(tensors, namedTensor{name: p.name, shape: p.shape})
	}
	own := len(tensors)
	others, err := more(m)
	if err != nil {
		return nil, nil, err
	}
	tensors = append(tensors, others...)
	if err := head.readTensors(r, tensors); err != nil {
		return nil, nil, err
	}
	for _, t := range tensors {
		// Of these a root is taken.
		squared := strings.HasSuffix(t.name, ".variance") || strings.HasPrefix(t.name, "adam.second.")
		for _, v := range t.data {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) || squared && v < 0 {
				return nil, nil, formatError("tensor %q holds %v", t.name, v)
			}
		}
	}
	for _, t := range tensors[:own] {
		m.values = append(m.values, t.data)
	}
	return m, tensors[own:], nil
}

// Open reads a network from a file.
func Open(path string) (*Model, error) {
	f, _, err := foreign.Open(path, maxFile)
	if err != nil {
		return nil, fmt.Errorf("siamese: %w", err)
	}
	defer f.Close()
	m, err := Read(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// Save writes the network to a file, which is always whole.
func (m *Model) Save(path string) error { return saveFile(path, m.Write) }

func saveFile(path string, write func(io.Writer) error) error {
	if err := atomicfile.Write(path, write); err != nil {
		return fmt.Errorf("siamese: save %s: %w", path, err)
	}
	return nil
}
