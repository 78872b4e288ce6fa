package cli

import (
	"errors"
	"io/fs"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// modelOption says by which network a command works.
type modelOption struct {
	Weights string `placeholder:"FILE" help:"Weights to work by, or ${builtin}, instead of those that the window uses."`
}

// model returns the network and the name of its weights: the file, or built-in.
func (o modelOption) model(env *Environment) (m *siamese.Model, name string, err error) {
	switch o.Weights {
	case "":
		return modelInUse(env)
	case inference.BuiltIn:
		m, err = inference.LoadModel("")
	default:
		m, err = inference.LoadModel(o.Weights)
	}
	return m, o.Weights, err
}

// modelInUse returns the network that the window ranks with: the weights that the
// data folder holds or, where it has none that can be read, the program's own.
func modelInUse(env *Environment) (m *siamese.Model, name string, err error) {
	if dir, none := store.DataDirPath(env.DataDir); none == nil {
		path := inference.WeightsPath(dir)
		m, err := siamese.Open(path)
		if err == nil {
			return m, path, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			say(env.Stderr, "oneglyph: the built-in weights are used, not those used last: %s\n", err)
		}
	}
	m, err = inference.LoadModel("")
	return m, inference.BuiltIn, err
}
