package cli

import (
	"context"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// shapes makes a gallery's file of the shapes that come with the program.
func shapes(t *testing.T) (file string, classes int) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "shapes.oneglyph")
	succeed(t, "starter", "--project", file, "--set", "shapes")
	p, err := gallery.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	return file, p.Len()
}

func TestStarterPassesOverWhatIsThere(t *testing.T) {
	file, classes := shapes(t)
	if classes < 10 {
		t.Fatalf("%d shapes", classes)
	}
	out := succeed(t, "starter", "--project", file, "--set", "shapes")
	if want := fmt.Sprintf("%s: 0 characters added, %d were there already\n", file, classes); out != want {
		t.Errorf("again: %q, want %q", out, want)
	}
	out = succeed(t, "starter", "--project", file, "--data", omniglotFolder(t), "--alphabet", "Alphabet1", "--drawer", "2")
	if !strings.Contains(out, "6 characters added") {
		t.Errorf("from a data set: %q", out)
	}
	before := tree(t, filepath.Dir(file))
	for _, args := range [][]string{{"--alphabet", "Klingon"}, {"--alphabet", "Alphabet0", "--drawer", "9"}} {
		status, _, stderr := call(append([]string{"starter", "--project", file, "--data", omniglotFolder(t)}, args...)...)
		if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, args[1]) {
			t.Errorf("%q: status %d, %q", args, status, stderr)
		}
	}
	if after := tree(t, filepath.Dir(file)); after[file] != before[file] {
		t.Error("failing changed the file")
	}
}

func TestExportSheet(t *testing.T) {
	file, _ := shapes(t)
	out := filepath.Join(t.TempDir(), "sheet.png")
	succeed(t, "export", "sheet", "--project", file, out)
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if img, err := png.Decode(f); err != nil || img.Bounds().Dx() < 400 {
		t.Errorf("the sheet is %v, %v", img, err)
	}
}

func table(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Both forms of the embeddings hold the same numbers in the same order.
func TestExportEmbeddings(t *testing.T) {
	file, classes := shapes(t)
	dir := t.TempDir()
	succeed(t, "export", "embeddings", "--project", file, filepath.Join(dir, "e.csv"))
	succeed(t, "export", "embeddings", "--project", file, filepath.Join(dir, "e.NPY"))
	rows := table(t, filepath.Join(dir, "e.csv"))
	if len(rows) != classes+1 {
		t.Fatalf("%d rows", len(rows))
	}
	data, err := os.ReadFile(filepath.Join(dir, "e.NPY"))
	if err != nil {
		t.Fatal(err)
	}
	columns := len(rows[0]) - 2
	numbers := data[len(data)-4*classes*columns:]
	for i, row := range rows[1:] {
		for k, cell := range row[2:] {
			bits := binary.LittleEndian.Uint32(numbers[4*(i*columns+k):])
			if v, err := strconv.ParseFloat(cell, 32); err != nil || math.Float32bits(float32(v)) != bits {
				t.Fatalf("row %d, column %d: %s is %v, %v", i, k, cell, math.Float32frombits(bits), err)
			}
		}
	}
}

func TestExportRanking(t *testing.T) {
	file, classes := shapes(t)
	dir := t.TempDir()
	picture := filepath.Join(dir, "a.png")
	sketch(t, picture, 1, 0)
	succeed(t, "export", "ranking", "--project", file, picture, filepath.Join(dir, "r.csv"))
	rows := table(t, filepath.Join(dir, "r.csv"))
	if len(rows) != classes+1 || strings.Join(rows[0], " ") != "rank name similarity logit" {
		t.Fatalf("%d rows, %q", len(rows), rows[0])
	}
	last := math.Inf(1)
	for i, row := range rows[1:] {
		similarity, err := strconv.ParseFloat(row[2], 64)
		if err != nil || row[0] != fmt.Sprint(i+1) || similarity > last {
			t.Errorf("row %d is %q after %v", i, row, last)
		}
		last = similarity
	}
}

func TestExportFails(t *testing.T) {
	file, _ := shapes(t)
	dir := t.TempDir()
	picture := filepath.Join(dir, "a.png")
	sketch(t, picture, 1, 0)
	nowhere := filepath.Join(dir, "no", "such")
	before := tree(t, dir)
	for status, commands := range map[int][][]string{
		2: {
			{"export"},
			{"export", "sheet", "--project", file},
			{"export", "embeddings", "--project", file, filepath.Join(dir, "e.txt")},
			{"starter", "--project", file},
			{"starter", "--project", file, "--set", "runes"},
			{"starter", "--project", file, "--data", "x"},
		},
		1: {
			{"export", "sheet", "--project", nowhere, filepath.Join(dir, "s.png")},
			{"export", "sheet", "--project", file, nowhere + "/s.png"},
			{"export", "embeddings", "--project", file, nowhere + "/e.csv"},
			{"export", "ranking", "--project", file, nowhere, filepath.Join(dir, "r.csv")},
			{"export", "ranking", "--project", file, picture, nowhere + "/r.csv"},
		},
	} {
		for _, args := range commands {
			got, stdout, stderr := call(args...)
			if got != status || stdout != "" || strings.Count(stderr, "\n") != 1 || status == 1 && !strings.Contains(stderr, nowhere) {
				t.Errorf("oneglyph %q: status %d, %q, %q", args, got, stdout, stderr)
			}
		}
	}
	if after := tree(t, dir); len(after) != len(before) {
		t.Errorf("left behind: %v", after)
	}
}
