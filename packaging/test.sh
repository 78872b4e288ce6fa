#!/bin/sh
# Installs the .deb and the tarball from dist/ each into a Debian of its own with
# nothing but what the package asks for, starts the program there on a screen
# without a monitor, draws a stroke and looks whether it is on the paper. As root.
set -eu
cd "$(dirname "$0")/.."
suite=bookworm
mirror=${MIRROR:-http://deb.debian.org/debian}

fail() {
	echo "package-test: $*" >&2
	exit 1
}

[ "$(id -u)" = 0 ] || fail "debootstrap and chroot need root"
for tool in debootstrap Xvfb xdotool import convert unshare; do
	command -v $tool >/dev/null || fail "$tool is missing. On Debian: apt-get install debootstrap xvfb xdotool imagemagick"
done
deb=$(ls dist/*.deb) && tarball=$(ls dist/*-linux-*.tar.xz) || fail "first: make package"

work=$(mktemp -d)
screen=
trap '[ -z "$screen" ] || kill $screen; rm -rf "$work"' EXIT
Xvfb -displayfd 3 -noreset -nolisten tcp -screen 0 1280x800x24 3>"$work/display" 2>/dev/null &
screen=$!

# inside runs a command in a root, which sees the screen's socket.
inside() {
	root=$1
	shift
	unshare --mount sh -c 'mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix" && mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root" "$@"
}

# dark counts the pixels of ink on the middle of the paper.
dark() {
	import -window root png:- |
		convert png:- -crop 320x320+130+130 +repage -colorspace gray -threshold 40% -format '%[fx:round(w*h*(1-mean))]' info:
}

# try starts the program in a root and draws.
try() {
	root=$1
	inside "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin DISPLAY="$DISPLAY" oneglyph >"$work/said" 2>&1 &
	program=$!
	timeout 60 xdotool search --sync --onlyvisible --name '^Oneglyph' >"$work/window" || {
		cat "$work/said" >&2
		fail "no window"
	}
	tries=0
	until [ "$(dark)" -lt 20 ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done # until the paper is painted
	before=$(dark)
	xdotool mousemove 150 150 mousedown 1 sleep 0.05 mousemove 250 250 sleep 0.05 mousemove 300 300 sleep 0.05 mousemove 400 430 sleep 0.05 mouseup 1
	tries=0
	until [ "$(dark)" -gt 500 ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
	after=$(dark)
	kill -0 $program 2>/dev/null || fail "the program ended: $(cat "$work/said")"
	pkill -TERM -P $program 2>/dev/null || kill $program
	wait $program 2>/dev/null || true
	[ "$before" -lt 20 ] && [ "$after" -gt 500 ] || fail "no stroke on the paper: $before dark pixels before, $after after"
	echo "$2: window, paper and a stroke of $after pixels"
}

until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

# BASE may name a fresh minbase that is there already.
base=${BASE:-}
if [ -z "$base" ]; then
	base=$work/base
	debootstrap --variant=minbase "$suite" "$base" "$mirror" >"$work/log" 2>&1 || {
		tail -n 5 "$work/log" >&2
		fail "debootstrap"
	}
fi
apt="apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends"

cp -a "$base" "$work/deb"
mkdir -p "$work/deb/tmp/.X11-unix"
cp "$deb" "$work/deb/root/oneglyph.deb"
inside "$work/deb" env DEBIAN_FRONTEND=noninteractive $apt /root/oneglyph.deb >"$work/log" 2>&1 || {
	tail -n 5 "$work/log" >&2
	fail "the .deb does not install"
}
inside "$work/deb" oneglyph --version
try "$work/deb" "$(basename "$deb")"

cp -a "$base" "$work/tar"
mkdir -p "$work/tar/tmp/.X11-unix"
needed=$(dpkg-deb -f "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
inside "$work/tar" env DEBIAN_FRONTEND=noninteractive $apt make $needed >"$work/log" 2>&1 || {
	tail -n 5 "$work/log" >&2
	fail "the libraries do not install"
}
mkdir "$work/tar/root/unpacked"
tar -C "$work/tar/root/unpacked" --strip-components=1 -xJf "$tarball"
inside "$work/tar" make -s -C /root/unpacked install
try "$work/tar" "$(basename "$tarball")"
