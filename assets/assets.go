// Package assets holds what is embedded in the program for the eye: its icon, its
// font, its translations and the licences of its parts.
package assets

import "embed"

// Icon is the program's icon, a PNG of 512×512 pixels made of icon.svg.
//
//go:embed icon.png
var Icon []byte

// Font is a part of Noto Sans CJK KR: Latin, Greek, Cyrillic, mathematical signs,
// kana and all of Hangul. make-font.sh makes it, NotoSansCJKkr-OFL.txt is its
// licence.
//
//go:embed NotoSansCJKkr-subset.otf
var Font []byte

// Translations holds translations/LANGUAGE.json. A message's key is its English
// text.
//
//go:embed translations/*.json
var Translations embed.FS

// Starters holds starters/SET.txt, characters that this project drew; see
// model/starter for their form.
//
//go:embed starters/*.txt
var Starters embed.FS

// ThirdParty holds the licences of all that is linked or embedded into the
// program, made by make licences.
//
//go:embed THIRD_PARTY.txt
var ThirdParty string
