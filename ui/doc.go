// Package ui owns the window: its tabs, dialogs, shortcuts, theme, and the one
// place where work from other goroutines is brought onto Fyne's. It declares the
// interfaces that it needs, Ranker and Keeper, and is handed what satisfies them.
package ui
