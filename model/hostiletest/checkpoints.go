package hostiletest

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// recipe is a run's, as a checkpoint notes it.
const recipe = `{"seed":1,"steps":3,"classes":2,"alphabets":1,"drawings":2,"rate":0.001,"warmup":0,"decay":0,"clip":5,"views":1}`

// checkpointOf is the checkpoint of a run of a network after one step.
func checkpointOf(a architecture) *tensors {
	t := weightsOf(a)
	for _, name := range slices.Sorted(maps.Keys(t.shapes)) {
		if !strings.HasSuffix(name, "mean") && !strings.HasSuffix(name, "variance") {
			t.add("adam.first."+name, t.shapes[name]...)
			t.add("adam.second."+name, t.shapes[name]...)
		}
	}
	t.notes["steps"], t.notes["trained_steps"], t.notes["trained_ns"], t.notes["recipe"] = "1", "1", "1000", recipe
	return t
}

func (m *maker) checkpoints() {
	m.Helper()
	m.damaged(Checkpoint, checkpointOf(smallest()).bytes(nil))
	for _, name := range []string{"layers of 2 GB", "layers that grow", "a layer of 1.6 GB of weights", "numbers that overflow"} {
		m.file(Checkpoint, name, checkpointOf(enormous()[name]).bytes(nil))
	}
	for _, n := range [][3]string{
		{"steps of escape codes", "steps", Evil},
		{"steps below nought", "steps", "-1"},
		{"steps beyond all numbers", "steps", strings.Repeat("9", 100_000)},
		{"a step below nought", "trained_steps", "-5"},
		{"a step that is a word", "trained_steps", "many"},
		{"the last step", "trained_steps", "9223372036854775807"},
		{"a time below nought", "trained_ns", "-1"},
		{"the longest time", "trained_ns", "9223372036854775807"},
		{"no recipe", "recipe", ""},
		{"a recipe that is a list", "recipe", "[]"},
		{"a recipe nested deep", "recipe", strings.Repeat("[", 300_000)},
		{"an accuracy that is none", "held_out_accuracy", "NaN"},
	} {
		t := checkpointOf(smallest())
		t.notes[n[1]] = n[2]
		m.file(Checkpoint, n[0], t.bytes(nil))
	}
	for _, n := range [][3]string{
		{"a million classes", `"classes":2`, `"classes":1000000`},
		{"classes beyond all numbers", `"classes":2`, `"classes":9223372036854775807`},
		{"a billion pairs", `"classes":2`, `"pairs":1000000000`},
		{"pairs that overflow", `"classes":2`, `"pairs":4611686018427387904`},
		{"a million pairs", `"classes":2`, `"pairs":500000`},
		{"drawings beyond all numbers", `"drawings":2`, `"drawings":9223372036854775807`},
		{"drawings below nought", `"drawings":2`, `"drawings":-2`},
		{"no length", `"steps":3`, `"steps":0`},
		{"a length below nought", `"steps":3`, `"steps":-1`},
		{"a rate beyond all numbers", `"rate":0.001`, `"rate":1e300`},
		{"a rate of nought", `"rate":0.001`, `"rate":0`},
		{"a million views", `"views":1`, `"views":1000000`},
		{"views below nought", `"views":1`, `"views":-1`},
		{"a distortion beyond all numbers", `"views":1`, `"views":1,"rotation":1e300,"scale":1e300,"shear":1e300,"shift":1e300`},
		{"epochs of no end", `"views":1`, `"views":1,"epoch":9223372036854775807,"patience":9223372036854775807`},
		{"momentum beyond all numbers", `"views":1`, `"views":1,"momentum":1e300`},
	} {
		t := checkpointOf(smallest())
		t.notes["recipe"] = strings.Replace(recipe, n[1], n[2], 1)
		m.file(Checkpoint, n[0], t.bytes(nil))
	}
	t := checkpointOf(smallest())
	t.values["adam.second.conv1.weight"][0] = float32(math.NaN())
	m.file(Checkpoint, "an optimiser that lost itself", t.bytes(nil))
	t = checkpointOf(smallest())
	t.values["adam.second.conv1.weight"][0] = -1
	m.file(Checkpoint, "an optimiser below nought", t.bytes(nil))
	t = checkpointOf(smallest())
	t.shapes["adam.first.conv1.weight"] = []int{36, 1, 1, 1}[:1]
	m.file(Checkpoint, "an optimiser of another shape", t.bytes(nil))
	t = checkpointOf(smallest())
	delete(t.shapes, "adam.first.distance.bias")
	m.file(Checkpoint, "an optimiser with a hole", t.bytes(nil))
}
