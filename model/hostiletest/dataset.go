package hostiletest

import (
	"fmt"
	"slices"
	"strings"
)

// drawingNames are so many drawings in Omniglot's layout.
func drawingNames(alphabets, characters, drawers int) []string {
	var names []string
	for a := range alphabets {
		for c := range characters {
			for d := range drawers {
				names = append(names, fmt.Sprintf("Alphabet%d/character%02d/%04d_%02d.png", a, c+1, c+1, d+1))
			}
		}
	}
	return names
}

// all maps these names to one content.
func all(names []string, data []byte) []member {
	var entries []member
	for _, n := range names {
		entries = append(entries, member{n, data})
	}
	return entries
}

func (m *maker) dataSets() {
	m.Helper()
	ink := encoded(character(105))
	few := drawingNames(1, 3, 3)
	m.damaged(DataSet, zipped(all(few, ink)...))

	m.file(DataSet, "60000 drawings share one entry", shared(nil, ink, drawingNames(30, 100, 20)))
	m.file(DataSet, "60000 drawings share one of 420 pixels", shared(nil, encoded(character(420)), drawingNames(30, 100, 20)))
	m.file(DataSet, "60000 drawings share a megabyte", shared(nil, append(clone(ink), make([]byte, 900_000)...), drawingNames(30, 100, 20)))
	m.file(DataSet, "60000 drawings share what is no picture", shared(nil, []byte("Dear reader"), drawingNames(30, 100, 20)))
	m.file(DataSet, "drawings that unpack to 50 MB", shared(nil, append(clone(ink), make([]byte, 50_000_000)...), few))
	m.file(DataSet, "60000 texts share a megabyte", shared(all(few, ink), make([]byte, 1_000_000), drawings(60_000, "texts", "txt")))
	var many []member // each by itself
	large := encoded(character(420))
	for i, name := range drawingNames(8, 100, 20) {
		comment := chunk("tEXt", fmt.Appendf(nil, "Comment\x00%d", i))
		many = append(many, member{name, slices.Concat(large[:33], comment, large[33:])})
	}
	m.file(DataSet, "16000 drawings of 420 pixels", zipped(many...))
	for name, data := range ordered(map[string][]byte{
		"drawings of white":               grayPNG(105, 105),
		"drawings of black":               pngOf(header(105, 105, 8, 0, 0), chunk("IDAT", noughts(105*106))),
		"drawings of a gigapixel":         hugePNG(32_000, 32_000, 8, 0),
		"drawings of a megabyte and more": make([]byte, 2_000_000),
		"drawings of nothing":             nil,
		"drawings of text":                []byte(Evil),
		"drawings in colour":              colourPNG(),
		"drawings of four colours":        pngOf(header(420, 420, 16, 6, 1), chunk("IDAT", noughts(420*420*8+10_000))),
		"drawings of no size":             hugePNG(0, 0, 8, 0),
		"drawings cut off":                ink[:len(ink)/2],
	}) {
		m.file(DataSet, name, zipped(all(few, data)...))
	}
	for name, names := range ordered(map[string][]string{
		"an alphabet of escape codes":     {Evil + "/character01/0001_01.png", Evil + "/character01/0001_02.png", Evil + "/character02/0001_01.png", Evil + "/character02/0001_02.png"},
		"an alphabet with a long name":    {strings.Repeat("a", 60_000) + "/character01/0001_01.png"},
		"names that climb out":            {"../../../etc/a/character01/0001_01.png"},
		"names that are absolute":         {"/etc/a/character01/0001_01.png"},
		"names of Windows":                {`C:\a\character01\0001_01.png`},
		"alphabets in several places":     {"x/a/b/0001_01.png", "y/a/b/0001_01.png"},
		"a drawer twice":                  {"a/b/0001_01.png", "a/b/0002_01.png"},
		"drawers of no number":            {"a/b/0001_.png", "a/b/0001_x.png"},
		"a drawer beyond all numbers":     {"a/b/0001_" + strings.Repeat("9", 1000) + ".png"},
		"a drawer below the first":        {"a/b/0001_00.png"},
		"a path of a thousand folders":    {strings.Repeat("f/", 1000) + "a/b/0001_01.png"},
		"a path of nothing":               {"//./a/./b//0001_01.png"},
		"an entry twice":                  {"a/b/0001_01.png", "a/b/0001_01.png"},
		"pictures that are named nothing": {".png", "a/.png", "a/b/.png"},
		"bytes for names":                 {"\xff\xfe/b/0001_01.png", "\xff\xfe/c/0001_01.png"},
		"names that Windows keeps":        {"con/nul/0001_01.png", "con/aux/0001_01.png"},
		"one drawing":                     {"a/b/0001_01.png"},
		"one drawing of each":             {"a/b/0001_01.png", "a/c/0001_01.png", "a/d/0001_01.png"},
	}) {
		m.file(DataSet, name, zipped(all(names, ink)...))
	}
	m.file(DataSet, "folders named as drawings", zipped(member{"a/b/0001_01.png/", nil}, member{"a/b/0001_02.png/", nil}))
	m.file(DataSet, "no pictures", zipped(member{"a.txt", []byte("x")}))
	m.file(DataSet, "nothing packed", zipped())
	folder := m.path(DataSet, "a folder of links", "")
	m.write(folder+"/a/b/0001_01.png", ink)
	m.links(folder)
	folder = m.path(DataSet, "a folder of large files", "")
	m.write(folder+"/a/b/0001_01.png", make([]byte, 3_000_000))
	folder = m.path(DataSet, "a folder of folders", "")
	m.write(folder+"/"+strings.Repeat("f/", 40)+"a/b/0001_01.png", ink)
}

func (m *maker) tasks() {
	m.Helper()
	ink := encoded(character(105))
	task := func(labels string, more ...member) []byte {
		return zipped(append([]member{
			{"run01/training/class01.png", ink}, {"run01/training/class02.png", ink}, {"run01/test/item01.png", ink}, {"run01/class_labels.txt", []byte(labels)},
		}, more...)...)
	}
	const line = "run01/test/item01.png run01/training/class01.png\n"
	m.damaged(Task, task(line))
	for name, labels := range ordered(map[string]string{
		"no labels": "", "labels of escape codes": Evil + " " + Evil + "\n", "a line of a megabyte": strings.Repeat("x", 1_000_000),
		"a million lines": strings.Repeat("\n", 1_000_000), "half a million fields": strings.Repeat("a ", 500_000), "a line twice": line + line,
		"labels that climb out": "run01/test/../../../etc/passwd run01/training/class01.png\n", "labels of elsewhere": "run02/test/item01.png run02/training/class01.png\n",
		"labels of what is not there": "run01/test/item99.png run01/training/class99.png\n", "labels of noughts": strings.Repeat("\x00", 1000),
		"labels of more than a megabyte": strings.Repeat(line, 40_000), "labels of half a character": "\xff\xfe\n",
	}) {
		m.file(Task, name, task(labels))
	}
	m.file(Task, "a run of escape codes", zipped(member{Evil + "/training/a.png", ink}, member{Evil + "/training/b.png", ink},
		member{Evil + "/test/a.png", ink}, member{Evil + "/class_labels.txt", []byte(Evil + "/test/a.png " + Evil + "/training/a.png\n")}))
	m.file(Task, "a run twice", task(line, member{"x/run01/training/class01.png", ink}, member{"x/run01/training/class02.png", ink},
		member{"x/run01/test/item01.png", ink}, member{"x/run01/class_labels.txt", []byte(line)}))
	m.file(Task, "30000 pictures share one entry", shared([]member{{"run01/test/item01.png", ink}, {"run01/class_labels.txt", []byte(line)}}, ink,
		drawings(30_000, "run01/training", "png")))
	m.file(Task, "9000 pictures share one of 420 pixels", shared([]member{{"run01/test/item01.png", ink}, {"run01/class_labels.txt", []byte("run01/test/item01.png run01/training/2.png\n")}},
		encoded(character(420)), drawings(9000, "run01/training", "png")))
	var runs []string
	for i := range 20_000 {
		runs = append(runs, fmt.Sprintf("run%d/class_labels.txt", i))
	}
	m.file(Task, "20000 runs without pictures", shared(nil, []byte(line), runs))
	m.file(Task, "pictures of a gigapixel", zipped(member{"run01/training/class01.png", hugePNG(32_000, 32_000, 8, 0)}, member{"run01/training/class02.png", ink},
		member{"run01/test/item01.png", ink}, member{"run01/class_labels.txt", []byte(line)}))
	m.file(Task, "one class", zipped(member{"run01/training/class01.png", ink}, member{"run01/test/item01.png", ink}, member{"run01/class_labels.txt", []byte(line)}))
}
