package app

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"oneglyph/model/atomicfile"
	"oneglyph/model/foreign"
)

// maxStateFile bounds the small files of the data folder.
const maxStateFile = 1 << 20

// Settings are the preferences that outlive a session, a small file in the data
// folder. They belong to one goroutine.
type Settings struct {
	path    string
	values  map[string]any // float64 or string
	changed bool
}

// OpenSettings reads the data folder's settings. Nothing depends on them, so
// that a file which cannot be read counts as none.
func OpenSettings(dir string) *Settings {
	s := &Settings{path: filepath.Join(dir, "settings.json")}
	if data, err := foreign.ReadFile(s.path, maxStateFile); err == nil {
		_ = json.Unmarshal(data, &s.values)
	}
	if s.values == nil {
		s.values = make(map[string]any)
	}
	return s
}

// FloatWithFallback gives a setting, or the fallback when it was never set to a
// number.
func (s *Settings) FloatWithFallback(key string, fallback float64) float64 {
	if v, ok := s.values[key].(float64); ok {
		return v
	}
	return fallback
}

// SetFloat changes a setting; Save writes it.
func (s *Settings) SetFloat(key string, value float64) { s.set(key, value) }

// StringWithFallback gives a setting, or the fallback when it was never set to a
// text.
func (s *Settings) StringWithFallback(key, fallback string) string {
	if v, ok := s.values[key].(string); ok {
		return v
	}
	return fallback
}

// SetString changes a setting; Save writes it.
func (s *Settings) SetString(key, value string) { s.set(key, value) }

func (s *Settings) set(key string, value any) {
	if s.values[key] != value {
		s.values[key] = value
		s.changed = true
	}
}

// Save writes the settings, if any changed.
func (s *Settings) Save() error {
	if !s.changed {
		return nil
	}
	data, err := json.MarshalIndent(s.values, "", "  ")
	if err != nil {
		return fmt.Errorf("save %s: %w", s.path, err)
	}
	if err := atomicfile.WriteBytes(s.path, append(data, '\n')); err != nil {
		return fmt.Errorf("save %s: %w", s.path, err)
	}
	s.changed = false
	return nil
}
