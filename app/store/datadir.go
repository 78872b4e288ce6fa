package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// DataDir returns the folder that holds all of the program's state, made if need
// be: the one asked for, or the system's place for such.
func DataDir(asked string) (string, error) {
	dir, err := DataDirPath(asked)
	if err != nil {
		return "", fmt.Errorf("no place for the gallery: %w; name a folder with --data-dir", err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", fmt.Errorf("no place for the gallery: %w; name another folder with --data-dir", err)
	}
	return dir, nil
}

// DataDirPath is DataDir without making the folder.
func DataDirPath(asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	return defaultDataDir()
}

func defaultDataDir() (string, error) {
	switch runtime.GOOS {
	case "windows", "darwin":
		base, err := os.UserConfigDir()
		return filepath.Join(base, "Oneglyph"), err
	}
	// XDG Base Directory Specification 0.8: a relative path is to be ignored.
	if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "oneglyph"), nil
	}
	home, err := os.UserHomeDir()
	if err == nil && !filepath.IsAbs(home) {
		err = errors.New("$HOME is no absolute path")
	}
	return filepath.Join(home, ".local", "share", "oneglyph"), err
}
