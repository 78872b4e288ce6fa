// Package retrain lets a person watch and steer training: a Trainer runs one
// network's training at a time, reports how it goes, pauses it to a checkpoint
// and goes on from there, also after the program was killed. Every run keeps
// its choices, its log, its checkpoint and its weights in a folder of its own.
package runs
