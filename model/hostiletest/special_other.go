//go:build !unix

package hostiletest

import "os"

func (m *maker) special(kind Kind) {
	m.Helper()
	if err := os.Mkdir(m.path(kind, "an empty folder", extensions[kind]), 0o777); err != nil {
		m.Fatal(err)
	}
}

func (m *maker) links(string) {}

func (m *maker) specialStates(string) {}
