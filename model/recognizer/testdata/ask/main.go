// Command ask prints what is copied for the character on a picture: ask GALLERY PICTURE.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/oneglyph/oneglyph/model/recognizer"
)

func main() {
	r, err := recognizer.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()
	file, err := os.Open(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	ranking, err := r.Rank(context.Background(), recognizer.Picture(file), 1)
	switch {
	case err != nil:
		log.Fatal(err)
	case !ranking.Known:
		log.Fatal("no match")
	}
	fmt.Println(ranking.Matches[0].Text)
}
