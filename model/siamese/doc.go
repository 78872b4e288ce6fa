// Package siamese is the network: an architecture described by data, its
// parameters, and the Gorgonia graphs that run it. Two twins with tied weights
// turn glyphs into embeddings h₁ and h₂; b − Σⱼ αⱼ·|h₁ⱼ − h₂ⱼ| is the logit of
// their being the same character (Koch, Zemel and Salakhutdinov 2015).
//
// Read architecture.go, twin.go and learner.go for the model and how it learns;
// op*.go are the graph's ops, and package kernel the loops below them. An
// Encoder runs one twin, a Metric compares embeddings, a Learner trains.
//
// Gorgonia panics where it is misused; the package's public functions turn
// that into errors.
package siamese
