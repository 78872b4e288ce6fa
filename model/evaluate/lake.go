package evaluate

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// ErrNotLake says that files are not laid out as those of Lake's task.
var ErrNotLake = errors.New("not Lake's one-shot classification task")

const (
	labelsFile = "class_labels.txt"
	// maxLakePictures is more than twice what the task has.
	maxLakePictures = 2000
)

// LakeTask is the one-shot classification task of Lake, Salakhutdinov and
// Tenenbaum 2015, that people, BPL and networks have been compared on: 20 runs
// of 20 queries, each to be found among 20 characters of its own alphabet, one
// example of each.
type LakeTask struct{ Runs []LakeRun }

// LakeRun is one support set and the queries to it.
type LakeRun struct {
	Name   string
	Trials []Trial // all with the same Support, one shot
}

// OpenLake reads the task as it is distributed, all_runs.zip or the folder
// unpacked from it: in each run's folder training/*.png, test/*.png and
// class_labels.txt, whose lines name a test picture and the training picture of
// the same class. The runs' folders may lie at any depth.
//
// Errors name the file and the entry; they are ErrNotLake, model.ErrEmpty for a
// picture without ink, those of omniglot.Archive, and ctx's.
func OpenLake(ctx context.Context, file string) (LakeTask, error) {
	a, err := omniglot.OpenArchive(file)
	if err != nil {
		return LakeTask{}, err
	}
	defer a.Close()
	texts, err := a.Files(ctx, ".txt")
	if err != nil {
		return LakeTask{}, err
	}
	pictures, err := a.Files(ctx, ".png")
	if err != nil {
		return LakeTask{}, err
	}
	if len(pictures) > maxLakePictures {
		return LakeTask{}, fmt.Errorf("evaluate: read %s: %w: it has %d pictures", file, ErrNotLake, len(pictures))
	}
	var task LakeTask
	for _, text := range texts {
		if path.Base(text) != labelsFile {
			continue
		}
		r := lakeReader{archive: a, file: file, labels: text, pictures: pictures, asked: map[string]bool{}, known: map[model.Glyph]drawing{}}
		run, err := r.run(ctx)
		if err != nil {
			return LakeTask{}, err
		}
		if slices.ContainsFunc(task.Runs, func(other LakeRun) bool { return other.Name == run.Name }) {
			return LakeTask{}, r.wrong("there is another %s", run.Name)
		}
		task.Runs = append(task.Runs, run)
	}
	if len(task.Runs) == 0 {
		return LakeTask{}, fmt.Errorf("evaluate: read %s: %w: it has no %s", file, ErrNotLake, labelsFile)
	}
	return task, nil
}

// lakeReader reads one run.
type lakeReader struct {
	archive  *omniglot.Archive
	file     string
	labels   string // the path of the run's class_labels.txt
	pictures []string
	asked    map[string]bool
	known    map[model.Glyph]drawing
}

func (r *lakeReader) run(ctx context.Context) (LakeRun, error) {
	folder := path.Dir(r.labels)
	run := LakeRun{Name: path.Base(folder)}
	var classes []string
	var support [][]model.Glyph
	for _, name := range r.pictures {
		if path.Dir(name) != path.Join(folder, "training") {
			continue
		}
		g, err := r.glyph(name)
		if err != nil {
			return run, err
		}
		classes, support = append(classes, name), append(support, []model.Glyph{g})
	}
	if len(classes) < 2 {
		return run, r.wrong("%d pictures in its training folder", len(classes))
	}
	text, err := r.archive.ReadFile(r.labels)
	if err != nil {
		return run, err
	}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if err := ctx.Err(); err != nil {
			return run, err
		}
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if len(fields) != 2 || path.Dir(fields[0]) != run.Name+"/test" || path.Dir(fields[1]) != run.Name+"/training" {
			return run, r.wrong("line %d is not %[2]s/test/item01.png %[2]s/training/class01.png", number, run.Name)
		}
		answer := slices.Index(classes, path.Join(folder, "training", path.Base(fields[1])))
		if answer < 0 {
			return run, r.wrong("line %d: there is no %s", number, fields[1])
		}
		item := path.Join(folder, "test", path.Base(fields[0]))
		if r.asked[item] {
			return run, r.wrong("line %d: %s once more", number, fields[0])
		}
		r.asked[item] = true
		query, err := r.glyph(item)
		if err != nil {
			return run, err
		}
		run.Trials = append(run.Trials, Trial{run.Name, support, query, answer, r.known[query], r.known})
	}
	if len(run.Trials) == 0 {
		return run, r.wrong("it names no pictures")
	}
	return run, nil
}

// glyph reads a picture, which is called by its run's name and what follows it.
func (r *lakeReader) glyph(name string) (model.Glyph, error) {
	img, err := r.archive.Picture(name)
	if err != nil {
		return model.Glyph{}, err
	}
	s, err := model.NewScan(img)
	if err != nil {
		return model.Glyph{}, fmt.Errorf("evaluate: read %s: %s: %w", r.file, name, err)
	}
	g := s.Glyph(nil)
	short := strings.TrimPrefix(strings.TrimPrefix(name, path.Dir(path.Dir(r.labels))), "/")
	r.known[g] = drawing{short, func() model.Scan { return s }}
	return g, nil
}

func (r *lakeReader) wrong(format string, args ...any) error {
	return fmt.Errorf("evaluate: read %s: %s: %w: %s", r.file, r.labels, ErrNotLake, fmt.Sprintf(format, args...))
}

// Trials lists the queries of all runs, in order.
func (t LakeTask) Trials() []Trial {
	var trials []Trial
	for _, run := range t.Runs {
		trials = append(trials, run.Trials...)
	}
	return trials
}
