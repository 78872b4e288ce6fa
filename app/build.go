package app

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/oneglyph/oneglyph/ui"
)

// Version is the program's, the same as in FyneApp.toml.
const Version = "0.1.0"

// build returns what the go command wrote into the program about its source:
// nothing of the commit unless it was built in a checkout, with git at hand.
func build() ui.Build {
	b := ui.Build{
		Version:   Version,
		Toolchain: fmt.Sprintf("%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH),
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Date = s.Value[:min(len(s.Value), len("2006-01-02"))]
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}
