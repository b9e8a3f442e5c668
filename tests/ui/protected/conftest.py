"""The bench of the rooms."""

from tests.ui.room_bench import bench

__all__ = ["bench"]
