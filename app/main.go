package app

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/ui"
)

// commandLine is everything that the program can be asked for.
type commandLine struct {
	DataDir string           `name:"data-dir" placeholder:"DIR" help:"Keep the gallery and all other state in this folder."`
	Version kong.VersionFlag `help:"Print the version and exit."`

	Window   windowCommand   `cmd:"" default:"withargs" hidden:"" help:"Open the window."`
	Train    trainCommand    `cmd:"" help:"Train a network on Omniglot."`
	Eval     evalCommand     `cmd:"" help:"Measure a network's one-shot accuracy."`
	Register registerCommand `cmd:"" help:"Register a picture's character in a project."`
	Rank     rankCommand     `cmd:"" help:"Rank a project's classes against pictures."`
	Starter  starterCommand  `cmd:"" help:"Fill a project with an alphabet."`
	Export   exportCommand   `cmd:"" help:"Write a sheet, embeddings or a ranking for other programs."`
}

// environment is what a command works in.
type environment struct {
	dataDir        string // as asked for, may be empty
	stdout, stderr io.Writer
	dialogs        ui.Dialogs // for files, the system's; may be nil
}

// warn prints a line that is no reason to give up.
func (e *environment) warn(text string) { say(e.stderr, "%s\n", text) }

// Main runs the program and returns its exit status: 0, 1 for what failed and 2
// for a command line that makes no sense. It is to be called on the main
// goroutine, which the window needs. The dialogs may be nil.
func Main(args []string, stdout, stderr io.Writer, dialogs ui.Dialogs) int {
	err := run(args, stdout, stderr, dialogs)
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

// errFlags is told before kong is asked, which takes minutes over 20,000 flags.
var errFlags = fmt.Errorf("more than %d flags", maxFlags)

func countFlags(args []string) (n int) {
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			n++
		}
	}
	return n
}

func run(args []string, stdout, stderr io.Writer, dialogs ui.Dialogs) error {
	var c commandLine
	finished := false
	parser, err := kong.New(&c, append(anyBytes(),
		kong.Name("oneglyph"),
		kong.Description("Draw a character once, name it, and it is recognised from then on. Without a command the window opens, with the gallery in FILE if one is named: oneglyph [FILE]."),
		kong.Vars{
			"version":   build().String(),
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
	return parsed.Run(&environment{dataDir: c.DataDir, stdout: stdout, stderr: stderr, dialogs: dialogs})
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
