// Package ink owns a drawing in the making: its strokes, their undo and redo,
// and how they are painted. Positions are paper units: the paper is a square
// from (0, 0) to (1, 1), whatever its size on a screen. A Drawing and a Painter
// belong to one goroutine.
package ink
