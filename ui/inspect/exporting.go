package inspect

import (
	"image"
	"image/draw"
	"image/png"
	"io"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model"
)

// exportScale is how much finer an exported picture is than the window's.
const exportScale = 2

// names of the views' files.
var fileNames = [sections]string{"twins", "sum", "ink", "difference", "features", "map"}

// exportItems write the view in front for other programs.
func (p *Page) exportItems() []*fyne.MenuItem {
	item := func(label string, forms []export.Form) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { p.deps.Export(label, fileNames[p.section()], forms) })
		i.Disabled = forms == nil
		return i
	}
	return []*fyne.MenuItem{item(lang.L("Picture…"), p.pictureForms()), item(lang.L("Numbers…"), p.numberForms())}
}

// ready reports whether the view in front shows anything.
func (p *Page) ready() bool {
	if p.section().needsPair() {
		return p.facts != nil && (p.section() != heatSection || p.facts.heat[1] != nil)
	}
	return p.overview != nil
}

// pictureForms write the view as it is seen; nil: there is nothing to be seen.
func (p *Page) pictureForms() []export.Form {
	if !p.ready() {
		return nil
	}
	o := p.order()
	o.style.scale = exportScale
	return []export.Form{{Extension: "png", Write: func(w io.Writer) error {
		var alone painter // the page's own may be at work
		done, _ := alone.paint(o)
		back := image.NewRGBA(done.img.Bounds())
		draw.Draw(back, back.Rect, image.NewUniform(o.style.back), image.Point{}, draw.Src)
		draw.Draw(back, back.Rect, done.img, done.img.Bounds().Min, draw.Over)
		return png.Encode(w, back)
	}}}
}

// numberForms write the view's numbers; nil: there are none.
func (p *Page) numberForms() []export.Form {
	if !p.ready() {
		return nil
	}
	f, o := p.facts, p.overview
	table := func(columns []string, names []string, rows [][]float64) export.Form {
		return export.Form{Extension: "csv", Write: func(w io.Writer) error { return export.Numbers(w, columns, names, rows) }}
	}
	array := func(values []float32, shape ...int) export.Form {
		return export.Form{Extension: "npy", Write: func(w io.Writer) error { return export.ArrayNPY(w, values, shape...) }}
	}
	switch p.section() {
	case twinsSection: // both embeddings; the maps are many arrays of many shapes
		first, second := f.pair.Sides[0].Embedding, f.pair.Sides[1].Embedding
		return []export.Form{array(append(append([]float32{}, first...), second...), 2, len(first)), embeddingsTable(table, first, second)}
	case sumSection:
		var names []string
		var rows [][]float64
		for _, t := range f.pair.Sum.Terms {
			names = append(names, placeName(f.pair.Sum.Places[t.Place].Place))
			rows = append(rows, []float64{float64(t.Number + 1), t.Alpha, t.H1, t.H2, t.Value})
		}
		if p := f.pair.Sum.Penalty; p != 0 { // a term of no number
			names = append(names, f.turnedHow())
			rows = append(rows, []float64{0, 0, 0, 0, p})
		}
		return []export.Form{table([]string{"place", "j", "alpha", "h1", "h2", "term"}, names, rows)}
	case heatSection:
		return []export.Form{array(append(append([]float32{}, f.heat[0]...), f.heat[1]...), 2, model.Side, model.Side)}
	case differenceSection:
		ink := make([]float32, 0, 2*model.Side*model.Side)
		for _, g := range f.glyphs {
			for _, v := range g.Pix() {
				ink = append(ink, float32(v)/255)
			}
		}
		return []export.Form{array(ink, 2, model.Side, model.Side)}
	case featuresSection:
		var names []string
		var rows [][]float64
		for _, one := range o.features {
			names = append(names, "h"+strconv.Itoa(one.Number+1))
			rows = append(rows, []float64{one.Alpha, one.Between, one.Within, one.Separation()})
		}
		return []export.Form{table([]string{"number", "alpha", "between", "within", "separation"}, names, rows)}
	}
	var names []string
	var rows [][]float64
	plane := o.projection(p.shown().neighbours).Points()
	for i, e := range o.entries {
		names = append(names, e.name)
		rows = append(rows, []float64{float64(e.example), plane[i].X, plane[i].Y})
	}
	return []export.Form{table([]string{"class", "example", "x", "y"}, names, rows)}
}

func embeddingsTable(table func(columns, names []string, rows [][]float64) export.Form, first, second []float32) export.Form {
	var names []string
	var rows [][]float64
	for j := range first {
		names = append(names, "h"+strconv.Itoa(j+1))
		rows = append(rows, []float64{float64(first[j]), float64(second[j])})
	}
	return table([]string{"number", "first", "second"}, names, rows)
}
