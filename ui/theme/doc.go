// Package theme owns the window's colours, sizes and font, light and dark.
package theme
