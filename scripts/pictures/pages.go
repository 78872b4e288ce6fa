package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// pages are the window's, in the order of its tabs.
var pages = []string{"draw", "gallery", "retrain"}

// readme takes the pictures of the front page.
func (s studio) readme(dir, only string) error {
	gallery, err := s.starters("hangul")
	if err != nil {
		return err
	}
	if only == "" || only == "oneglyph" {
		if err := s.animate(filepath.Join(dir, "oneglyph.gif"), gallery); err != nil {
			return err
		}
	}
	for i, page := range pages {
		for _, colours := range []string{"light", "dark"} {
			if only != "" && only != page {
				continue
			}
			if err := s.page(filepath.Join(dir, page+"-"+colours+".png"), i, appearance{colours, "en", 1080, 720}, gallery); err != nil {
				return err
			}
		}
	}
	return nil
}

// everyPage takes each page over a gallery and over none, as small and as large as
// windows are.
func (s studio) everyPage(dir, only string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	gallery, err := s.starters("hangul")
	if err != nil {
		return err
	}
	for i, page := range pages {
		if only != "" && only != page {
			continue
		}
		for _, look := range []appearance{
			{"light", "en", 1080, 720}, {"dark", "en", 1080, 720}, {"light", "ko", 1080, 720}, {"dark", "ko", 1080, 720},
			{"light", "en", 640, 480}, {"light", "ko", 640, 480}, {"dark", "en", 1600, 1000},
		} {
			for kind, of := range map[string]string{"": gallery, "-empty": ""} {
				name := strings.Join([]string{page, look.colours, look.language, fmt.Sprint(look.width)}, "-") + kind + ".png"
				if err := s.page(filepath.Join(dir, name), i, look, of); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// page takes one page; where it is the pad's, something is drawn there.
func (s studio) page(path string, number int, look appearance, gallery string) error {
	w, err := s.open(look, number, gallery)
	if err != nil {
		return err
	}
	defer w.end()
	if number == 0 && gallery != "" && look.width == 1080 {
		hangul, err := letters("hangul")
		if err != nil {
			return err
		}
		if err := w.draw(shaken(hangul["ㄹ"], rand.New(rand.NewPCG(1, 1)))); err != nil {
			return err
		}
	}
	return w.take(path)
}

// starters returns a gallery of a starter set.
func (s studio) starters(set string) (path string, err error) {
	path = filepath.Join(s.work, set+".oneglyph")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, command(nil, s.binary, "starter", "--project", path, "--set", set)
}
