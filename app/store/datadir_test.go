package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDataDir(t *testing.T) {
	asked := filepath.Join(t.TempDir(), "a", "b")
	if dir, err := DataDir(asked); err != nil || dir != asked {
		t.Errorf("asked for %s, got %s, %v", asked, dir, err)
	} else if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(key, "")
	}
	if _, err := DataDir(""); err == nil || !strings.Contains(err.Error(), "--data-dir") {
		t.Errorf("without a home: %v", err)
	}
}
