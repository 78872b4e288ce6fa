#!/bin/sh
# Cross-compiles for Windows with Debian's mingw-w64: a zip in dist/. The first
# time compiles Fyne anew, which takes many minutes.
set -eu
cd "$(dirname "$0")/.."
for tool in x86_64-w64-mingw32-gcc x86_64-w64-mingw32-windres convert zip; do
	command -v $tool >/dev/null || {
		echo "oneglyph: $tool is missing. On Debian: apt-get install gcc-mingw-w64-x86-64 imagemagick zip" >&2
		exit 1
	}
done
version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
stage=$(mktemp -d)
# The linker takes the icon from a .syso file beside main.go, which git ignores.
icon=icon_windows_amd64.syso
trap 'rm -rf "$stage" "$icon"' EXIT
mkdir -p dist "$stage/Oneglyph"
convert assets/icon.png -define icon:auto-resize=256,64,48,32,16 "$stage/icon.ico"
echo "1 ICON \"$stage/icon.ico\"" >"$stage/icon.rc"
x86_64-w64-mingw32-windres "$stage/icon.rc" -O coff -o "$icon"
stamp=false
git rev-parse HEAD >/dev/null 2>&1 && stamp=true
GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ \
	go build -buildvcs=$stamp -ldflags '-s -w -H windowsgui' -o "$stage/Oneglyph/Oneglyph.exe" .
cp LICENSE assets/THIRD_PARTY.txt "$stage/Oneglyph"
package="$PWD/dist/oneglyph-$version-windows-amd64.zip"
rm -f "$package"
(cd "$stage" && zip -qr "$package" Oneglyph)
echo "dist/$(basename "$package"): $(du -h "$package" | cut -f1)"
