// Package uitest helps to test pages and the window: fakes of what they work with, and
// a Stage that shows a page as the program's window does. Only tests import it.
package uitest
