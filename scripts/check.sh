#!/bin/sh
# Looks at the source without running it: its format and what go vet finds
# ("source"), and whether it calls anything with a known vulnerability
# ("vulnerabilities"). Without an argument both, the latter at the end, so that its
# last line says whether that could be checked.
set -eu
cd "$(dirname "$0")/.."
gofumpt=mvdan.cc/gofumpt@v0.12.0
govulncheck=golang.org/x/vuln/cmd/govulncheck@v1.9.0

check_source() {
	unformatted=$(go run $gofumpt -l .)
	if [ -n "$unformatted" ]; then
		echo "not formatted, run \"go run $gofumpt -w\" on: $unformatted" >&2
		exit 1
	fi
	go vet ./...
}

# VULNDB may name another database, for example file:///srv/vulndb.
check_vulnerabilities() {
	said=$(go run $govulncheck -db "${VULNDB:-https://vuln.go.dev}" ./... 2>&1) && {
		echo "govulncheck: nothing known"
		return
	}
	found=$(echo "$said" | sed -n 's/^Vulnerability #[0-9]*: \(GO-[0-9-]*\).*/\1/p' | sort -u)
	if [ -z "$found" ]; then
		echo "$said" | tail -n 2
		echo "govulncheck: NOT CHECKED for vulnerabilities, there is no database or no tool (the lines above say why)"
		return
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
	for id in $(sed -n 's/^\(GO-[0-9-]*\) .*/\1/p' scripts/advisories.txt); do
		echo "$found" | grep -qx "$id" || echo "no longer found, take it out of scripts/advisories.txt once all use this Go: $id"
	done
	echo "govulncheck: known and judged in scripts/advisories.txt:" $found
}

case "${1-}" in
source) check_source ;;
vulnerabilities) check_vulnerabilities ;;
*)
	check_source
	check_vulnerabilities
	;;
esac
