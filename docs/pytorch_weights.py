#!/usr/bin/python3
"""Writes weights of the compact network, made in PyTorch, for Oneglyph to load.

    pytorch_weights.py FILE

Train `Twin` between the two lines marked below; as it stands the weights are
random. A picture is (n, 1, 40, 40), ink 1, paper 0.
"""
import json
import struct
import sys

import torch
from torch import nn

LAYERS = [(64, 2), (64, 1), (64, 2), (128, 1), (128, 2), (256, 1), (256, 2)]  # filters, pool


class Twin(nn.Module):
    def __init__(self):
        super().__init__()
        channels = [1] + [filters for filters, _ in LAYERS]
        self.conv = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1, bias=False) for a, b in zip(channels, channels[1:]))
        self.norm = nn.ModuleList(nn.BatchNorm2d(b) for b in channels[1:])
        self.alpha = nn.Parameter(torch.full((1024,), -3.5))  # before the softplus
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):  # (n, 1, 40, 40) to (n, 1024)
        for conv, norm, (_, pool) in zip(self.conv, self.norm, LAYERS):
            x = torch.relu(norm(conv(x)))
            x = nn.functional.max_pool2d(x, pool) if pool > 1 else x
        return x.permute(0, 2, 3, 1).flatten(1)  # Oneglyph's order

    def logits(self, query, support):  # (n, D), (m, D) to (n, m)
        distance = (query[:, None] - support[None]).abs() * nn.functional.softplus(self.alpha)
        return self.bias - distance.sum(-1)


def tensors(twin):
    for i, (conv, norm) in enumerate(zip(twin.conv, twin.norm), 1):
        yield f"conv{i}.weight", conv.weight.permute(2, 3, 1, 0)
        yield f"conv{i}.gamma", norm.weight
        yield f"conv{i}.beta", norm.bias
        yield f"conv{i}.mean", norm.running_mean
        yield f"conv{i}.variance", norm.running_var
    yield "distance.alpha", twin.alpha
    yield "distance.bias", twin.bias


def write(path, twin):
    header, data = {}, b""
    for name, t in tensors(twin):
        values = t.detach().float().contiguous().flatten().tolist()
        raw = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    header["__metadata__"] = {
        "oneglyph": "1",
        "architecture": json.dumps({
            "name": "compact", "input": 40, "positive_alpha": True,
            "layers": [{"filters": f, "kernel": 3, "pad": 1, "pool": p, "batch_norm": True} for f, p in LAYERS],
        }),
        "calibration": json.dumps({"scale": 1, "shift": 0, "threshold": 0.5}),
    }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    torch.manual_seed(1)
    twin = Twin()
    # ---- training goes here ----
    twin.eval()
    # ----------------------------
    write(sys.argv[1], twin)
