"""The article's loop in PyTorch. Prints the 200 lines that examples/first-loop.ts must print.

/usr/bin/python3 test/golden/first-loop.py > test/golden/first-loop.txt      (Debian's python3-torch)
"""

import warnings

import torch

warnings.filterwarnings("ignore")
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(10, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)
x, y = torch.randn(64, 10), torch.randn(64, 10)
for epoch in range(200):
    loss = torch.nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    print(f"Epoch {epoch + 1}/200, Learning Rate: {scheduler.get_last_lr()[0]:.6f}")
