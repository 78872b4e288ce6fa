#!/bin/sh
# Makes the packages for Linux in dist/: a tarball with a Makefile that installs,
# and, where Debian's tools are, a .deb. The working tree stays as it is.
set -eu
cd "$(dirname "$0")/.."
fyne=fyne.io/tools/cmd/fyne@v1.7.4
version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
id=$(sed -n 's/^ID = "\(.*\)"/\1/p' FyneApp.toml)
arch=$(go env GOARCH)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p dist

# The go command writes the commit into the program where git can tell it.
stamp=false
git rev-parse HEAD >/dev/null 2>&1 && stamp=true
go build -buildvcs=$stamp -ldflags '-s -w' -o "$stage/bin/oneglyph" .

# The packaging tool counts its runs in FyneApp.toml, hence a copy.
# Its tarball is unpacked again at once, so that packing it need not take long.
mkdir "$stage/source"
cp -r FyneApp.toml assets "$stage/source"
(cd "$stage/source" && XZ_OPT=-0 go run $fyne package --target linux --executable "$stage/bin/oneglyph" --src "$stage/source" >/dev/null)
tree="$stage/oneglyph-$version"
mkdir "$tree"
tar -C "$tree" --strip-components=1 -xf "$stage/source/Oneglyph.tar.xz"
# The tool's own way to say what the program opens breaks the tarball's Makefile.
entry="$tree/usr/local/share/applications/$id.desktop"
sed -i 's|^Exec=oneglyph$|Exec=oneglyph %f\nMimeType=application/x-oneglyph;|' "$entry"
grep -q '^Exec=oneglyph %f$' "$entry"
cp LICENSE assets/THIRD_PARTY.txt "$tree"
tarball="dist/oneglyph-$version-linux-$arch.tar.xz"
tar -C "$stage" --owner=0 --group=0 -cJf "$tarball" "oneglyph-$version"
echo "$tarball: $(du -h "$tarball" | cut -f1), the program in it $(stat -c %s "$stage/bin/oneglyph") bytes"

if ! command -v dpkg-deb >/dev/null || ! command -v dpkg-shlibdeps >/dev/null; then
	echo "no .deb: that needs Debian's dpkg-dev"
	exit 0
fi
root="$stage/deb"
make -s -C "$tree" install DESTDIR="$root" PREFIX=/usr
install -Dm644 assets/icon.svg "$root/usr/share/icons/hicolor/scalable/apps/$id.svg"
install -Dm644 packaging/oneglyph.xml "$root/usr/share/mime/packages/oneglyph.xml"
for file in packaging/copyright LICENSE assets/THIRD_PARTY.txt; do
	install -Dm644 "$file" "$root/usr/share/doc/oneglyph/$(basename "$file")"
done
mkdir -p "$root/DEBIAN" "$stage/debian"
printf 'Source: oneglyph\n\nPackage: oneglyph\nArchitecture: any\n' >"$stage/debian/control"
linked=$(cd "$stage" && dpkg-shlibdeps -O "$stage/bin/oneglyph" | sed -n 's/^shlibs:Depends=//p')
[ -n "$linked" ] || exit 1 # dpkg-shlibdeps has said why
# What the window toolkit opens by itself when it starts, for X11 and for Wayland.
opened="libx11-6, libx11-xcb1, libxcursor1, libxext6, libxi6, libxinerama1, libxrandr2, libxrender1, libxxf86vm1"
opened="$opened, libxkbcommon0, libwayland-cursor0, libwayland-egl1, libegl1"
cat >"$root/DEBIAN/control" <<CONTROL
Package: oneglyph
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Oneglyph authors <oneglyph@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $linked, $opened
Section: science
Priority: optional
Description: recognises a character from one drawing of it
 Draw a character once and name it: every further drawing is ranked, stroke by
 stroke, against all that are registered. A siamese convolutional network does
 it on this machine's own processor.
CONTROL
deb="dist/oneglyph_${version}_$(dpkg --print-architecture).deb"
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
echo "$deb: $(du -h "$deb" | cut -f1)"
