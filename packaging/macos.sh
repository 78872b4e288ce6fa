#!/bin/sh
# Makes a zip with Oneglyph.app in dist/, on a Mac with Apple's compiler.
set -eu
cd "$(dirname "$0")/.."
fyne=fyne.io/tools/cmd/fyne@v1.7.4
version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
package="$PWD/dist/oneglyph-$version-macos-$(go env GOARCH).zip"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p dist "$stage/bin" "$stage/source"
go build -ldflags '-s -w' -o "$stage/bin/oneglyph" .
# The packaging tool counts its runs in FyneApp.toml, hence a copy.
cp -r FyneApp.toml assets "$stage/source"
cd "$stage/source"
go run $fyne package --target darwin --executable "$stage/bin/oneglyph" --src "$stage/source"
cp "$OLDPWD/LICENSE" assets/THIRD_PARTY.txt Oneglyph.app/Contents/Resources
rm -f "$package"
ditto -c -k --keepParent Oneglyph.app "$package"
