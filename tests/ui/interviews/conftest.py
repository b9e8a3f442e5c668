"""The bench of the rooms, and a page of an account."""

from tests.ui.interviews.account.account_pages import editor
from tests.ui.room_bench import bench

__all__ = ["bench", "editor"]
