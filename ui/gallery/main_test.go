package gallery

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8") // what the tests read
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}
