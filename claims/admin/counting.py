"""Lists of a million rows are not counted to the last one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# What a list counts to and pages through; behind it stands a filter or a search.
COUNTED_UP_TO = 2_500


class BoundedPaginator(Paginator[Any]):
    """Counts no further than COUNTED_UP_TO, at the cost of as many index entries at most where the order has an index."""

    @cached_property
    def count(self) -> int:
        # The order costs a sort and adds nothing to a number.
        return int(self.object_list.order_by()[:COUNTED_UP_TO].count())  # type: ignore[attr-defined]  # a queryset
