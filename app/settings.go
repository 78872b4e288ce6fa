package app

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// maxStateFile bounds the small files of the data folder.
const maxStateFile = 1 << 20

// settingsDelay gathers changes that follow each other closely into one save.
const settingsDelay = 300 * time.Millisecond

// Settings are the preferences that outlive a session, a small file in the data
// folder, which follows each change soon: the program may be killed. Save brings to
// the disk what is not there yet.
type Settings struct {
	path string

	saving  sync.Mutex // held while the file is written
	mu      sync.Mutex
	values  map[string]any // float64 or string
	changed bool
	timer   *time.Timer // of the next save
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

// FloatWithFallback returns a setting, or the fallback when it was never set to a
// number.
func (s *Settings) FloatWithFallback(key string, fallback float64) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.values[key].(float64); ok {
		return v
	}
	return fallback
}

// SetFloat changes a setting.
func (s *Settings) SetFloat(key string, value float64) { s.set(key, value) }

// StringWithFallback returns a setting, or the fallback when it was never set to a
// text.
func (s *Settings) StringWithFallback(key, fallback string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.values[key].(string); ok {
		return v
	}
	return fallback
}

// SetString changes a setting.
func (s *Settings) SetString(key, value string) { s.set(key, value) }

func (s *Settings) set(key string, value any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values[key] == value {
		return
	}
	s.values[key] = value
	s.changed = true
	if s.timer == nil {
		// What cannot be saved now is tried again with the next change, and when
		// the window closes, which says so.
		s.timer = time.AfterFunc(settingsDelay, func() { _ = s.Save() })
	}
}

// Save writes the settings, if any changed.
func (s *Settings) Save() error {
	s.saving.Lock()
	defer s.saving.Unlock()
	data, changed, err := s.take()
	if err == nil && changed {
		err = atomicfile.WriteBytes(s.path, append(data, '\n'))
	}
	if err != nil {
		s.mu.Lock()
		s.changed = true
		s.mu.Unlock()
		return fmt.Errorf("save %s: %w", s.path, err)
	}
	return nil
}

// take returns the settings as they are to be written, and counts them as saved.
func (s *Settings) take() (data []byte, changed bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	changed, s.changed = s.changed, false
	data, err = json.MarshalIndent(s.values, "", "  ")
	return data, changed, err
}
