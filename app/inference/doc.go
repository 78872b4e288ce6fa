// Package inference puts a siamese network to work on a gallery: one goroutine
// that embeds drawings and ranks the registered classes, for the window and for
// whatever else asks, and the same without a goroutine for the command line. It
// knows neither Fyne nor the user interface.
package inference
