"""Every layer and loss of @lehr/train, as PyTorch computes it in float64: outputs, losses and gradients.

python3 test/golden/torch-nn.py > test/golden/torch-nn.json   (python3-torch 1.13 of Debian 12)

A model is a list of layers by Lehr's names; weights and inputs are multiples of 1/64, exact in float32.
"""

import json
import math

import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(1)


def numbers(*shape, span=1.0):
    """Multiples of 1/64, uniform on [-span, span]."""
    return torch.randint(-round(64 * span), round(64 * span) + 1, shape, generator=generator) / 64


class PositionEmbedding(nn.Module):
    def __init__(self, context, width):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(context, width))

    def forward(self, x):
        return x + self.weight[: x.shape[1]]


class SelfAttention(nn.Module):
    def __init__(self, width, heads, causal=True):
        super().__init__()
        self.heads, self.causal = heads, causal
        self.query, self.key, self.value, self.proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        """PyTorch's own attention, with these layers' weights."""
        length, width = x.shape[1:]
        mask = torch.ones(length, length).triu(1).bool() if self.causal else None
        inner = (self.query, self.key, self.value)
        output, _ = functional.multi_head_attention_forward(
            *[x.transpose(0, 1)] * 3, width, self.heads, torch.cat([layer.weight for layer in inner]),
            torch.cat([layer.bias for layer in inner]), None, None, False, 0.0, self.proj.weight,
            self.proj.bias, need_weights=False, attn_mask=mask,
        )
        return output.transpose(0, 1)


class TransformerBlock(nn.Module):
    def __init__(self, width, heads, hidden=None, causal=True):
        super().__init__()
        hidden = hidden or 4 * width
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = SelfAttention(width, heads, causal)
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


LAYERS = {
    "linear": nn.Linear, "conv2d": nn.Conv2d, "embedding": nn.Embedding, "positionEmbedding": PositionEmbedding,
    "layerNorm": nn.LayerNorm, "relu": nn.ReLU, "gelu": nn.GELU, "tanh": nn.Tanh, "flatten": nn.Flatten,
    "maxPool2d": nn.MaxPool2d, "selfAttention": SelfAttention, "transformerBlock": TransformerBlock,
}
LOSSES = {
    "mse": functional.mse_loss,
    "binaryCrossEntropy": functional.binary_cross_entropy_with_logits,
    "crossEntropy": lambda x, y: functional.cross_entropy(x.flatten(0, -2), y.flatten()),
}


def layer(name, *arguments):
    *positional, options = arguments if arguments and isinstance(arguments[-1], dict) else (*arguments, {})
    return LAYERS[name](*positional, **options)


def plain(tensor):
    data = tensor.detach().flatten().tolist()
    short = [v if isinstance(v, int) else float(f"{v:.6g}") for v in data]
    return {"shape": list(tensor.shape), "data": [int(v) if v == int(v) else v for v in short]}


def case(name, layers, x, loss="mse", y=None, span=1.0, state=None):
    model = nn.Sequential(*[layer(*one) for one in layers])
    for parameter_name, parameter in model.named_parameters():
        values = (state or {}).get(parameter_name)
        # Wide layers get small weights, so that outputs stay near 1.
        reach = span / math.sqrt(max(1, parameter[0].numel())) if parameter.dim() > 1 else span / 2
        parameter.data.copy_(numbers(*parameter.shape, span=reach) if values is None else values)
    output = model(x)
    if y is None:
        classes = output.shape[-1]
        y = tokens(classes, *output.shape[:-1]) if loss == "crossEntropy" else numbers(*output.shape)
    value = LOSSES[loss](output, y)
    value.backward()
    return {
        "name": name, "layers": layers, "lossName": loss, "x": plain(x), "y": plain(y), "output": plain(output),
        "loss": value.item(),
        "state": {key: plain(p) for key, p in model.named_parameters()},
        "gradients": {key: plain(p.grad) for key, p in model.named_parameters()},
    }


def tokens(count, *shape):
    return torch.randint(0, count, shape, generator=generator)


def on_logits(name, loss, logits, y):
    """A loss at exactly these logits: the model is the identity."""
    width = logits.shape[-1]
    identity = [["linear", width, width, {"bias": False}]]
    return case(name, identity, logits, loss, y, state={"0.weight": torch.eye(width)})


def conv(channels, filters):
    return ["conv2d", channels, filters, 3, {"padding": 1}]


def gpt(vocabulary, context, width, heads, depth):
    blocks = [["transformerBlock", width, heads] for _ in range(depth)]
    start = [["embedding", vocabulary, width], ["positionEmbedding", context, width]]
    return [*start, *blocks, ["layerNorm", width], ["linear", width, vocabulary]]


cases = [
    case("linear on three axes", [["linear", 5, 3]], numbers(2, 4, 5)),
    case("linear without bias", [["linear", 7, 2, {"bias": False}]], numbers(6, 7)),
    case("relu", [["linear", 4, 6], ["relu"], ["linear", 6, 3]], numbers(5, 4, span=2)),
    case("relu at exactly 0", [["linear", 3, 3], ["relu"]], torch.zeros(2, 3),
         state={"0.bias": torch.tensor([0.0, 1.0, -1.0])}),
    case("tanh", [["linear", 4, 6], ["tanh"], ["linear", 6, 3]], numbers(5, 4, span=4)),
    case("gelu", [["linear", 4, 6], ["gelu"], ["linear", 6, 3]], numbers(7, 4, span=4)),
    case("gelu far out", [["linear", 2, 8], ["gelu"]], numbers(9, 2, span=16)),
    case("layerNorm", [["linear", 4, 6], ["layerNorm", 6], ["linear", 6, 3]], numbers(5, 4)),
    case("conv2d", [["conv2d", 3, 4, 3]], numbers(2, 3, 6, 5)),
    case("conv2d with padding, inside", [conv(1, 3), ["relu"], conv(3, 2)], numbers(2, 1, 5, 6)),
    case("conv2d, every option, inside",
         [["conv2d", 2, 4, 1], ["conv2d", 4, 3, [2, 3], {"stride": [2, 1], "padding": [1, 0], "bias": False}]],
         numbers(2, 2, 7, 6)),
    case("conv2d, stride that leaves rows over",
         [["conv2d", 2, 2, 1], ["conv2d", 2, 3, 5, {"stride": 3, "padding": 2}]], numbers(1, 2, 9, 11)),
    case("maxPool2d", [["conv2d", 1, 2, 2], ["maxPool2d", 2]], numbers(2, 1, 8, 7)),
    case("maxPool2d, windows that overlap",
         [["conv2d", 1, 2, 2], ["maxPool2d", [3, 2], {"stride": [2, 1]}]], numbers(2, 1, 8, 7)),
    case("maxPool2d among equals", [["conv2d", 1, 1, 1], ["maxPool2d", 2]], tokens(2, 2, 1, 6, 6) * 1.0),
    case("a convnet",
         [conv(1, 3), ["relu"], ["maxPool2d", 2], conv(3, 4), ["relu"], ["maxPool2d", 2], ["flatten"],
          ["linear", 16, 5]],
         numbers(3, 1, 8, 8), "crossEntropy"),
    case("embedding", [["embedding", 9, 4], ["linear", 4, 3]], tokens(9, 3, 5)),
    case("positionEmbedding, shorter than its context",
         [["embedding", 9, 4], ["positionEmbedding", 6, 4]], tokens(9, 2, 5)),
    case("selfAttention", [["linear", 3, 8], ["selfAttention", 8, 2]], numbers(2, 5, 3), span=2),
    case("selfAttention, not causal",
         [["linear", 3, 6], ["selfAttention", 6, 3, {"causal": False}]], numbers(2, 4, 3), span=2),
    case("selfAttention, sharp", [["linear", 3, 4], ["selfAttention", 4, 1]], numbers(1, 6, 3, span=8), span=4),
    case("transformerBlock", [["linear", 3, 4], ["transformerBlock", 4, 2]], numbers(2, 5, 3)),
    case("transformerBlock, every option",
         [["linear", 3, 8], ["transformerBlock", 8, 4, {"hidden": 5, "causal": False}]], numbers(2, 3, 3)),
    case("a small GPT", gpt(11, 6, 8, 2, 2), tokens(11, 3, 6), "crossEntropy"),
    case("an MLP", [["linear", 6, 8], ["relu"], ["linear", 8, 4]], numbers(7, 6), "crossEntropy"),
    on_logits("crossEntropy, ordinary", "crossEntropy", numbers(6, 4, span=3), tokens(4, 6)),
    on_logits("crossEntropy, huge logits", "crossEntropy", numbers(6, 4, span=1) * 1000, tokens(4, 6)),
    on_logits("crossEntropy, nearly right", "crossEntropy", torch.eye(5) * 14 + numbers(5, 5), torch.arange(5)),
    on_logits("crossEntropy of tokens", "crossEntropy", numbers(2, 3, 7, span=3), tokens(7, 2, 3)),
    on_logits("binaryCrossEntropy", "binaryCrossEntropy",
              torch.tensor([[0.0, 1.5, -2.25], [30.0, -30.0, 0.0], [200.0, -200.0, 0.0625]]),
              torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.25]])),
    on_logits("binaryCrossEntropy, nearly right", "binaryCrossEntropy",
              torch.tensor([[8.0, -9.0], [-10.0, 11.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]])),
    on_logits("mse", "mse", numbers(4, 3, span=4), numbers(4, 3)),
]
body = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
print(f'{{"torch":"{torch.__version__}","cases":[\n{body}\n]}}')
