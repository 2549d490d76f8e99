"""Two alerts to one subscriber whose stories turn out to be one: at most one still goes out, and nothing that is owed is forgotten."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from support.clocks import NOON

from news.alerts import merged_alerts, owed_by_digest
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, stands_in_digest
from news.splitting import has_spoken

WAITING = {DeliveryState.DUE, DeliveryState.LEASED}
STATES = [(state, DeliveryOutcome.WAITING) for state in DeliveryState if state is not DeliveryState.DEAD]
DEATHS = [
    (DeliveryState.DEAD, outcome)
    for outcome in DeliveryOutcome
    if outcome not in {DeliveryOutcome.WAITING, DeliveryOutcome.DELIVERED, DeliveryOutcome.RETRY_LATER, DeliveryOutcome.LEASE_RAN_OUT}
]
KINDS = [*STATES, *DEATHS]


def alert(name: str, state: DeliveryState, outcome: DeliveryOutcome) -> Delivery:
    due = NOON + timedelta(minutes=len(name))
    return Delivery(name, name, DeliveryKind.ALERT, "ada", due, NOON, story_id=name, topics=(name,), state=state, outcome=outcome)


@pytest.mark.parametrize("digest_tells", [False, True])
@pytest.mark.parametrize(("one", "other"), list(product(KINDS, KINDS)), ids=str)
def test_of_two_alerts_one_speaks_for_both(one, other, digest_tells) -> None:
    """Whatever became of them before, and whichever is asked about first."""
    pair = alert("a", *one), alert("bb", *other)
    after = {row.delivery_id: row for row in merged_alerts(*pair, digest_tells=digest_tells)}
    assert after == {row.delivery_id: row for row in merged_alerts(*reversed(pair), digest_tells=digest_tells)}
    before = {row.delivery_id: row for row in pair}
    waiting = [row for row in after.values() if row.state in WAITING]
    assert len(waiting) <= 1
    heard = [row for row in pair if row.state in {DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN}]
    assert not (waiting and heard)
    assert all(after[row.delivery_id] == row for row in heard)
    owed = owed_by_digest(*pair)
    if owed is not None:
        (spoken,) = [row for row in after.values() if has_spoken(row)]
        assert spoken.delivery_id == (owed.delivery_id if digest_tells else (before.keys() - {owed.delivery_id}).pop())
        assert digest_tells or spoken.topics == (*before[spoken.delivery_id].topics, *owed.topics)
    elif not heard and not waiting:
        assert after == before
    assert {row.delivery_id for row in after.values() if stands_in_digest(row)} <= {
        row.delivery_id for row in pair if stands_in_digest(row)
    }
