"""The prices in force: the operator's own word, then AWS's price list, then the dated table."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from tui.domain import cost
from tui.domain.errors import PrivateEndpointError

Reader = Callable[[str], Awaitable[cost.Price]]
"""The price that a region has; raises PrivateEndpointError."""


class PriceBook:
    """Asks AWS once a run for each region, when its price is first shown; where that fails, what was known stays."""

    def __init__(
        self,
        read: Reader | None = None,
        own: cost.Prices | None = None,
        *,
        why_not: str = "",
        source: str = cost.PRICE_LIST,
    ) -> None:
        self.why_not = why_not
        """Why AWS's price list was not read, in a sentence; empty if nothing kept it from being."""
        self.source = source
        """What the price list is called."""
        self._read, self._own = read, own or {}
        self._asked: set[str] = set()
        self._listed: dict[str, cost.Price] = {}

    @property
    def known(self) -> cost.Prices:
        return {**cost.TABLE, **self._listed, **self._own}

    async def refresh(self, regions: Iterable[str]) -> None:
        """Read what was not asked for yet; raises nothing."""
        for region in {*regions} - self._asked - {*self._own} - {""}:
            if self._read:
                await self._ask(region, self._read)

    async def _ask(self, region: str, read: Reader) -> None:
        try:
            price = await read(region)
            self._listed[region] = replace(price, source=self.source)
        except PrivateEndpointError as error:
            self.why_not = error.told
        self._asked.add(region)  # not before: a screen that is closed meanwhile ends the question
