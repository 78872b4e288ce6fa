// Package challenge is the page on which a person meets the network: Lake's trial played
// by both, a lesson in characters of one's own, a quiz of the gallery's classes, and the
// benchmark. What the games are is model/challenge's, model/quiz's and model/benchmark's
// business; here they are shown and played.
package challenge
