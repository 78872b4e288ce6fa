// Package canvas owns the drawing pad, a Fyne widget: a sheet of paper that takes
// the pointer's strokes into an ink.Drawing and shows them as they are drawn.
package canvas
