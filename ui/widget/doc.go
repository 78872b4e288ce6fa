// Package widget owns what several pages are made of: buttons that explain
// themselves, tiles, grids, fields, lines of text, the measures of a page, and how
// numbers are written. It knows no window, no session and no page. Everything in it
// belongs to Fyne's goroutine.
//
// Fyne's own package of this name is imported as widget, this one as uiwidget; so
// with theme and uitheme.
package widget
