package oneshot

import (
	"fmt"
	"image"
	"image/color"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// picture is black on white: of each class another bar chart, which drawers
// draw at different heights. Classes go from 0 to 255.
func picture(class, drawer int) *image.Gray {
	img := omnitest.Paper()
	for bar := range 8 {
		height := 8 + class>>bar&1*(40+drawer)
		for y := range height {
			for x := range 8 {
				img.SetGray(10+10*bar+x, 95-y, color.Gray{})
			}
		}
	}
	return img
}

func glyph(class, drawer int) model.Glyph {
	g, err := model.FromImage(picture(class, drawer))
	if err != nil {
		panic(err)
	}
	return g
}

// lake returns a task of that many runs and ways, whose queries ask for the
// classes backwards.
func lake(prefix string, runs, ways int) omnitest.Files {
	fs := omnitest.Files{}
	for run := range runs {
		name := fmt.Sprintf("run%02d", run+1)
		labels := ""
		for i := range ways {
			fs[fmt.Sprintf("%s%s/training/class%02d.png", prefix, name, i+1)] = omnitest.PNG(picture(i+run, 1))
			fs[fmt.Sprintf("%s%s/test/item%02d.png", prefix, name, i+1)] = omnitest.PNG(picture(ways-1-i+run, 2))
			labels += fmt.Sprintf("%s/test/item%02d.png %s/training/class%02d.png\n", name, i+1, name, ways-i)
		}
		fs[prefix+name+"/class_labels.txt"] = []byte(labels)
	}
	return fs
}
