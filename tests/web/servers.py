"""A server of the page for tests, as `kkgsim app --lan` starts it, on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kkgsim.scenario.resolve import place_named
from kkgsim.web.page_file import page_file
from kkgsim.web.serve import Served, _listening


@contextmanager
def served() -> Iterator[str]:
    """The address of a page of Janapria with few runs, while it is handed out."""
    page = page_file(place_named("janapria"), months=18, seed=11, replicates=8, served=True, lan=True)
    with _listening("127.0.0.1", 0) as server:
        port = server.server_address[1]
        server.served = Served({"/c0de": page.encode()}, frozenset({f"127.0.0.1:{port}"}), 18, 11)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{port}/c0de"
        server.shutdown()
