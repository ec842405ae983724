"""What a cluster does with BOS from quarter to quarter, and when its money runs out."""

from __future__ import annotations

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.i18n import Text
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario


def cluster_months(place, policy: tuple[Phase, ...], months: int, first_month: int, *assumed: Assumption) -> list[dict]:
    """A cluster month by month: what its state says after each."""
    label = Text("poor", "poor")
    scenario = Scenario("poor", label, label, "tiny", months, 1, 7, policy, assumed, first_month)
    model, found = KKGModel(place, scenario=scenario), []
    while model.running:
        model.step()
        found.append(dict(model.clusters[0].__dict__))
    return found


def no_other_money() -> tuple[Assumption, ...]:
    """Nothing reaches the KKG by itself, nobody puts anything in, and it meets once in every month."""
    held = {"bos_share_found": 0.0, "levy_limit": 0.0, "meetings_slip": 0.0, "delay_bos_allocation": 0.0}
    weeks = {f"school_weeks_{month:02d}": 3.0 for month in range(1, 13)}
    quarters = {f"bos_quarter_{quarter}": 0.25 for quarter in range(1, 5)}
    return tuple(Assumption(name, v, v, v, "test") for name, v in {**held, **weeks, **quarters}.items())


def test_a_cluster_that_runs_out_of_money_shrinks_then_skips_its_meetings(tiny) -> None:
    """BOS enough for a quarter, then for thin refreshments, then for so little that it is kept, then none."""
    changes = (Change(4, {"share": 0.006}), Change(7, {"share": 0.0004}), Change(10, {"share": 0.0}))
    phase = Phase("bos_allocation", 1, 15, {"share": 0.04}, "bos", changes)
    months = cluster_months(tiny, (phase,), 15, 1, *no_other_money())
    assert all(m["planned"] == 1.0 for m in months[1:])
    assert all(m["meetings"] == (1.0 if m["held"] else 0.0) for m in months[1:])
    enough, thin, little, none = months[1:3], months[3:6], months[6:9], months[9:]
    assert all(m["held"] == 1.0 for m in enough)
    assert all(0.2 < m["held"] < 0.9 for m in thin)
    assert all(m["held"] == 0.0 for m in little + none)
    assert all(m["arrived"] > 0.0 for m in enough + thin)
    assert not any(m["arrived"] for m in little + none)
    assert little[0]["bos_income"] > 0.0
    assert all(m["purse_bos"] > 0.0 for m in little)
    assert [m["food_bos"] for m in little + none] == [0.0] * 9
    assert all(m["food_pocket"] == 0.0 for m in months)


def test_bos_lasts_until_the_next_quarter(tiny) -> None:
    """It comes in once in three months; each month has its part, and little is left when the next comes."""
    phase = Phase("bos_allocation", 1, 12, {"share": 0.012}, "bos")
    months = cluster_months(tiny, (phase,), 12, 1, *no_other_money())
    assert [bool(m["bos_income"]) for m in months] == [True, False, False] * 4
    for quarter in (months[3:6], months[6:9], months[9:12]):
        assert all(m["meetings"] == 1.0 for m in quarter)
        spent = [m["food_bos"] + m["fee_bos"] + m["fares_bos"] for m in quarter]
        brought_in = quarter[0]["bos_income"]
        assert all(0.2 * brought_in < each < 0.47 * brought_in for each in spent)
        assert all(m["held"] > 0.2 for m in quarter)
        assert quarter[0]["purse_bos"] > quarter[1]["purse_bos"] > quarter[2]["purse_bos"] >= 0.0
        assert quarter[2]["purse_bos"] < 0.1 * brought_in
