"""Loops that do more to an optimizer than step(), on problem 0 of torch-optim.json, in float32.

python3 test/golden/optimizer-loops.py > test/golden/optimizer-loops.json   (python3-torch 1.13 of Debian 12)
"""

import json
import pathlib

import torch
from torch import nn

problems = json.loads((pathlib.Path(__file__).parent / "torch-optim.json").read_text())["problems"]
problem = {name: torch.tensor(values) for name, values in problems[0].items() if name != "grads_f64"}


def build():
    model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
    for name, parameter in zip(("W1", "b1", "W2", "b2"), model.parameters()):
        parameter.data.copy_(problem[name])
    return model


def backward(model, rows=slice(None)):
    loss = nn.functional.mse_loss(model(problem["x"][rows]), problem["y"][rows])
    loss.backward()
    return loss.item()


def clipped(model):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9)
    for _ in range(10):
        optimizer.zero_grad()
        backward(model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
        optimizer.step()


def accumulated(model):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(10):
        optimizer.zero_grad()
        backward(model, slice(0, 2))
        backward(model, slice(2, 5))
        optimizer.step()


def cycled_momentum(model):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for momentum in (0.9, 0.5, 0.0, 0.0, 0.5, 0.95, 0.9, 0.0, 0.9, 0.9):
        optimizer.param_groups[0]["momentum"] = momentum
        optimizer.zero_grad()
        backward(model)
        optimizer.step()


def cycled_betas(model):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for beta in (0.95, 0.9, 0.85, 0.5, 0.0, 0.5, 0.85, 0.9, 0.95, 0.95):
        optimizer.param_groups[0]["betas"] = (beta, 0.99)
        optimizer.zero_grad()
        backward(model)
        optimizer.step()


def late_group(model):
    first, last = model[0], model[2]
    optimizer = torch.optim.Adam(last.parameters(), lr=0.05)
    for step in range(10):
        if step == 4:
            optimizer.add_param_group({"params": list(first.parameters()), "lr": 0.01})
        model.zero_grad()
        backward(model)
        optimizer.step()


result = {"torch": torch.__version__, "loops": {}}
for loop in (clipped, accumulated, cycled_momentum, cycled_betas, late_group):
    trained = build()
    loop(trained)
    result["loops"][loop.__name__] = {
        name: parameter.detach().flatten().tolist() for name, parameter in trained.named_parameters()
    }
print(json.dumps(result))
