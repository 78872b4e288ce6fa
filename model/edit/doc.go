// Package edit owns the changes that a person makes to a project and the way back
// from them and forth again. Every change goes through an Editor, one step each,
// all of it or nothing; a Change tells what it did, so that others can follow.
//
// An Editor belongs to its project's goroutine.
package edit
