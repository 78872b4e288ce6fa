// Package train teaches a siamese network on Omniglot: episodes and their
// distortions, painted by all cores before each step; the schedule; validation
// by one-shot trials on alphabets held out; calibration of the similarity; and
// checkpoints from which a run goes on exactly as if it had never stopped.
//
// Everything random is a function of the seed and the step, so the state of a
// run is its network, its optimiser and its step.
package train
