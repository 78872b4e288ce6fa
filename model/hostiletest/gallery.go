package hostiletest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
)

const strokesOfOne = `{"created":"2026-01-01T00:00:00Z","strokes":[[1,1,40,60,80,10],[3,70,90,75]]}`

// manifest lists one class of so many examples, from ID 2 on.
func manifest(name string, examples int) string {
	var ids strings.Builder
	for i := range examples {
		fmt.Fprintf(&ids, ",%d", i+2)
	}
	return fmt.Sprintf(`{"format":"oneglyph","version":1,"last_id":%d,"network":{"architecture":"compact","fingerprint":"0"},`+
		`"classes":[{"id":1,"name":%q,"created":"2026-01-01T00:00:00Z","examples":[%s]}]}`, examples+1, name, strings.TrimPrefix(ids.String(), ","))
}

// gallery packs a manifest and one drawing.
func gallery(manifest, drawing string, more ...member) []byte {
	return zipped(append([]member{{"manifest.json", []byte(manifest)}, {"examples/2.json", []byte(drawing)}}, more...)...)
}

// drawings are the names of so many examples' entries.
func drawings(n int, folder, ext string) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s/%d.%s", folder, i+2, ext)
	}
	return names
}

// strokes is a drawing of so many strokes of so many points.
func strokes(strokes, points int) string {
	one := "[" + strings.TrimSuffix(strings.Repeat("1,2,", points), ",") + "],"
	return `{"strokes":[` + strings.TrimSuffix(strings.Repeat(one, strokes), ",") + `]}`
}

func (m *maker) galleries() {
	m.Helper()
	good := gallery(manifest("a", 1), strokesOfOne)
	m.damaged(Gallery, good)

	spaces := []byte(strings.Repeat(" ", 3_900_000) + strokesOfOne)
	for _, n := range []int{2000, 50_000} {
		m.file(Gallery, fmt.Sprintf("%d drawings share 4 MB of spaces", n),
			shared([]member{{"manifest.json", []byte(manifest("a", n))}}, spaces, drawings(n, "examples", "json")))
	}
	m.file(Gallery, "50000 drawings share one entry",
		shared([]member{{"manifest.json", []byte(manifest("a", 50_000))}}, []byte(strokesOfOne), drawings(50_000, "examples", "json")))
	m.file(Gallery, "drawings share 65000 points",
		shared([]member{{"manifest.json", []byte(manifest("a", 2000))}}, []byte(strokes(1, 65_000)), drawings(2000, "examples", "json")))
	m.file(Gallery, "pictures share one entry",
		shared([]member{{"manifest.json", []byte(manifest("a", 1))}, {"examples/2.json", []byte(`{"picture":true}`)}}, grayPNG(420, 420), []string{"examples/2.png", "thumbnails/2.png"}))
	m.file(Gallery, "thumbnails share one entry",
		shared([]member{{"manifest.json", []byte(manifest("a", 1))}, {"examples/2.json", []byte(strokesOfOne)}}, bytes.Repeat([]byte{0}, 50_000_000), drawings(20_000, "thumbnails", "png")))
	m.file(Gallery, "ten thousand drawings of 4 MB each", shared([]member{{"manifest.json", []byte(manifest("a", 10_000))}},
		[]byte(`{"strokes":[[1,1,2,2]],"x":"`+strings.Repeat("y", 4_000_000)+`"}`), drawings(10_000, "examples", "json")))

	for name, text := range ordered(map[string]string{
		"no manifest at all":                  "",
		"manifest of spaces":                  strings.Repeat(" ", 50_000_000),
		"manifest nested deep":                strings.Repeat("[", 4_000_000),
		"manifest of objects nested deep":     strings.Repeat(`{"classes":`, 500_000),
		"manifest of another format":          `{"format":"` + Evil + `","version":1}`,
		"format of a megabyte":                `{"format":"` + strings.Repeat("x", 1_000_000) + `","version":1}`,
		"version from the future":             `{"format":"oneglyph","version":99}`,
		"version beyond all numbers":          `{"format":"oneglyph","version":99999999999999999999}`,
		"version below nought":                `{"format":"oneglyph","version":-1}`,
		"last ID beyond all numbers":          `{"format":"oneglyph","version":1,"last_id":9223372036854775807}`,
		"last ID too low":                     strings.Replace(manifest("a", 1), `"last_id":2`, `"last_id":1`, 1),
		"an example twice":                    strings.Replace(manifest("a", 1), "[2]", "[2,2]", 1),
		"an example that is not there":        strings.Replace(strings.Replace(manifest("a", 1), "[2]", "[2,3]", 1), `"last_id":2`, `"last_id":3`, 1),
		"examples below nought":               strings.Replace(manifest("a", 1), "[2]", "[-2]", 1),
		"examples that are text":              strings.Replace(manifest("a", 1), "[2]", `["2"]`, 1),
		"a million examples":                  manifest("a", 1_000_000),
		"a class without examples":            strings.Replace(manifest("a", 1), "[2]", "[]", 1),
		"a name of escape codes":              strings.Replace(manifest("a", 1), `"name":"a"`, `"name":"a\u001b[31m"`, 1),
		"a name that turns round":             strings.Replace(manifest("a", 1), `"name":"a"`, `"name":"a\u202eb"`, 1),
		"a name of a megabyte":                manifest(strings.Repeat("a", 1_000_000), 1),
		"a name of combining marks":           manifest(strings.Repeat("\u0301", 64), 1),
		"a name of nothing to see":            manifest("\u200b\u2060", 1),
		"a name of half a character":          strings.Replace(manifest("a", 1), `"name":"a"`, `"name":"\ud800"`, 1),
		"a network of escape codes":           strings.Replace(manifest("a", 1), `"compact"`, `"\u001b[31m\n"`, 1),
		"a network of a megabyte":             strings.Replace(manifest("a", 1), `"compact"`, `"`+strings.Repeat("n", 1_000_000)+`"`, 1),
		"a time beyond all times":             strings.Replace(manifest("a", 1), "2026-01-01", "9999999-01-01", 1),
		"a document elsewhere":                strings.Replace(manifest("a", 1), `"classes"`, `"document":{"path":"/etc/passwd\u0000\u001b","unsaved":true,"size":-1},"classes"`, 1),
		"a hundred thousand classes":          `{"format":"oneglyph","version":1,"last_id":9,"classes":[` + strings.Repeat(`{},`, 100_000) + `{}]}`,
		"classes whose names become one":      manyNames(3000, func(i int) string { return strings.Repeat(" ", i%30) + "a" + strings.Repeat(" ", i/30) }),
		"keys of the manifest all the same":   "{" + strings.Repeat(`"format":"oneglyph",`, 200_000) + `"version":1}`,
		"keys of the manifest all different":  manyKeys(300_000),
		"manifest of a number without an end": `{"format":"oneglyph","version":1` + strings.Repeat("0", 3_000_000) + "}",
	}) {
		m.file(Gallery, name, gallery(text, strokesOfOne))
	}
	for name, text := range ordered(map[string]string{
		"a drawing of nothing":          `{}`,
		"a drawing that is a list":      `[]`,
		"strokes without points":        `{"strokes":[[],[]]}`,
		"a stroke of half a point":      `{"strokes":[[1,2,3]]}`,
		"points beyond all numbers":     `{"strokes":[[1e39,1,2,2]]}`,
		"points far away":               `{"strokes":[[3e38,-3e38,-3e38,3e38]]}`,
		"points that are all one":       strokes(1, 60_000),
		"60000 strokes":                 strokes(60_000, 1),
		"a stroke of a million points":  strokes(1, 900_000),
		"points a breath apart":         `{"strokes":[[1,1,1.0000001,1]]}`,
		"a drawing of 50 MB of spaces":  strings.Repeat(" ", 50_000_000) + strokesOfOne,
		"a drawing nested deep":         `{"strokes":` + strings.Repeat("[", 1_000_000),
		"strokes that are names":        `{"strokes":[["a","b"]]}`,
		"both strokes and a picture":    `{"strokes":[[1,1,2,2]],"picture":true}`,
		"a picture that is not there":   `{"picture":true}`,
		"numbers of a million digits":   `{"strokes":[[` + strings.Repeat("1", 1_000_000) + `,1]]}`,
		"a drawing from before Christ":  `{"created":"-0001-01-01T00:00:00Z","strokes":[[1,1,2,2]]}`,
		"strokes of very many nothings": `{"strokes":[` + strings.Repeat("[],", 1_300_000) + `[]]}`,
	}) {
		m.file(Gallery, name, gallery(manifest("a", 1), text))
	}
	picture := func(name string, data []byte) {
		m.file(Gallery, name, gallery(manifest("a", 1), `{"picture":true}`, member{"examples/2.png", data}))
	}
	picture("a picture of white", grayPNG(420, 420))
	picture("a picture of 30000 pixels a side", hugePNG(30_000, 30_000, 8, 0))
	picture("a picture that unpacks to 2 GB", hugePNG(420, 420, 8, 0))
	picture("a picture in colour", colourPNG())
	picture("a picture that is a letter", []byte("Dear reader"))
	picture("a picture of no size", hugePNG(0, 0, 8, 0))
	m.file(Gallery, "a thumbnail of 30000 pixels a side", gallery(manifest("a", 1), strokesOfOne, member{"thumbnails/2.png", hugePNG(30_000, 30_000, 8, 0)}))

	for name, entry := range ordered(map[string]string{
		"an entry that climbs out": "../../../etc/passwd", "an absolute entry": "/etc/passwd", "a Windows entry": `C:\x`,
		"an entry of escape codes": "examples/" + Evil, "an entry twice": "manifest.json", "an entry with a long name": strings.Repeat("x", 60_000),
		"an entry that is a drive": "con:", "an entry of bytes": "\xff\xfe",
	}) {
		m.file(Gallery, name, gallery(manifest("a", 1), strokesOfOne, member{entry, nil}))
	}
	many := make([]member, 60_000)
	for i := range many {
		many[i].name = fmt.Sprintf("%s/%d", strings.Repeat("x", 300), i)
	}
	m.file(Gallery, "60000 entries of no use", gallery(manifest("a", 1), strokesOfOne, many...))
	lying := bytes.Clone(good)
	for i := 0; i+4 < len(lying); i++ { // the list says that what is packed is 4 GB long
		if bytes.Equal(lying[i:i+4], []byte("PK\x01\x02")) {
			copy(lying[i+20:], "\xff\xff\xff\x7f\xff\xff\xff\x7f")
		}
	}
	m.file(Gallery, "entries that say they are 2 GB", lying)
	for i := 0; i+4 < len(lying); i++ {
		if bytes.Equal(lying[i:i+4], []byte("PK\x01\x02")) {
			copy(lying[i+42:], "\xff\xff\xff\xff")
		}
	}
	m.file(Gallery, "entries that lie outside", lying)
	method := bytes.Clone(good)
	for i := 0; i+4 < len(method); i++ {
		if bytes.Equal(method[i:i+4], []byte("PK\x01\x02")) {
			method[i+10] = 99
		}
	}
	m.file(Gallery, "entries packed by nobody knows what", method)
}

// manyNames is a manifest of classes of one example each.
func manyNames(n int, name func(i int) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"format":"oneglyph","version":1,"last_id":%d,"classes":[`, 2*n)
	for i := range n {
		fmt.Fprintf(&b, `{"id":%d,"name":%q,"examples":[%d]},`, 2*i+1, name(i), 2*i+2)
	}
	return strings.TrimSuffix(b.String(), ",") + "]}"
}

func manyKeys(n int) string {
	var b strings.Builder
	b.WriteByte('{')
	for i := range n {
		fmt.Fprintf(&b, `"k%d":0,`, i)
	}
	return b.String() + `"format":"oneglyph","version":1}`
}

func grayPNG(w, h int) []byte {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return encoded(img)
}

func colourPNG() []byte {
	img := image.NewNRGBA64(image.Rect(0, 0, 30, 30))
	for i := range 30 {
		img.Set(i, i, color.NRGBA64{uint16(2000 * i), 0, 0, 40_000})
	}
	return encoded(img)
}

func encoded(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}
