// Package recognizer lets other programs ask which character a drawing shows, by a
// gallery that a person taught in Oneglyph's window.
//
// Open reads a gallery's file, and Rank compares a drawing with each of its classes:
//
//	r, err := recognizer.Open("letters.oneglyph")
//	if err != nil {
//		return err
//	}
//	defer r.Close()
//	ranking, err := r.Rank(ctx, recognizer.Strokes(strokes), 3)
//
// A drawing is what a pen did, by Strokes, an image in memory, by Image, or a picture's
// file, by Picture. Their size and place do not matter.
//
// The recognizer never locks the gallery nor writes to it, and follows its changes: a
// class that is registered in the window is known to the next ranking, see Rank.
//
// The package works without cgo, some thirty times as slowly: one ranking takes about 2
// ms of one core's time with it and 70 ms without. It does not depend on Fyne.
package recognizer
