package hostiletest

import (
	"path/filepath"
	"strings"
)

// states makes data folders: whatever lies in one may have been left by a crash, or
// written by another program.
func (m *maker) states() {
	m.Helper()
	const run = "training/runs/2026-01-01 00.00.00/"
	nested := []byte(strings.Repeat("[", 500_000))
	for name, files := range ordered(map[string]map[string][]byte{
		"settings of nothing":          {"settings.json": nil},
		"settings that are a list":     {"settings.json": []byte("[1,2]")},
		"settings nested deep":         {"settings.json": nested},
		"settings of half a gigabyte":  {"settings.json": make([]byte, 2<<20)},
		"settings beyond all numbers":  {"settings.json": []byte(`{"window.width":1e308,"window.height":-1e308,"pen":1e-308}`)},
		"settings of escape codes":     {"settings.json": []byte(`{"language":"` + Evil + `","theme":"\u0000"}`)},
		"settings of a null":           {"settings.json": []byte("null")},
		"recent files of nothing":      {"recent.json": nil},
		"recent files nested deep":     {"recent.json": nested},
		"a hundred thousand recent":    {"recent.json": []byte("[" + strings.Repeat(`"/x",`, 100_000) + `"/y"]`)},
		"recent files of escape codes": {"recent.json": []byte(`["` + Evil + `"]`)},
		"a run of nothing":             {run + "run.json": nil},
		"a run nested deep":            {run + "run.json": nested},
		"a run of megabytes":           {run + "run.json": make([]byte, 3<<20)},
		"a run of escape codes":        {run + "run.json": []byte(`{"started":"2026-01-01T00:00:00Z","problem":"` + Evil + `"}`)},
		"a log without line breaks":    {run + "run.json": []byte("{}"), run + "log.csv": []byte(strings.Repeat("1,", 2_000_000))},
		"a log of nought bytes":        {run + "run.json": []byte("{}"), run + "log.csv": make([]byte, 1<<20)},
		"a log beyond all numbers":     {run + "run.json": []byte("{}"), run + "log.csv": []byte(strings.Repeat("9223372036854775807,1e308,NaN,Inf\n", 50_000))},
		"a log of very many lines":     {run + "run.json": []byte("{}"), run + "log.csv": []byte(strings.Repeat("1,1,1,\n", 1_500_000))},
		"weights of nothing":           {"weights.safetensors": nil},
		"weights of 2 GB layers":       {"weights.safetensors": weightsOf(enormous()["layers of 2 GB"]).bytes(nil)},
	}) {
		dir := m.path(State, name, "")
		for file, data := range files {
			m.write(filepath.Join(dir, filepath.FromSlash(file)), data)
		}
	}
	m.specialStates(run)
}
