#!/bin/sh
# Prints a folder with ONNX Runtime for node, which the tests of model/onnx compare
# their numbers with; what is not there yet is fetched, of the versions and hashes
# that scripts/onnxruntime names. Where that cannot be, it prints nothing and the
# tests pass over it, but where CI is set it fails: there they must run.
set -eu
cd "$(dirname "$0")/.."
folder=$PWD/bin/onnxruntime
lock=scripts/onnxruntime/package-lock.json

without() {
	echo "the ONNX numbers are NOT CHECKED: $*" >&2
	[ -z "${CI-}" ] || exit 1
	exit 0
}

if ! cmp -s "$lock" "$folder/installed.json"; then
	command -v npm >/dev/null && command -v node >/dev/null || without "there is no node with npm"
	rm -rf "$folder"
	mkdir -p "$folder"
	cp scripts/onnxruntime/package.json "$lock" "$folder"
	# Its script would fetch what graphics cards need; the rest is in the package.
	said=$(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund 2>&1) || without "npm: $(echo "$said" | head -n 1)"
	cp "$lock" "$folder/installed.json" # last, so that half of it is none
fi
if command -v cygpath >/dev/null; then # Go wants Windows' own names
	folder=$(cygpath -m "$folder")
fi
echo "$folder"
