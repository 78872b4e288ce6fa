package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/oneglyph/oneglyph/model/foreign"
)

// maxLine is how long a text may be that an error or a name brings: a path has up
// to 4,096 bytes.
const maxLine = 6000

// say prints to a terminal or a file. Names and errors among the arguments, which
// others may have made up, are shown and not obeyed, on one line.
func say(w io.Writer, format string, args ...any) {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			args[i] = shown(a)
		case error:
			args[i] = oneLine(a)
		}
	}
	fmt.Fprintf(w, format, args...)
}

// sayJSON prints one JSON value, which no terminal obeys either.
func sayJSON(w io.Writer, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(foreign.JSON(text), '\n'))
	return err
}

// oneLine returns an error's text in the user's words, ready to be shown.
func oneLine(err error) string {
	return shown(strings.ReplaceAll(flat(err), context.Canceled.Error(), "interrupted"))
}

func shown(text string) string {
	text = foreign.Text(text)
	if len(text) > maxLine {
		text = strings.ToValidUTF8(text[:maxLine], "") + "…"
	}
	return text
}

// flat is an error's text with what errors.Join puts on lines of their own side by
// side.
func flat(err error) string {
	text := err.Error()
	var inner []error
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		inner = e.Unwrap()
	case interface{ Unwrap() error }:
		inner = []error{e.Unwrap()}
	}
	var texts, flats []string
	for _, e := range inner {
		if e != nil {
			texts, flats = append(texts, e.Error()), append(flats, flat(e))
		}
	}
	if text == strings.Join(texts, "\n") {
		return strings.Join(flats, "; ")
	}
	for i, t := range texts {
		text = strings.Replace(text, t, flats[i], 1)
	}
	return text
}
