package siamese

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestParameterCounts(t *testing.T) {
	for _, c := range []struct {
		arch              Architecture
		params, embedding int
	}{{Koch(), 38_951_745, 4096}, {Compact(), 1_183_169, 1024}} {
		if got := c.arch.EmbeddingLen(); got != c.embedding {
			t.Errorf("%s: embedding of %d, want %d", c.arch.Name, got, c.embedding)
		}
		if got := c.arch.ParamCount(); got != c.params {
			t.Errorf("%s: %d parameters, want %d", c.arch.Name, got, c.params)
		}
	}
	if _, err := ByName("resnet"); err == nil {
		t.Error("an unknown architecture has a name")
	}
}

// formula is values in testdata/reference.py.
func formula(v []float32, seed int, scale, shift float64) {
	for i := range v {
		v[i] = float32(math.Sin(float64(i)*0.7+float64(seed)*1.3+float64(i%17)*2.1)*scale + shift)
	}
}

// TestForwardMatchesPyTorch compares with numbers that testdata/reference.py
// made.
func TestForwardMatchesPyTorch(t *testing.T) {
	text := must(os.ReadFile("testdata/reference.json"))(t)
	var want map[string]struct {
		Embedding []float64
		Stride    int
		Logit     float64
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	for _, a := range []Architecture{Compact(), Koch()} {
		t.Run(a.Name, func(t *testing.T) {
			m := &Model{arch: a, calibration: Calibration{Scale: 1}, id: &identity{}}
			for k, p := range a.params() {
				v := make([]float32, p.len())
				scale, shift := 0.1, 0.0
				switch p.name[len(p.name)-4:] {
				case "ight":
					scale = math.Sqrt(2 / float64(p.len()/p.shape[len(p.shape)-1]))
					if len(p.shape) == 2 {
						scale = 0.02
					}
				case "amma", "ance":
					scale, shift = 0.2, 1
				case "beta", "mean":
					scale = 0.2
				case "lpha":
					scale, shift = 0.05, 0.05
					if a.PositiveAlpha {
						shift = -3
					}
				}
				if p.name == "distance.bias" {
					shift = 1
				}
				formula(v, k, scale, shift)
				m.values = append(m.values, v)
			}
			pix := make([]float32, 2*a.Input*a.Input)
			formula(pix, 99, 0.5, 0.5)
			d := a.EmbeddingLen()
			h := make([]float32, 2*d)
			e := must(NewBatchEncoder(m, 2, 0))(t)
			defer e.Close()
			if err := e.EmbedPictures(h, pix); err != nil {
				t.Fatal(err)
			}
			w := want[a.Name]
			for i, v := range w.Embedding {
				if got := float64(h[i*w.Stride]); math.Abs(got-v) > 2e-4*math.Max(1, math.Abs(v)) {
					t.Fatalf("embedding[%d] = %g, PyTorch %g", i*w.Stride, got, v)
				}
			}
			logit := make([]float32, 1)
			m.Metric().Logits(logit, h[:d], h[d:])
			if math.Abs(float64(logit[0])-w.Logit) > 1e-3*math.Max(1, math.Abs(w.Logit)) {
				t.Errorf("logit %g, PyTorch %g", logit[0], w.Logit)
			}
		})
	}
}

// random glyphs of a few strokes each.
func glyphs(t testing.TB, n int) []model.Glyph {
	rng := rand.New(rand.NewPCG(5, 5))
	all := make([]model.Glyph, n)
	for i := range all {
		var strokes []model.Stroke
		for range 1 + rng.IntN(3) {
			var s model.Stroke
			for range 4 {
				s = append(s, model.Point{X: rng.Float32(), Y: rng.Float32()})
			}
			strokes = append(strokes, s)
		}
		all[i] = must(model.FromStrokes(strokes))(t)
	}
	return all
}

func TestTwinsAreSymmetricToTheBit(t *testing.T) {
	m := must(New(Compact(), 4))(t)
	e := must(NewEncoder(m))(t)
	defer e.Close()
	metric := m.Metric()
	g := glyphs(t, 8)
	var h []model.Embedding
	for _, g := range g {
		h = append(h, must(e.Embed(g))(t))
	}
	ab, ba := make([]float32, 1), make([]float32, 1)
	for i := range h {
		for j := range h {
			metric.Logits(ab, h[i], h[j])
			metric.Logits(ba, h[j], h[i])
			if ab[0] != ba[0] {
				t.Fatalf("sim(%d,%d) = %g, sim(%d,%d) = %g", i, j, ab[0], j, i, ba[0])
			}
			if i == j && ab[0] != m.value("distance.bias")[0] {
				t.Fatalf("a glyph is %g from itself", ab[0])
			}
		}
	}
	// A batch gives what one at a time gives.
	batch := must(NewBatchEncoder(m, 3, 2))(t)
	defer batch.Close()
	side := m.arch.Input
	pix := make([]float32, len(g)*side*side)
	for i, g := range g {
		g.Resample(pix[i*side*side:(i+1)*side*side], side)
	}
	all := make([]float32, len(g)*metric.Dim())
	if err := batch.EmbedPictures(all, pix); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all, slices.Concat(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7])) {
		t.Error("a batch embeds differently from single glyphs")
	}
}

// learner returns a learner on random pictures with one label for each two.
func learner(t testing.TB, a Architecture, n, threads int, loss Loss) (*Learner, *Model) {
	m := must(New(a, 7))(t)
	l := must(NewLearner(m, loss, n, threads))(t)
	t.Cleanup(func() { l.Close() })
	side := a.Input
	for i, g := range glyphs(t, n) {
		g.Resample(l.Pictures()[i*side*side:(i+1)*side*side], side)
		l.Labels()[i] = int32(i / 2)
	}
	return l, m
}

func TestOverfitsOneBatch(t *testing.T) {
	for _, c := range []struct {
		loss Loss
		rate float64 // pairs teach the bias, which has a way to go
	}{{EpisodeLoss, 5e-3}, {PairLoss, 3e-2}} {
		narrow := Compact()
		for i := range narrow.Layers {
			narrow.Layers[i].Filters = 16
		}
		l, _ := learner(t, narrow, 16, 0, c.loss)
		if c.loss == PairLoss {
			for i := 1; i < 16; i += 4 { // every other pair is different
				l.Labels()[i] = 100
			}
		}
		first, last := 0.0, 0.0
		for i := range 100 {
			got, _, err := l.Step(StepSize{Rate: c.rate, Clip: 5})
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = got
			}
			last = got
		}
		if !(last < 0.1 && first > 0.3) {
			t.Errorf("loss %v went from %g to %g", c.loss, first, last)
		}
	}
}

func TestInferenceFoldsWhatTrainingLearns(t *testing.T) {
	// Batch norm's running statistics settle on those of a batch that stays.
	l, m := learner(t, tiny(true), 16, 1, EpisodeLoss)
	for range 200 {
		if _, _, err := l.Step(StepSize{Rate: 1e-12}); err != nil {
			t.Fatal(err)
		}
	}
	trained := l.Model(m)
	d := trained.arch.EmbeddingLen()
	h := make([]float32, 16*d)
	e := must(NewBatchEncoder(trained, 16, 1))(t)
	defer e.Close()
	if err := e.EmbedPictures(h, l.Pictures()); err != nil {
		t.Fatal(err)
	}
	s := make([]float32, 16)
	trained.Metric().Logits(s, h[:d], h)
	var want float64
	{ // the loss of query 0 by hand
		var all, right float64
		for j := 1; j < 16; j++ {
			all += math.Exp(float64(s[j]))
			if j == 1 {
				right = math.Exp(float64(s[j]))
			}
		}
		want = -math.Log(right / all)
	}
	if want <= 0 || math.IsNaN(want) {
		t.Fatalf("loss %g", want)
	}
	var got float64
	row := make([]float32, 16*16)
	for i := range 16 {
		trained.Metric().Logits(row[i*16:(i+1)*16], h[i*d:(i+1)*d], h)
	}
	got = episodeLoss(row, l.Labels(), make([]float32, 256))
	loss, _, err := l.Step(StepSize{Rate: 1e-12})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got-loss) > 2e-2*loss { // the running variance is the unbiased one
		t.Errorf("inference's loss %g, training's %g", got, loss)
	}
}

func TestStepsAreDeterministic(t *testing.T) {
	var want *Model
	for _, threads := range []int{1, 1, 3} {
		l, m := learner(t, tiny(true), 8, threads, EpisodeLoss)
		for range 5 {
			if _, _, err := l.Step(StepSize{Rate: 1e-3, Decay: 0.01, Clip: 1}); err != nil {
				t.Fatal(err)
			}
		}
		got := l.Model(m)
		if want != nil && got.Fingerprint() != want.Fingerprint() {
			t.Errorf("%d threads give other parameters", threads)
		}
		want = got
	}
}

func TestCheckpointGoesOnAsIfNeverStopped(t *testing.T) {
	step := StepSize{Rate: 1e-3, Decay: 0.01, Clip: 1}
	whole, m := learner(t, tiny(true), 8, 1, EpisodeLoss)
	half, _ := learner(t, tiny(true), 8, 1, EpisodeLoss)
	path := filepath.Join(t.TempDir(), "checkpoint")
	for i := range 6 {
		must(0, errOf(whole.Step(step)))(t)
		if i < 3 {
			must(0, errOf(half.Step(step)))(t)
		}
	}
	if err := half.Save(path, m.WithInfo("note", "kept")); err != nil {
		t.Fatal(err)
	}
	c := must(OpenCheckpoint(path))(t)
	if c.Model.Info("note") != "kept" {
		t.Error("the note is lost")
	}
	rest := must(NewLearner(c.Model, EpisodeLoss, 8, 1))(t)
	defer rest.Close()
	rest.Restore(c)
	copy(rest.Pictures(), half.Pictures())
	copy(rest.Labels(), half.Labels())
	for range 3 {
		must(0, errOf(rest.Step(step)))(t)
	}
	if a, b := whole.Model(m).Fingerprint(), rest.Model(m).Fingerprint(); a != b {
		t.Errorf("undisturbed %s, resumed %s", a, b)
	}
	if _, err := Open(path); !errors.Is(err, ErrFormat) {
		t.Errorf("a checkpoint opens as a network: %v", err)
	}
}

func errOf(_, _ float64, err error) error { return err }

func TestDivergenceIsAnErrorAndChangesNothing(t *testing.T) {
	l, m := learner(t, tiny(true), 8, 1, EpisodeLoss)
	before := l.Model(m)
	l.Pictures()[3] = float32(math.NaN())
	if _, _, err := l.Step(StepSize{Rate: 1e-3}); !errors.Is(err, ErrDiverged) {
		t.Fatalf("a NaN picture: %v", err)
	}
	after := l.Model(m)
	for i, p := range m.arch.params() {
		if p.trained && !slices.Equal(before.values[i], after.values[i]) {
			t.Errorf("%s has changed", p.name)
		}
	}
}

// A loss that is no number is told by an op, in an error of Gorgonia's that hides it.
func TestALossThatIsNoNumberIsDivergence(t *testing.T) {
	m := must(New(tiny(false), 1))(t)
	m.value("distance.bias")[0] = float32(math.NaN())
	l := must(NewLearner(m, EpisodeLoss, 8, 1))(t)
	defer l.Close()
	if _, _, err := l.Step(StepSize{Rate: 1e-3}); !errors.Is(err, ErrDiverged) {
		t.Errorf("%v", err)
	}
}

// Finite parameters may be so large that what they make is not.
func TestNothingThatIsNoNumberComesOut(t *testing.T) {
	m := must(New(tiny(true), 1))(t)
	for i := range m.value("conv1.gamma") {
		m.value("conv1.gamma")[i] = math.MaxFloat32
	}
	e := must(NewEncoder(m))(t)
	defer e.Close()
	if h, err := e.Embed(glyphs(t, 1)[0]); !errors.Is(err, ErrDiverged) {
		t.Errorf("%v, %v", h, err)
	}
	if s := m.Metric().Similarity(float32(math.NaN())); s != 0 {
		t.Errorf("similarity %v", s)
	}
}

func TestFileRoundTrip(t *testing.T) {
	m := must(New(Compact(), 9))(t).WithInfo("recipe", "none")
	m = must(m.WithCalibration(Calibration{Scale: 0.4, Shift: 3, Threshold: 0.6}))(t)
	path := filepath.Join(t.TempDir(), "weights.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	got := must(Open(path))(t)
	if got.Fingerprint() != m.Fingerprint() || got.Calibration() != m.Calibration() || got.Info("recipe") != "none" {
		t.Errorf("read back %+v %+v", got.Architecture(), got.Calibration())
	}
	data := must(os.ReadFile(path))(t)
	for name, damage := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(b []byte) []byte { return b[:len(b)-1] },
		"longer":    func(b []byte) []byte { return append(b, 0) },
		"no header": func(b []byte) []byte { return b[:8] },
		"huge":      func(b []byte) []byte { b[6] = 0xff; return b },
		"later":     func(b []byte) []byte { return bytes.Replace(b, []byte(`"oneglyph":"1"`), []byte(`"oneglyph":"9"`), 1) },
		"swapped":   func(b []byte) []byte { return bytes.Replace(b, []byte("conv1.gamma"), []byte("conv1.gammb"), 1) },
		"not it":    func([]byte) []byte { return []byte("this is a letter to somebody, not weights") },
		"infinite": func(b []byte) []byte {
			copy(b[len(b)-4:], []byte{0, 0, 0x80, 0x7f})
			return b
		},
	} {
		if _, err := Read(bytes.NewReader(damage(slices.Clone(data)))); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMisuseIsAnError(t *testing.T) {
	if _, err := New(Architecture{Name: "none"}, 1); err == nil {
		t.Error("a network of no layers is made")
	}
	a := Koch()
	a.Input = 30
	if _, err := New(a, 1); err == nil {
		t.Error("Koch's network is made for 30 pixels")
	}
	m := must(New(tiny(true), 1))(t)
	if _, err := NewLearner(m, EpisodeLoss, 3, 1); err == nil {
		t.Error("an odd batch is taken")
	}
	e := must(NewBatchEncoder(m, 4, 1))(t)
	defer e.Close()
	if err := e.EmbedPictures(make([]float32, 5), make([]float32, 100)); err == nil {
		t.Error("too short a result is taken")
	}
}

func FuzzRead(f *testing.F) {
	for _, a := range []Architecture{tiny(true), tiny(false)} {
		m, err := New(a, 1)
		if err != nil {
			f.Fatal(err)
		}
		var buf bytes.Buffer
		if err := m.Write(&buf); err != nil {
			f.Fatal(err)
		}
		f.Add(buf.Bytes())
		f.Add(buf.Bytes()[:buf.Len()/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Read(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("an error that is not ErrFormat: %v", err)
			}
			return
		}
		var again bytes.Buffer
		if err := m.Write(&again); err != nil {
			t.Fatal(err)
		}
		if m.arch.ParamCount() < 1_000_000 { // what reads must run
			e, err := NewEncoder(m)
			if err != nil {
				t.Fatal(err)
			}
			e.Close()
		}
	})
}

func TestEmbeddingIsTheMeanOverViews(t *testing.T) {
	m := must(New(tiny(true), 2))(t)
	c := m.Calibration()
	c.Views = 3
	averaged := must(m.WithCalibration(c))(t)
	e, one := must(NewEncoder(averaged))(t), must(NewEncoder(m))(t)
	defer e.Close()
	defer one.Close()
	g := glyphs(t, 1)[0]
	got := must(e.Embed(g))(t)
	want := make([]float32, len(got))
	frame, pix, h := make([]uint8, model.Side*model.Side), make([]float32, m.arch.Input*m.arch.Input), make([]float32, len(got))
	for i, w := range views(3) {
		copy(frame, g.Pix())
		if i > 0 {
			g.Bend(frame, &w)
		}
		model.Resample(pix, frame, m.arch.Input)
		if err := one.EmbedPictures(h, pix); err != nil {
			t.Fatal(err)
		}
		for j, v := range h {
			want[j] += v / 3
		}
	}
	for j := range want {
		if math.Abs(float64(got[j]-want[j])) > 1e-5 {
			t.Fatalf("value %d is %g, the mean is %g", j, got[j], want[j])
		}
	}
	c.Views = maxViews + 1
	if _, err := m.WithCalibration(c); err == nil {
		t.Error("more views are taken than there are")
	}
}
