// Package cli is the program's command line: every command but the one that opens
// the window, which the program adds. It knows neither Fyne nor the user interface.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/model/picture"
)

// commandLine is everything that the program can be asked for.
type commandLine struct {
	DataDir string           `name:"data-dir" placeholder:"DIR" help:"Keep the gallery and all other state in this folder."`
	Version kong.VersionFlag `help:"Print the version and exit."`

	kong.Plugins // the program's own commands

	Train    trainCommand    `cmd:"" help:"Train a network on Omniglot."`
	Eval     evalCommand     `cmd:"" help:"Measure a network's one-shot accuracy."`
	Register registerCommand `cmd:"" help:"Register a picture's character in a gallery."`
	Rank     rankCommand     `cmd:"" help:"Rank a gallery's classes against pictures."`
	Serve    serveCommand    `cmd:"" help:"Rank for other programs, over HTTP."`
	Starter  starterCommand  `cmd:"" help:"Fill a gallery with an alphabet."`
	Export   exportCommand   `cmd:"" help:"Write a sheet, embeddings or a ranking for other programs."`
}

// Program is what the command line needs of the program that it is part of.
type Program struct {
	Version string          // what --version prints
	Fonts   func() [][]byte // that sheets write names with, the preferred one first
	// Commands are pointers to structs of more commands, in the form of
	// github.com/alecthomas/kong. Their Run methods are passed an *Environment.
	Commands []any
}

// Environment is what a command works in.
type Environment struct {
	DataDir        string // as asked for, may be empty
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Fonts          func() [][]byte
}

// Warn prints a line that is no reason to give up. Names and errors among the
// arguments are shown and not obeyed.
func (e *Environment) Warn(format string, args ...any) { say(e.Stderr, format+"\n", args...) }

func (e *Environment) warnText(text string) { e.Warn("%s", text) }

// Main runs the program and returns its exit status: 0, 1 for what failed and 2
// for a command line that makes no sense. It is to be called on the main
// goroutine, which a window needs.
func Main(p Program, args []string, stdout, stderr io.Writer) int {
	err := run(p, args, stdout, stderr)
	var usage *kong.ParseError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage), errors.Is(err, errFlags):
		say(stderr, "oneglyph: %s (see oneglyph --help)\n", err)
		return 2
	}
	say(stderr, "oneglyph: %s\n", err)
	return 1
}

// errFlags is returned before kong is asked, which takes minutes over 20,000 flags.
var errFlags = fmt.Errorf("more than %d flags", maxFlags)

func countFlags(args []string) (n int) {
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			n++
		}
	}
	return n
}

func run(p Program, args []string, stdout, stderr io.Writer) error {
	c := commandLine{Plugins: p.Commands}
	finished := false
	parser, err := kong.New(&c, append(anyBytes(),
		kong.Name("oneglyph"),
		kong.Description("Draw a character once, name it, and it is recognised from then on. Without a command the window opens, with the gallery in FILE if one is named: oneglyph [FILE]."),
		kong.Vars{
			"version":   p.Version,
			"builtin":   inference.BuiltIn,
			"inks":      inkNames(),
			"threshold": strconv.FormatFloat(picture.DefaultThreshold, 'g', -1, 64),
		},
		kong.Writers(stdout, stderr),
		// --help and --version end the program here, whatever else is said.
		kong.Exit(func(int) { panic(&finished) }),
	)...)
	if err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil && r != any(&finished) {
			panic(r)
		}
	}()
	if countFlags(args) > maxFlags {
		return errFlags
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return parsed.Run(&Environment{DataDir: c.DataDir, Stdin: os.Stdin, Stdout: stdout, Stderr: stderr, Fonts: p.Fonts})
}

// refuseFlags returns an error if one of these flags was given, which would do nothing.
func refuseFlags(args *kong.Context, because string, flags ...string) error {
	for _, p := range args.Path {
		if p.Flag != nil && slices.Contains(flags, p.Flag.Name) {
			return fmt.Errorf("--%s %s", p.Flag.Name, because)
		}
	}
	return nil
}

// interruptible returns a context that ends when the user or the system asks the
// program to stop.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
