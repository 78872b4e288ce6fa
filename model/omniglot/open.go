package omniglot

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/oneglyph/oneglyph/model"
)

// Open reads a data set as it is distributed, a zip file such as
// images_background.zip or the folder unpacked from one, and decodes all its
// pictures. The alphabets may lie at any depth but all in one folder; the
// background and the evaluation set are never mixed by accident.
//
// Progress, unless nil, is called on the caller's goroutine about a hundred
// times. Errors name the file and the entry; they are ErrNotOmniglot for files
// of another kind, ErrTooLarge, model.ErrEmpty for a picture without ink, what
// archive/zip and image/png report, and ctx's own.
func Open(ctx context.Context, path string, progress func(done, total int)) (*Set, error) {
	a, err := OpenArchive(path)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	return open(ctx, a, progress)
}

func open(ctx context.Context, a *Archive, progress func(done, total int)) (*Set, error) {
	entries, err := a.drawings(ctx, ".png")
	if err != nil {
		return nil, err
	}
	drawings, err := decodeAll(ctx, a, entries, progress)
	if err != nil {
		return nil, err
	}
	s := &Set{}
	for i := 0; i < len(entries); {
		name, from := entries[i].name, i
		for i < len(entries) && entries[i].name.Alphabet == name.Alphabet && entries[i].name.Character == name.Character {
			i++
		}
		if n := len(s.Alphabets); n == 0 || s.Alphabets[n-1].Name != name.Alphabet {
			s.Alphabets = append(s.Alphabets, Alphabet{Name: name.Alphabet})
		}
		alphabet := &s.Alphabets[len(s.Alphabets)-1]
		alphabet.Characters = append(alphabet.Characters, Character{name.Character, drawings[from:i:i]})
	}
	return s, nil
}

// entry is one drawing's file.
type entry struct {
	name Name
	file string
}

// drawings lists the archive's files by what they draw, in a Set's order.
func (a *Archive) drawings(ctx context.Context, ext string) ([]entry, error) {
	files, err := a.Files(ctx, ext)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("omniglot: read %s: %w: it holds no %s files", a.path, ErrNotOmniglot, ext)
	}
	entries := make([]entry, len(files))
	var root string
	for i, file := range files {
		r, name, ok := parseName(file)
		if !ok {
			return nil, fmt.Errorf("omniglot: read %s: %s: %w: expected alphabet/character/0001_01%s",
				a.path, file, ErrNotOmniglot, ext)
		}
		if i == 0 {
			root = r
		} else if r != root {
			return nil, fmt.Errorf("omniglot: read %s: %w: alphabets in both %q and %q", a.path, ErrNotOmniglot, root, r)
		}
		entries[i] = entry{name, file}
	}
	slices.SortFunc(entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.name.Alphabet, y.name.Alphabet),
			cmp.Compare(x.name.Character, y.name.Character), cmp.Compare(x.name.Drawer, y.name.Drawer))
	})
	for i := 1; i < len(entries); i++ {
		if entries[i].name == entries[i-1].name {
			return nil, fmt.Errorf("omniglot: read %s: %w: %s and %s are by the same drawer",
				a.path, ErrNotOmniglot, entries[i-1].file, entries[i].file)
		}
	}
	return entries, nil
}

// parseName reads root/alphabet/character/NNNN_DD.ext, DD being the drawer.
func parseName(file string) (root string, name Name, ok bool) {
	folder, base := path.Split(file)
	character := path.Clean(folder)
	alphabet := path.Dir(character)
	_, number, found := strings.Cut(strings.TrimSuffix(base, path.Ext(base)), "_")
	drawer, err := strconv.ParseUint(number, 10, 16)
	if !found || err != nil || drawer == 0 || alphabet == "." {
		return "", Name{}, false
	}
	return path.Dir(alphabet), Name{path.Base(alphabet), path.Base(character), int(drawer)}, true
}

// decodeAll decodes the entries' pictures on all cores. The first error stops
// it.
func decodeAll(parent context.Context, a *Archive, entries []entry, progress func(done, total int)) ([]Drawing, error) {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	drawings := make([]Drawing, len(entries))
	decoded := make(chan struct{}, 64)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(entries) || ctx.Err() != nil {
					return
				}
				d, err := a.drawing(entries[i])
				if err != nil {
					cancel(err)
					return
				}
				drawings[i] = d
				decoded <- struct{}{}
			}
		})
	}
	go func() { workers.Wait(); close(decoded) }()
	done, each := 0, (len(entries)+99)/100
	for range decoded {
		if done++; progress != nil && (done%each == 0 || done == len(entries)) {
			progress(done, len(entries))
		}
	}
	if err := parent.Err(); err != nil { // why it was cancelled is no trouble of the file's
		return nil, err
	}
	return drawings, context.Cause(ctx)
}

func (a *Archive) drawing(e entry) (Drawing, error) {
	img, err := a.Picture(e.file)
	if err != nil {
		return Drawing{}, err
	}
	s, err := scan(img)
	if err != nil {
		return Drawing{}, fmt.Errorf("omniglot: read %s: %s: %w", a.path, e.file, err)
	}
	return newDrawing(e.name.Drawer, s), nil
}

// scan finds a picture's ink, whose box is made to fit Omniglot's frame.
func scan(img image.Image) (model.Scan, error) {
	if gray, ok := img.(*image.Gray); ok {
		if s, ok := blackInk(gray); ok {
			return s, nil
		}
	}
	s, err := model.NewScan(img)
	if err == nil && max(s.W, s.H) > model.Side {
		s, err = model.NewScan(s.Glyph(nil).Image())
	}
	return s, err
}

// blackInk does what model.NewScan does for black ink on white paper, as all of
// Omniglot is, in a tenth of the time. It is not ok when the ink does not fit
// Omniglot's frame, and when so much is black that it may be the paper.
func blackInk(gray *image.Gray) (s model.Scan, ok bool) {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	x0, y0, x1, y1, ink := w, h, 0, 0, 0
	for y := range h {
		row := gray.Pix[y*gray.Stride : y*gray.Stride+w]
		for x, v := range row {
			if v < 128 {
				x0, x1 = min(x0, x), max(x1, x+1)
				y0, y1 = min(y0, y), y+1
				ink++
			}
		}
	}
	s.W, s.H = x1-x0, y1-y0
	if ink == 0 || 2*ink > w*h || s.W > model.Side || s.H > model.Side {
		return s, false
	}
	s.Pix = make([]uint8, 0, s.W*s.H)
	for y := y0; y < y1; y++ {
		for _, v := range gray.Pix[y*gray.Stride+x0 : y*gray.Stride+x1] {
			s.Pix = append(s.Pix, ^v)
		}
	}
	return s, true
}
