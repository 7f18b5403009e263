"""How often one address may ask: so many requests a minute."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

A_MINUTE = 60.0


class Turns:
    """Counts requests by whoever asks, minute by minute; nothing is kept for longer."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self._clock = most, clock
        self._minute, self._asked = 0, Counter[str]()
        self._counting = threading.Lock()

    def wait(self, who: str) -> int:
        """Count a request; return 0, or in how many seconds to ask again."""
        now = self._clock()
        with self._counting:
            if int(now // A_MINUTE) != self._minute:
                self._minute = int(now // A_MINUTE)
                self._asked.clear()
            self._asked[who] += 1
            return 0 if self._asked[who] <= self.most else int(A_MINUTE - now % A_MINUTE) + 1
