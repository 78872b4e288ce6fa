# make run    builds the program and opens its window; ARGS="..." are its arguments
# make test   runs every check and test
# make build  builds bin/oneglyph
# make bench  compares the engine with PyTorch
#
# make package          makes the packages for this system in dist/
# make package-windows  cross-compiles for Windows with mingw-w64
# make package-test     installs the Linux packages into clean roots and draws there
# make checksums        writes dist/SHA256SUMS
# make licences         gathers the licences of what is linked in, after a change of go.mod
#
# The first four first see to it that the compilers and libraries needed are there.

# Where its own installer puts Go, which not every shell knows.
export PATH := $(PATH):/usr/local/go/bin

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Where goroutines meet. Fyne is compiled anew for the race detector.
RACED := ./app ./app/cli ./app/inference ./app/serve ./app/store ./ui ./ui/shell ./ui/draw ./ui/writing ./ui/page ./ui/gallery ./ui/health ./ui/inspect ./ui/challenge ./ui/quick ./ui/training ./ui/transfer ./model/atomicfile ./model/confusion ./model/omniglot ./model/evaluate ./model/oneshot ./model/recognizer ./model/train/runs ./model/siamese/kernel ./model/train

.PHONY: run build test bench package package-windows package-test checksums licences deps deps-test deps-package

run: build
	./bin/oneglyph $(ARGS)

build: deps
	go build -o bin/oneglyph .

test: deps-test
	scripts/check.sh source
	go run $(STATICCHECK) ./...
	go test -short -race -timeout 20m $(RACED)
	folder=$$(scripts/onnxruntime.sh) && ONNXRUNTIME_NODE=$$folder go test -timeout 20m ./...
	scripts/fuzz-smoke.sh
	scripts/check.sh vulnerabilities

deps:
	@sh scripts/ensure-deps.sh

deps-test:
	@sh scripts/ensure-deps.sh test

deps-package:
	@sh scripts/ensure-deps.sh package

# The engine beside PyTorch, in turns, one thread each. Wants an idle machine.
bench: deps
	@/usr/bin/python3 -c 'import torch' 2>/dev/null || { echo "make bench compares with PyTorch: apt-get install python3-torch" >&2; exit 1; }
	go test -c -o bin/ ./model/siamese ./model/siamese/kernel ./model/train
	scripts/bench.py bin

package: deps-package
	packaging/$$(go env GOOS | sed s/darwin/macos/).sh
	$(MAKE) -s checksums

package-windows:
	packaging/windows.sh
	$(MAKE) -s checksums

package-test:
	packaging/test.sh

checksums:
	cd dist && rm -f SHA256SUMS && $$(command -v sha256sum || echo shasum -a 256) * > SHA256SUMS

licences:
	go run ./scripts/licences > assets/THIRD_PARTY.txt.new
	mv assets/THIRD_PARTY.txt.new assets/THIRD_PARTY.txt
