package omniglot

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// sized is a set of alphabets of the given numbers of characters, all of the same
// number of drawings.
func sized(drawings int, characters ...int) *Set {
	s := &Set{}
	for i, n := range characters {
		a := Alphabet{Name: fmt.Sprintf("%03d", i)}
		for c := range n {
			one := Character{Name: fmt.Sprint(c)}
			for d := range drawings {
				one.Drawings = append(one.Drawings, Drawing{Drawer: d + 1})
			}
			a.Characters = append(a.Characters, one)
		}
		s.Alphabets = append(s.Alphabets, a)
	}
	return s
}

func TestThin(t *testing.T) {
	many := slices.Repeat([]int{30}, 300)
	for name, c := range map[string]struct {
		set        *Set
		alphabets  int // left, at least
		characters int
		drawings   int
	}{
		"small enough":         {sized(20, 40, 40, 40, 40, 40), 5, 200, 20},
		"Omniglot":             {sized(20, slices.Repeat([]int{32}, 30)...), 30, 960, 4},
		"few with many":        {sized(9000, 20), 1, 20, 200},
		"large alphabets":      {sized(20, 5000, 30), 2, 1000, 2},
		"many alphabets":       {sized(20, many...), 90, 1800, 2},
		"many characters once": {&Set{Alphabets: append(sized(1, 5000).Alphabets, sized(3, 20).Alphabets...)}, 1, 20, 3},
	} {
		const most = 4000
		got := c.set.Thin(most, 20, 1)
		if n := got.Drawings(); n > most {
			t.Errorf("%s: %d drawings", name, n)
		}
		if len(got.Alphabets) < c.alphabets || got.CharactersWith(c.drawings) < c.characters {
			t.Errorf("%s: %d alphabets, %d characters with %d drawings", name, len(got.Alphabets), got.CharactersWith(c.drawings), c.drawings)
		}
		if again := c.set.Thin(most, 20, 1); !reflect.DeepEqual(again, got) {
			t.Errorf("%s: not the same twice", name)
		}
		if _, err := got.Trials(20, 1, 10, true, 1); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
