#!/bin/sh
# Looks at the source without running it: its format, what go vet finds, and
# whether it calls anything with a known vulnerability.
set -eu
cd "$(dirname "$0")/.."
gofumpt=mvdan.cc/gofumpt@v0.12.0
govulncheck=golang.org/x/vuln/cmd/govulncheck@v1.9.0

unformatted=$(go run $gofumpt -l .)
if [ -n "$unformatted" ]; then
	echo "not formatted, run \"go run $gofumpt -w\" on: $unformatted" >&2
	exit 1
fi
go vet ./...

# VULNDB may name another database, for example file:///srv/vulndb.
said=$(go run $govulncheck -db "${VULNDB:-https://vuln.go.dev}" ./... 2>&1) && {
	echo "govulncheck: nothing known"
	exit 0
}
found=$(echo "$said" | sed -n 's/^Vulnerability #[0-9]*: \(GO-[0-9-]*\).*/\1/p' | sort -u)
if [ -z "$found" ]; then
	echo "$said" | tail -n 2
	echo "govulncheck: NOT CHECKED, there is no database or no tool (the lines above say why)"
	exit 0
fi
unjudged=
for id in $found; do
	grep -q "^$id " scripts/advisories.txt || unjudged="$unjudged $id"
done
if [ -n "$unjudged" ]; then
	echo "$said" >&2
	echo "not judged in scripts/advisories.txt:$unjudged" >&2
	exit 1
fi
echo "govulncheck: known and judged in scripts/advisories.txt:" $found
