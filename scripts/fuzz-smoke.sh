#!/bin/sh
# Fuzzes every target for a few seconds, FUZZTIME each.
set -eu
cd "$(dirname "$0")/.."
grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u | while read -r folder; do
	sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' "$folder"/*_test.go | sort -u | while read -r target; do
		echo "fuzz $folder $target"
		go test -run NONE -fuzz "^$target\$" -fuzztime "${FUZZTIME:-5s}" "$folder" >"${TMPDIR:-/tmp}/fuzz-smoke.$$" 2>&1 || {
			# Go reports its own deadline as a failure when a worker is in the midst
			# of an input then; a finding names its input.
			grep -q 'context deadline exceeded' "${TMPDIR:-/tmp}/fuzz-smoke.$$" &&
				! grep -q 'Failing input' "${TMPDIR:-/tmp}/fuzz-smoke.$$" && continue
			cat "${TMPDIR:-/tmp}/fuzz-smoke.$$" >&2
			exit 1
		}
	done || exit 1
done
rm -f "${TMPDIR:-/tmp}/fuzz-smoke.$$"
