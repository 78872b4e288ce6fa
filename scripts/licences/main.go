// Command licences gathers the licences of everything that is linked or embedded
// into the program, on any system that it is built for, in one text:
//
//	go run ./scripts/licences > assets/THIRD_PARTY.txt
package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := gather()
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
	if _, err := os.Stdout.WriteString(text); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}
