package evaluate

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

func TestOpenLakeUnderAnyPrefix(t *testing.T) {
	for _, prefix := range []string{"", "all_runs/", "one-shot-classification/all_runs/"} {
		fs := lake(prefix, 2, 5)
		fs["__MACOSX/"+prefix+"run01/._class_labels.txt"] = []byte("resource fork")
		fs["__MACOSX/"+prefix+"run01/training/class01.png"] = []byte("resource fork")
		fs[prefix+"run01/training/.DS_Store"] = []byte{1}
		fs[prefix+"run01/training/._class01.png"] = []byte("resource fork")
		fs[prefix+"README.txt"] = []byte("read me")
		for kind, path := range map[string]string{"zip": fs.ZipFile(t), "folder": fs.Folder(t)} {
			task, err := OpenLake(t.Context(), path)
			if err != nil {
				t.Fatalf("%s, prefix %q: %v", kind, prefix, err)
			}
			if len(task.Runs) != 2 {
				t.Fatalf("%s, prefix %q: %d runs", kind, prefix, len(task.Runs))
			}
			for run, r := range task.Runs {
				if r.Name != fmt.Sprintf("run%02d", run+1) || len(r.Trials) != 5 {
					t.Fatalf("%s with %d trials", r.Name, len(r.Trials))
				}
				for i, trial := range r.Trials {
					if trial.Answer != 4-i || len(trial.Support) != 5 ||
						!bytes.Equal(trial.Query.Pix(), glyph(4-i+run, 2).Pix()) ||
						!bytes.Equal(trial.Support[3][0].Pix(), glyph(3+run, 1).Pix()) {
						t.Errorf("%s, trial %d: answer %d", r.Name, i, trial.Answer)
					}
				}
			}
			result, err := Evaluate(t.Context(), task.Trials(), PixelScorer(28), nil)
			want := Result{Tally: Tally{10, 10}, PerAlphabet: map[string]Tally{"run01": {5, 5}, "run02": {5, 5}}}
			if err != nil || !reflect.DeepEqual(result, want) {
				t.Errorf("%v, %v, want %v", result, err, want)
			}
		}
	}
}

func TestOpenLakeRefusesWithAClearError(t *testing.T) {
	const labels = "run01/class_labels.txt"
	line := "run01/test/item01.png run01/training/class01.png\n"
	change := func(name string, data string) omnitest.Files {
		fs := lake("", 1, 3)
		fs[name] = []byte(data)
		return fs
	}
	without := func(names ...string) omnitest.Files {
		fs := lake("", 1, 3)
		for _, name := range names {
			delete(fs, name)
		}
		return fs
	}
	twice := lake("a/", 1, 2)
	for name, data := range lake("b/", 1, 2) {
		twice[name] = data
	}
	for name, c := range map[string]struct {
		fs    omnitest.Files
		want  error
		names string
	}{
		"nothing":          {omnitest.Files{}, ErrNotLake, labelsFile},
		"no labels":        {without(labels), ErrNotLake, labelsFile},
		"empty labels":     {change(labels, "\n"), ErrNotLake, labels},
		"one word":         {change(labels, "run01/test/item01.png\n"), ErrNotLake, "line 1"},
		"another run":      {change(labels, line+"run02/test/item01.png run02/training/class01.png\n"), ErrNotLake, "line 2"},
		"escaping path":    {change(labels, "run01/test/../../x.png run01/training/class01.png\n"), ErrNotLake, "line 1"},
		"swapped":          {change(labels, "run01/training/class01.png run01/test/item01.png\n"), ErrNotLake, "line 1"},
		"unknown class":    {change(labels, "run01/test/item01.png run01/training/class09.png\n"), ErrNotLake, "class09"},
		"unknown item":     {change(labels, "run01/test/item09.png run01/training/class01.png\n"), os.ErrNotExist, "run01/test/item09.png"},
		"item asked twice": {change(labels, line+line), ErrNotLake, "line 2"},
		"one class":        {without("run01/training/class02.png", "run01/training/class03.png"), ErrNotLake, labels},
		"run twice":        {twice, ErrNotLake, "b/run01"},
		"damaged class":    {change("run01/training/class02.png", "GIF89a"), nil, "run01/training/class02.png"},
		"damaged item":     {change("run01/test/item02.png", ""), nil, "run01/test/item02.png"},
		"blank": {omnitest.Files{
			labels: []byte(line), "run01/test/item01.png": omnitest.PNG(picture(1, 1)),
			"run01/training/class01.png": omnitest.PNG(picture(1, 1).SubImage(picture(1, 1).Rect.Inset(52))),
			"run01/training/class02.png": omnitest.PNG(picture(2, 1)),
		}, model.ErrEmpty, "class01.png"},
	} {
		path := c.fs.ZipFile(t)
		_, err := OpenLake(t.Context(), path)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
			continue
		}
		if text := err.Error(); !bytes.Contains([]byte(text), []byte(path)) || !bytes.Contains([]byte(text), []byte(c.names)) {
			t.Errorf("%s: unclear: %v", name, err)
		}
	}
	notZip := omnitest.Write(t, filepath.Join(t.TempDir(), "all_runs.zip"), []byte("not a zip file"))
	if _, err := OpenLake(t.Context(), notZip); !errors.Is(err, zip.ErrFormat) {
		t.Errorf("not a zip file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := OpenLake(ctx, lake("", 1, 3).ZipFile(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzOpenLake(f *testing.F) {
	good := lake("", 1, 2)
	f.Add("run01/class_labels.txt", good["run01/class_labels.txt"])
	f.Add("run01/training/class01.png", omnitest.PNG(picture(7, 7)))
	f.Add("run01/test/item01.png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("run02/class_labels.txt", []byte("run02/test/../../a run02/training/.."))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(name) >= 1<<16 || len(name) > 0 && name[len(name)-1] == '/' { // what the writer refuses
			return
		}
		fs := maps.Clone(good)
		fs[name] = data
		path := omnitest.Write(t, filepath.Join(dir, "all_runs.zip"), fs.Zip())
		task, err := OpenLake(context.Background(), path)
		if err != nil {
			if !bytes.Contains([]byte(err.Error()), []byte(path)) {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, run := range task.Runs {
			for _, trial := range run.Trials {
				if len(trial.Support) < 2 || trial.Answer < 0 || trial.Answer >= len(trial.Support) {
					t.Errorf("%s: answer %d of %d", run.Name, trial.Answer, len(trial.Support))
				}
			}
		}
	})
}
