// Package writing is the page on which a row of characters becomes text: a wide pad,
// each character ranked as it is written, the text above, to be copied at once.
package writing
