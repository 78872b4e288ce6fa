package evaluate

import (
	"fmt"
	"image"
	"image/color"
	"math"

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

// l1 is the paper's metric with every weight ¼ and bias 1.
type l1 int

func (m l1) Dim() int { return int(m) }

func (m l1) Logits(dst []float32, query model.Embedding, support []float32) {
	for i := range dst {
		row := support[i*int(m):][:len(query)]
		var a, b, c, d float32
		j := 0
		for ; j+4 <= len(query); j += 4 {
			q, s := query[j:j+4:j+4], row[j:j+4:j+4]
			a += abs(q[0] - s[0])
			b += abs(q[1] - s[1])
			c += abs(q[2] - s[2])
			d += abs(q[3] - s[3])
		}
		for ; j < len(query); j++ {
			a += abs(query[j] - row[j])
		}
		dst[i] = 1 - (a+b+c+d)/4
	}
}

func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

func (m l1) Similarity(logit float32) float64 { return 1 / (1 + math.Exp(-float64(logit))) }
