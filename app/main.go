package app

import (
	"io"

	"github.com/oneglyph/oneglyph/app/cli"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

// Main runs the program and returns its exit status: 0, 1 for what failed and 2
// for a command line that makes no sense. It is to be called on the main
// goroutine, which the window needs. The dialogs may be nil: the window's own.
func Main(args []string, stdout, stderr io.Writer, dialogs shell.Dialogs) int {
	window := struct {
		Window windowCommand `cmd:"" default:"withargs" hidden:"" help:"Open the window."`
		Toggle toggleCommand `cmd:"" help:"Show or hide the quick panel of the program that runs."`
	}{windowCommand{dialogs: dialogs}, toggleCommand{dialogs}}
	return cli.Main(cli.Program{
		Version:  build().String(),
		Fonts:    uitheme.Fonts,
		Commands: []any{&window},
	}, args, stdout, stderr)
}
