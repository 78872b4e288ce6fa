package app

import (
	"github.com/oneglyph/oneglyph/model/onnx"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// exporter writes networks for other programs.
type exporter struct{}

// Files lists the encoder's file and the similarity's.
func (exporter) Files(path string) []string { return []string{path, onnx.Beside(path)} }

// Export writes the encoder as an ONNX model, and the similarity of embeddings
// as another one next to it.
func (exporter) Export(path string, m *siamese.Model) error {
	_, err := onnx.Save(path, m)
	return err
}
