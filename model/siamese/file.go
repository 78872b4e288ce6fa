package siamese

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"oneglyph/model/atomicfile"
	"oneglyph/model/foreign"
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
	m, rest, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("siamese: %w", err)
	}
	for name := range rest {
		return nil, fmt.Errorf("siamese: %w", formatError("tensor %q does not belong to architecture %q", name, m.arch.Name))
	}
	return m, nil
}

// read gives the network and whatever tensors are left over.
func read(r io.Reader) (*Model, map[string]namedTensor, error) {
	tensors, metadata, err := readTensors(r)
	if err != nil {
		return nil, nil, err
	}
	if v := metadata["oneglyph"]; v != formatVersion {
		return nil, nil, formatError("weights of format %q; this program reads %q", v, formatVersion)
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
	for _, p := range m.arch.params() {
		t, ok := tensors[p.name]
		if !ok {
			return nil, nil, formatError("no tensor %q", p.name)
		}
		if !slices.Equal(t.shape, p.shape) {
			return nil, nil, formatError("tensor %q is %v, not %v", p.name, t.shape, p.shape)
		}
		for _, v := range t.data {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				return nil, nil, formatError("tensor %q holds %v", p.name, v)
			}
		}
		m.values = append(m.values, t.data)
		delete(tensors, p.name)
	}
	return m, tensors, nil
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
