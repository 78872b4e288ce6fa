// Package quick is the quick panel: a small window of its own that is shown and hidden by
// a key of the desktop, in which a drawing becomes a text on the clipboard.
package quick
