package recognizer_test

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"log"
	"os"

	"github.com/oneglyph/oneglyph/model/recognizer"
)

// A cross, drawn larger and more hastily than the one in the gallery.
func Example() {
	r, err := recognizer.Open("testdata/shapes.oneglyph")
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	cross := recognizer.Strokes([]recognizer.Stroke{
		{{X: 12, Y: 20}, {X: 150, Y: 131}, {X: 290, Y: 285}},
		{{X: 280, Y: 14}, {X: 141, Y: 150}, {X: 20, Y: 297}},
	})
	ranking, err := r.Rank(context.Background(), cross, 3)
	if err != nil {
		log.Fatal(err)
	}
	if ranking.Known {
		fmt.Println("It is", ranking.Matches[0].Name)
	}
	fmt.Println(len(ranking.Matches), "classes are ranked")
	// Output:
	// It is ×
	// 3 classes are ranked
}

// What a class stands for may be another text than its name, such as a command of
// LaTeX.
func ExampleRecognizer_Rank() {
	r, err := recognizer.Open("testdata/shapes.oneglyph")
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	triangle := recognizer.Strokes([]recognizer.Stroke{
		{{X: 50, Y: 5}, {X: 4, Y: 96}, {X: 97, Y: 90}, {X: 52, Y: 7}},
	})
	ranking, err := r.Rank(context.Background(), triangle, 1)
	if err != nil {
		log.Fatal(err)
	}
	best := ranking.Matches[0]
	fmt.Printf("%s is written %s\n", best.Name, best.Text)
	// Output: △ is written \triangle
}

// A disc of light on a dark screen, with a hole.
func ExampleImage() {
	r, err := recognizer.Open("testdata/shapes.oneglyph")
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	img := image.NewGray(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			dx, dy := x-90, y-110
			if d := dx*dx + dy*dy; d > 55*55 && d < 65*65 {
				img.SetGray(x, y, color.Gray{Y: 230})
			}
		}
	}
	ranking, err := r.Rank(context.Background(), recognizer.Image(img), 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ranking.Known, ranking.Matches[0].Name)
	// Output: true ○
}

// A photograph, or any other picture's file.
func ExamplePicture() {
	r, err := recognizer.Open("testdata/shapes.oneglyph")
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()

	file, err := os.Open("testdata/cross.png")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	ranking, err := r.Rank(context.Background(), recognizer.Picture(file), 0)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ranking.Known, ranking.Matches[0].Name)
	// Output: true ×
}
