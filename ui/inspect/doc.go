// Package inspect is the page that looks inside the twins while a person draws: what
// they see and make of a drawing and of what it is compared with, the sum behind the
// similarity, the ink that speaks, what differs, the features that tell the gallery's
// classes apart, and the gallery as a map.
//
// Every view is a picture that a function paints from facts that never change, off
// Fyne's goroutine: what the network computes in one place (compute.go), what takes
// longer and is of the whole gallery in another (survey.go), the painting in a third
// (paint.go). Of what waits in each, the latest wins. The page does nothing while
// another is in front.
package inspect
