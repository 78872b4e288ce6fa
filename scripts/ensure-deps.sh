#!/bin/sh
# Makes sure that the program can be built here, and with "test" also tested, with
# "package" also packed: Go of the version that go.mod asks for, a C compiler, the
# headers of OpenGL and GTK; for tests a display without a screen, a hand to draw on
# it and npm, which fetches ONNX Runtime; for packages what compresses and makes them. On Debian and Ubuntu it
# installs what is missing, saying so.
set -eu
cd "$(dirname "$0")/.."

packages="gcc libc6-dev pkg-config libgl-dev libgtk-3-dev libxxf86vm-dev"
case "${1-}" in
test)
	packages="$packages xvfb xdotool"
	# node has its own npm where it is not Debian's.
	command -v npm >/dev/null || packages="$packages nodejs npm"
	;;
package) packages="$packages xz-utils dpkg-dev" ;;
esac

fail() {
	echo "oneglyph: $*" >&2
	exit 1
}

check_go() {
	need=$(sed -n 's/^go //p' go.mod)
	command -v go >/dev/null ||
		fail "Go is missing. Install Go $need or newer from https://go.dev/dl/ and put its bin folder into PATH."
	have=$(cd / && go version)
	have=${have#go version }
	have="${have%% *} ($(command -v go))"
	advice="Install Go $need or newer from https://go.dev/dl/."
	case "$have" in
	"go1."[0-9]" "* | "go1."[0-9].* | "go1.1"* | "go1.20"*) fail "$have is too old. $advice" ;;
	esac
	# From 1.21 on, Go fetches the version that go.mod asks for by itself.
	if ! problem=$(go version 2>&1); then
		echo "$problem" >&2
		fail "$have is too old, and a newer one could not be fetched. $advice"
	fi
}

# A package may be there for a second architecture too: a line each.
installed() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

ensure_debian() {
	missing=
	for package in $packages; do
		installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	as_root=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null ||
			fail "system packages are missing. As root, run: apt-get install$missing"
		as_root=sudo
	fi
	echo "oneglyph: installing the missing system packages:$missing"
	# A system that has just started may be upgrading itself, which is waited for.
	apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
	install="$apt install -y --no-install-recommends"
	# Lists that are missing or stale make the first attempt fail.
	$install $missing >/dev/null 2>&1 && return 0
	$apt update || fail "apt-get update failed; the packages needed are:$missing"
	if ! said=$($install $missing 2>&1); then
		echo "$said" >&2
		fail "apt-get could not install:$missing"
	fi
}

# Elsewhere the packages have other names, so that only what they bring counts.
check_others() {
	case $(uname -s) in
	Darwin)
		xcrun --find clang >/dev/null 2>&1 ||
			fail "a C compiler is missing. Install Apple's: xcode-select --install"
		return
		;;
	Linux | *BSD) ;;
	*)
		command -v gcc >/dev/null || command -v clang >/dev/null || fail "a C compiler (gcc) is missing from PATH."
		return
		;;
	esac
	lacking=
	command -v gcc >/dev/null || command -v clang >/dev/null || lacking="$lacking gcc"
	if command -v pkg-config >/dev/null; then
		pkg-config --exists gl || lacking="$lacking OpenGL-headers(gl.pc)"
		pkg-config --exists gtk+-3.0 || lacking="$lacking GTK-3-headers(gtk+-3.0.pc)"
		pkg-config --exists xxf86vm || lacking="$lacking libXxf86vm-headers(xxf86vm.pc)"
	else
		lacking="$lacking pkg-config"
	fi
	[ -z "$lacking" ] || fail "please install with your system's package manager:$lacking (on Debian they are: $packages)"
}

check_go
if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
	ensure_debian
else
	check_others
fi
