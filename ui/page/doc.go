// Package page shows a picture of many characters, a scan, a photograph or a
// screenshot, and reads it: what is named in it, all its likes are marked, and what is
// marked wrong becomes an example by being corrected. It leaves as text, table or
// picture.
package page
