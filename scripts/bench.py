#!/usr/bin/python3
"""Compares this project's engine with PyTorch: the same layers, batch norm and
Adam, one thread each, no augmentation on either side, in turns on one machine.

    scripts/bench.py FOLDER [rounds]

FOLDER holds siamese.test, train.test and kernel.test, which `go test -c` makes of
those packages. Prints the best single pass or step of all rounds; make bench runs
it. Needs Debian's python3-torch.
"""
import os
import re
import subprocess
import sys
import time

# PyTorch at its best: memory that is freed stays with the process, or each step
# faults it in anew; and no kernel for older OpenBLAS builds, which some machines
# name. Both count from a process's start only.
BEST = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "8589934592", "MALLOC_TOP_PAD_": "268435456"}
if any(os.environ.get(k) != v for k, v in BEST.items()) or "OPENBLAS_CORETYPE" in os.environ:
    os.environ.update(BEST)
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        os.environ.pop(name, None)
    os.execv(sys.executable, [sys.executable] + sys.argv)

import torch
from torch import nn

torch.set_num_threads(1)

COMPACT = [(f, 3, 1, pool, True) for f, pool in ((64, 2), (64, 1), (64, 2), (128, 1), (128, 2), (256, 1), (256, 2))]
KOCH = [(64, 10, 0, 2, False), (128, 7, 0, 2, False), (128, 4, 0, 2, False), (256, 4, 0, 1, False)]


class Network(nn.Module):
    def __init__(self, side, layers, embedding):
        super().__init__()
        parts, channels = [], 1
        for filters, kernel, pad, pool, norm in layers:
            parts.append(nn.Conv2d(channels, filters, kernel, padding=pad, bias=not norm))
            if norm:
                parts.append(nn.BatchNorm2d(filters))
            parts.append(nn.ReLU())
            if pool > 1:
                parts.append(nn.MaxPool2d(pool))
            channels = filters
        parts.append(nn.Flatten())
        self.twin = nn.Sequential(*parts)
        with torch.no_grad():
            features = self.twin(torch.zeros(2, 1, side, side)).shape[1]
        if embedding:
            self.twin.append(nn.Linear(features, embedding))
            self.twin.append(nn.Sigmoid())
            features = embedding
        self.raw = nn.Parameter(torch.full((features,), -3.5))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h = self.twin(x)
        alpha = nn.functional.softplus(self.raw)
        # torch.cdist(p=1) has a far slower gradient.
        return self.bias - (h[:, None] - h[None]).abs() @ alpha


def network(name):
    return (Network(40, COMPACT, 0), 40) if name == "compact" else (Network(105, KOCH, 4096), 105)


def train(name, batch, seconds=4):
    """Images a second of steps of the episode loss."""
    net, side = network(name)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4)
    x = torch.rand(batch, 1, side, side)
    labels = torch.arange(batch) ^ 1  # the other drawing of the pair
    own = torch.eye(batch, dtype=torch.bool)

    def step():
        optimiser.zero_grad()
        logits = net(x).masked_fill(own, float("-inf"))
        nn.functional.cross_entropy(logits, labels).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()

    step()
    best, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        t = time.perf_counter()
        step()
        best = max(best, batch / (time.perf_counter() - t))
    return best


def forward(name, seconds=2):
    """Milliseconds of one picture through one twin."""
    net, side = network(name)
    net.eval()
    x = torch.rand(1, 1, side, side)
    best, end = 1e9, time.perf_counter() + seconds
    with torch.inference_mode():
        net.twin(x)
        while time.perf_counter() < end:
            t = time.perf_counter()
            net.twin(x)
            best = min(best, 1e3 * (time.perf_counter() - t))
    return best


def ours(binary, bench, unit, time="1s", cores=1):
    """The best figure of one of this project's benchmarks."""
    out = subprocess.run(
        [binary, "-test.run=^$", "-test.bench=^" + bench.replace("/", "$/^") + "$", "-test.benchtime=" + time, "-test.count=3"],
        env=dict(os.environ, GOMAXPROCS=str(cores)), capture_output=True, text=True, check=True).stdout
    figures = [float(v) for v in re.findall(r"([\d.]+) " + re.escape(unit), out)]
    return min(figures) if unit == "ms/best" else max(figures)


def main():
    folder, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    siamese, trainer, kernel = (os.path.join(folder, name + ".test") for name in ("siamese", "train", "kernel"))
    versus = [
        ("train compact, batch 120 (images/s)", lambda: train("compact", 120, 8), lambda: ours(siamese, "BenchmarkStep/compact", "img/s", "2s"), max),
        ("train koch, batch 16 (images/s)", lambda: train("koch", 16, 8), lambda: ours(siamese, "BenchmarkStep/koch", "img/s", "2s"), max),
        ("one forward pass, compact (ms)", lambda: forward("compact"), lambda: ours(siamese, "BenchmarkEmbed/compact", "ms/best"), min),
        ("one forward pass, koch (ms)", lambda: forward("koch"), lambda: ours(siamese, "BenchmarkEmbed/koch", "ms/best"), min),
    ]
    print(f"PyTorch {torch.__version__}, one thread each, best of {rounds} rounds in turns")
    print(f"{'':42}{'PyTorch':>10}{'Oneglyph':>10}{'ratio':>8}")
    for title, theirs, mine, best in versus:
        a, b = turns(rounds, theirs, mine, best)
        print(f"{title:42}{a:10.2f}{b:10.2f}{(b / a if best is max else a / b):7.2f}×", flush=True)
        if title.startswith("train compact"):
            step = b
    print(f"{'':42}{'one core':>10}{'two':>10}{'ratio':>8}")
    run = lambda cores: lambda: ours(trainer, f"BenchmarkRun/{cores}cores", "img/s", "1x", cores)
    a, b = turns(rounds, run(1), run(2), max)
    print(f"{'train compact, distortions too (images/s)':42}{a:10.2f}{b:10.2f}{b / a:7.2f}×", flush=True)
    peak = ours(kernel, "BenchmarkPeak", "GFLOP/s")
    worth = step * STEP_FLOPS / 1e9
    print(f"A core's products: {peak:.0f} GFLOP/s at most; a step of compact is worth {worth:.0f} GFLOP/s of the plain sum, {100 * worth / peak:.0f} %")


# Of a picture, forward and both gradients, no gradient of the picture itself.
STEP_FLOPS = sum(
    2 * side * side * 9 * c * f * (3 if c > 1 else 2)
    for side, c, f in ((40, 1, 64), (20, 64, 64), (20, 64, 64), (10, 64, 128), (10, 128, 128), (5, 128, 256), (5, 256, 256)))


def turns(rounds, first, second, best):
    """The best of each, measured in turns."""
    a, b = first(), second()
    for _ in range(rounds - 1):
        a, b = best(a, first()), best(b, second())
    return a, b


main()
