package ui

import (
	"github.com/oneglyph/oneglyph/model/quiz"
	"github.com/oneglyph/oneglyph/ui/challenge"
	"github.com/oneglyph/oneglyph/ui/draw"
	"github.com/oneglyph/oneglyph/ui/health"
	"github.com/oneglyph/oneglyph/ui/page"
	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/training"
	"github.com/oneglyph/oneglyph/ui/transfer"
	"github.com/oneglyph/oneglyph/ui/writing"
)

// Ranker knows the registered examples and ranks drawings against them, on a goroutine
// of its own.
type Ranker interface {
	shell.Index
	draw.Ranker
	writing.Ranker
	page.Surveyor
}

// Deps is what a Window works with. The Ranker knows the gallery's examples
// already.
type Deps struct {
	// Beside runs what would hold up Fyne's goroutine; nil: on one of its own.
	// Tests do it at once, where Fyne's test driver does everything else.
	Beside func(func())

	Ranker    Ranker
	Keeper    shell.Keeper
	Settings  shell.Settings
	Build     Build
	Trainer   training.Trainer
	Weights   training.Weights
	Downloads training.Downloads
	Dialogs   shell.Dialogs // nil: the window's own
	Open      string        // a gallery's file to begin with; empty: the one of last time
	// Embedder, Judge and Alphabets may be nil: then what needs them is not offered.
	Embedder  transfer.Embedder
	Judge     health.Judge
	Alphabets transfer.Alphabets
	// Trials are the files that the Challenge page plays with.
	Trials challenge.Files
	// WorkingCopy is the file that the keeper keeps the gallery in, whatever its own
	// is; empty: what belongs next to it is not kept.
	WorkingCopy string
}

// quizFile is where the open gallery's quiz is kept; empty: nowhere.
func (d Deps) quizFile() string {
	switch own := d.Keeper.Document().Path; {
	case own != "":
		return quiz.File(own)
	case d.WorkingCopy != "":
		return quiz.File(d.WorkingCopy)
	}
	return ""
}
