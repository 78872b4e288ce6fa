// Package store keeps the gallery on the disk: the data folder with its working
// copy, which follows each change, the file of its own that a gallery may have, and
// the locks by which two running programs keep out of each other's way. The command
// line changes gallery files through it as well. It knows neither Fyne nor the user
// interface; what it has to say is translated by a function that it is given.
package store
