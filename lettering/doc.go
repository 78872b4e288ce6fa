// Package lettering writes names with whatever font has their characters: the
// program's own, those handed over with it, and the system's. What no font has
// it spells out, so that a name never shows as boxes.
package lettering
