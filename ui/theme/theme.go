package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/canvas"
)

// The program's own colours. The accent is for the best match and the primary
// action, and for nothing else. It stands where Fyne has its colour of success: a
// theme of its own for every primary button would have Fyne read all fonts again
// for each, and never let go of them.
const (
	ColorAccent                       = theme.ColorNameSuccess
	colorOnAccent                     = theme.ColorNameForegroundOnSuccess
	ColorMuted    fyne.ThemeColorName = "muted" // text of second rank
	ColorTrack    fyne.ThemeColorName = "track" // a bar's full length
	ColorBar      fyne.ThemeColorName = "bar"
)

// palette holds each colour for light and dark.
var palette = map[fyne.ThemeColorName][2]color.NRGBA{
	canvas.ColorNamePaper:     {rgb(0xfffefa), rgb(0xefebe2)},
	canvas.ColorNamePaperEdge: {rgb(0xdad6cc), rgb(0xd2cec4)},
	canvas.ColorNameInk:       {rgb(0x1f1e1b), rgb(0x1f1e1b)},
	canvas.ColorNameHint:      {rgb(0xb3ada0), rgb(0xa8a294)},

	ColorAccent:   {rgb(0x0a7566), rgb(0x4cc7b2)},
	colorOnAccent: {rgb(0xffffff), rgb(0x06241f)},
	ColorMuted:    {rgb(0x6d6960), rgb(0x9c9992)},
	ColorTrack:    {rgb(0xe4e0d7), rgb(0x2d2e31)},
	ColorBar:      {rgb(0xa9a396), rgb(0x75736e)},

	theme.ColorNameBackground:          {rgb(0xf4f2ed), rgb(0x191a1c)},
	theme.ColorNameForeground:          {rgb(0x23221f), rgb(0xe9e6df)},
	theme.ColorNameForegroundOnPrimary: {rgb(0xf4f2ed), rgb(0x191a1c)},
	theme.ColorNameDisabled:            {rgb(0xaca79b), rgb(0x66645f)},
	theme.ColorNamePlaceHolder:         {rgb(0x8d887c), rgb(0x85827b)},
	theme.ColorNameButton:              {rgb(0xe8e4db), rgb(0x2d2e31)},
	theme.ColorNameDisabledButton:      {rgb(0xebe8e0), rgb(0x232427)},
	theme.ColorNameInputBackground:     {rgb(0xfbfaf6), rgb(0x222326)},
	theme.ColorNameInputBorder:         {rgb(0xd6d1c6), rgb(0x3d3e42)},
	theme.ColorNameSeparator:           {rgb(0xdfdbd1), rgb(0x2f3033)},
	theme.ColorNameMenuBackground:      {rgb(0xfbfaf6), rgb(0x27282b)},
	theme.ColorNameOverlayBackground:   {rgb(0xf9f7f2), rgb(0x232427)},
	theme.ColorNameHeaderBackground:    {rgb(0xf4f2ed), rgb(0x191a1c)},
	theme.ColorNameScrollBar:           {rgba(0x000000, 0x40), rgba(0xffffff, 0x40)},
	theme.ColorNameScrollBarBackground: {rgba(0, 0), rgba(0, 0)},
	theme.ColorNameHover:               {rgba(0x1f1e1b, 0x0f), rgba(0xffffff, 0x12)},
	theme.ColorNamePressed:             {rgba(0x1f1e1b, 0x1f), rgba(0xffffff, 0x22)},
	theme.ColorNameFocus:               {rgba(0x1f1e1b, 0x1a), rgba(0xffffff, 0x20)},
	theme.ColorNameSelection:           {rgba(0x1f1e1b, 0x20), rgba(0xffffff, 0x28)},
	theme.ColorNameShadow:              {rgba(0x1f1e1b, 0x18), rgba(0x000000, 0x50)},
	theme.ColorNameError:               {rgb(0xac3f2d), rgb(0xf08c7b)},
	theme.ColorNameForegroundOnError:   {rgb(0xffffff), rgb(0x2a0f0a)},
	theme.ColorNameWarning:             {rgb(0x9a6a12), rgb(0xdcb25c)},
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         8,
	theme.SizeNameInnerPadding:    8,
	theme.SizeNameText:            14,
	theme.SizeNameCaptionText:     12,
	theme.SizeNameSubHeadingText:  16,
	theme.SizeNameHeadingText:     24,
	theme.SizeNameInputBorder:     1,
	theme.SizeNameInputRadius:     8,
	theme.SizeNameButtonRadius:    8,
	theme.SizeNameSelectionRadius: 8,
	theme.SizeNameMenuRadius:      8,
	theme.SizeNamePopupRadius:     8,
	theme.SizeNameDialogRadius:    16,
	theme.SizeNameScrollBar:       8,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameScrollBarRadius: 4,
}

var font = fyne.NewStaticResource("NotoSansCJKkr-subset.otf", assets.Font)

// Fonts returns the fonts that the window asks for a character before it asks the
// system's: this program's and Fyne's.
func Fonts() [][]byte {
	fonts := [][]byte{assets.Font}
	for _, f := range []fyne.Resource{theme.DefaultTextFont(), theme.DefaultEmojiFont(), theme.DefaultSymbolFont()} {
		if f != nil { // the emoji can be left out of a build
			fonts = append(fonts, f.Content())
		}
	}
	return fonts
}

// The setting of what the window's colours are: these, or the system's choice.
const (
	Light, Dark = "light", "dark"
)

// AppTheme is the program's theme over Fyne's.
type AppTheme struct {
	fyne.Theme
	variant string // light, dark, or what Fyne asks for
	icons   *container.ThemeOverride
}

func New(variant string) *AppTheme { return &AppTheme{Theme: theme.DefaultTheme(), variant: variant} }

// SetVariant changes the variant. To set another theme would have Fyne read all fonts
// again, and keep the last 32 times that it did.
func (l *AppTheme) SetVariant(variant string) {
	l.variant = variant
	// Fyne forgets the icons that it has painted, in the colours before, when
	// something gets a theme of its own.
	if l.icons == nil {
		l.icons = container.NewThemeOverride(widget.NewSeparator(), l)
	}
	l.icons.Refresh()
}

// Color returns Fyne's primary colour, with which it marks much, as the text's own.
func (l *AppTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == theme.ColorNamePrimary {
		name = theme.ColorNameForeground
	}
	switch l.variant {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	c, own := palette[name]
	if !own {
		return l.Theme.Color(name, variant)
	}
	if variant == theme.VariantDark {
		return c[1]
	}
	return c[0]
}

// Font returns one face for all styles: size and colour tell ranks apart. Other
// scripts fall back to Fyne's fonts and the system's.
func (l *AppTheme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Monospace || style.Symbol {
		return l.Theme.Font(style)
	}
	return font
}

func (l *AppTheme) Size(name fyne.ThemeSizeName) float32 {
	if size, own := sizes[name]; own {
		return size
	}
	return l.Theme.Size(name)
}

func rgb(c uint32) color.NRGBA { return rgba(c, 0xff) }

func rgba(c uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: alpha}
}
