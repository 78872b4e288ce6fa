// Package app puts the program together: the command line of app/cli, the gallery
// of app/store, the network of app/inference, and the window that they serve. It
// alone imports Fyne's app and connects the user interface with the rest.
package app
