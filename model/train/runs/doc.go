// Package runs trains networks for the window and the command line alike: what is held
// out, trained, kept, calibrated and noted is decided here. A Trainer has one run under
// way at a time, reports how it goes, pauses it to a checkpoint and resumes it, also
// after the program was killed, and one that another program has paused. Every run
// keeps its choices, its log, its checkpoint and its weights in a folder of its own,
// locked by the program that is at work on it.
package runs
