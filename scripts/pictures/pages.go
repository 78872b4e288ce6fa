package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// pages are the window's, in the order of its tabs, by the names that its settings have
// for them.
var pages = []string{"draw", "write", "page", "gallery", "inspect", "challenge", "retrain"}

// shown are the pages of the front page.
var shown = []string{"gallery", "inspect", "challenge", "retrain"}

// learning is how long the Retrain page's picture lets a network learn.
const learning = 75 * time.Second

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
	for _, page := range shown {
		for _, colours := range []string{"light", "dark"} {
			if only != "" && only != page {
				continue
			}
			if err := s.page(filepath.Join(dir, page+"-"+colours+".png"), page, appearance{colours, "en", 1080, 720}, gallery); err != nil {
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
	for kind, of := range map[string]string{"": gallery, "-empty": ""} {
		for _, size := range [][2]int{{640, 480}, {1080, 720}, {1600, 1000}} {
			for _, colours := range []string{"light", "dark"} {
				for _, language := range []string{"en", "ko"} {
					look := appearance{colours, language, size[0], size[1]}
					name := strings.Join([]string{colours, language, fmt.Sprint(look.width)}, "-") + kind + ".png"
					if err := s.tour(dir, name, only, look, of); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// tour takes all pages of one window, or those whose pictures' names hold some words.
func (s studio) tour(dir, name, only string, look appearance, gallery string) error {
	if !slices.ContainsFunc(pages, func(page string) bool { return strings.Contains(page+"-"+name, only) }) {
		return nil
	}
	w, err := s.open(look, pages[0], gallery)
	if err != nil {
		return err
	}
	defer w.end()
	if err := w.drawLetter(gallery); err != nil {
		return err
	}
	for i, page := range pages {
		if !strings.Contains(page+"-"+name, only) {
			continue
		}
		if err := w.tools(fmt.Sprintf("key alt+%d", i+1), "sleep 0.8"); err != nil {
			return err
		}
		if err := w.take(filepath.Join(dir, page+"-"+name)); err != nil {
			return err
		}
	}
	return nil
}

// page takes one page with a letter on the pad, the Retrain page with a network that
// learns.
func (s studio) page(path, page string, look appearance, gallery string) error {
	w, err := s.open(look, pages[0], gallery)
	if err != nil {
		return err
	}
	defer w.end()
	if err := w.drawLetter(gallery); err != nil {
		return err
	}
	if err := w.tools(fmt.Sprintf("key alt+%d", 1+slices.Index(pages, page)), "sleep 6"); err != nil {
		return err
	}
	if page == "retrain" && s.data != "" {
		if err := w.tools("sleep 10", "key Return"); err != nil { // the data set is read first
			return err
		}
		time.Sleep(learning)
	}
	return w.take(path)
}

// drawLetter draws a letter on the pad, if there is a gallery that has it.
func (w window) drawLetter(gallery string) error {
	if gallery == "" {
		return nil
	}
	hangul, err := letters("hangul")
	if err != nil {
		return err
	}
	return w.draw(shaken(hangul["ㄹ"], rand.New(rand.NewPCG(1, 1))))
}

// starters returns a gallery of a starter set.
func (s studio) starters(set string) (path string, err error) {
	path = filepath.Join(s.work, set+".oneglyph")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, command(nil, s.binary, "starter", "--project", path, "--set", set)
}
