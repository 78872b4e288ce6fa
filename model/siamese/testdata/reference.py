#!/usr/bin/env python3
"""Writes reference.json: what PyTorch says of the compact and Koch networks with
parameters and pictures given by a formula. Run: python3 reference.py"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def values(n, seed, scale, shift=0.0):
    i = torch.arange(n)
    return torch.sin(i * 0.7 + seed * 1.3 + (i % 17) * 2.1) * scale + shift


def network(side, layers, embedding, positive):
    """Parameter k of the list is values(len, k, ...), as the test fills it."""
    k = 0

    def take(shape, scale, shift=0.0):
        nonlocal k
        v = values(math.prod(shape), k, scale, shift).reshape(shape)
        k += 1
        return v

    x = values(2 * side * side, 99, 0.5, 0.5).reshape(2, 1, side, side)
    channels = 1
    for f, kernel, pad, pool, norm in layers:
        w = take((kernel, kernel, channels, f), math.sqrt(2 / (kernel * kernel * channels)))
        x = F.conv2d(x, w.permute(3, 2, 0, 1), padding=pad)
        if norm:
            gamma, beta = take((f,), 0.2, 1.0), take((f,), 0.2)
            mean, var = take((f,), 0.2), take((f,), 0.2, 1.0)
            x = F.batch_norm(x, mean, var, gamma, beta, eps=1e-5)
        else:
            x = x + take((f,), 0.1).reshape(1, -1, 1, 1)
        x = F.max_pool2d(F.relu(x), pool)
        channels = f
    h = x.permute(0, 2, 3, 1).flatten(1)  # features lie row, column, channel
    if embedding:
        w, b = take((h.shape[1], embedding), 0.02), take((embedding,), 0.1)
        h = torch.sigmoid(h @ w + b)
    alpha, bias = take((h.shape[1],), 0.05, 0.05 if not positive else -3.0), take((1,), 0.1, 1.0)
    if positive:
        alpha = F.softplus(alpha)
    logit = bias - (alpha * (h[0] - h[1]).abs()).sum()
    return {
        "embedding": [round(v, 9) for v in h[0][:: max(1, h.shape[1] // 64)].tolist()],
        "stride": max(1, h.shape[1] // 64),
        "logit": round(logit.item(), 9),
    }


compact = [(f, 3, 1, pool, True) for f, pool in ((64, 2), (64, 1), (64, 2), (128, 1), (128, 2), (256, 1), (256, 2))]
koch = [(64, 10, 0, 2, False), (128, 7, 0, 2, False), (128, 4, 0, 2, False), (256, 4, 0, 1, False)]
with open("reference.json", "w") as out:
    json.dump({
        "compact": network(40, compact, 0, True),
        "koch": network(105, koch, 4096, False),
    }, out, indent=1)
    out.write("\n")
