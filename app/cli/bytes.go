package cli

import (
	"path/filepath"
	"reflect"

	"github.com/alecthomas/kong"
)

// anyBytes are the command line's texts as they were given. Kong has them pass
// through JSON, which holds Unicode only, while a file's name may be any bytes.
func anyBytes() []kong.Option {
	text := func(ctx *kong.DecodeContext, to reflect.Value, make func(string) (string, error)) error {
		token, err := ctx.Scan.PopValue("text")
		if err != nil {
			return err
		}
		value, err := make(token.String())
		if err == nil {
			to.SetString(value)
		}
		return err
	}
	return []kong.Option{
		kong.KindMapper(reflect.String, kong.MapperFunc(func(ctx *kong.DecodeContext, to reflect.Value) error {
			return text(ctx, to, func(s string) (string, error) { return s, nil })
		})),
		kong.NamedMapper("path", kong.MapperFunc(func(ctx *kong.DecodeContext, to reflect.Value) error {
			return text(ctx, to, filepath.Abs)
		})),
	}
}
