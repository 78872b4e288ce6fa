// Package app puts the program together: the command line, the data folder, the
// project's file, the one inference goroutine, and the window that they serve.
// It alone imports Fyne's app and connects the user interface with the network.
package app
