"""What tools/position_correlation.py computes, on positions that a hand can follow."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from position_correlation import correlation, shares_held  # noqa: E402

DAYS = ["1", "2", "3", "4"]


def report(trades, open_trades=()):
    return {"strategy": "S", "equity": [1000.0] * 4, "trades": trades, "open_trades": list(open_trades)}


class Positions(unittest.TestCase):
    def test_a_trade_is_held_from_its_entry_to_the_bar_before_its_exit(self):
        trade = {"Size": 5, "EntryPrice": 100.0, "EntryBar": 1, "ExitBar": 3}
        self.assertEqual(list(shares_held(report([trade]), DAYS).values()), [0, 0.5, 0.5, 0])

    def test_a_trade_of_one_day_counts_on_it(self):
        trade = {"Size": -2, "EntryPrice": 100.0, "EntryBar": 2, "ExitBar": 2}
        self.assertEqual(list(shares_held(report([trade]), DAYS).values()), [0, 0, -0.2, 0])

    def test_what_is_open_is_held_to_the_end_and_adds_up(self):
        one = {"Size": 1, "EntryPrice": 100.0, "EntryBar": 2}
        self.assertEqual(list(shares_held(report([], [one, one]), DAYS).values()), [0, 0, 0.2, 0.2])

    def test_other_days_than_values_of_equity_are_refused(self):
        with self.assertRaises(ValueError):
            shares_held(report([]), DAYS[:3])


class Correlation(unittest.TestCase):
    def test_size_does_not_matter_and_direction_does(self):
        a = dict(zip(DAYS, [0, 1, 1, 0]))
        self.assertAlmostEqual(correlation(a, {day: 0.3 * share for day, share in a.items()}), 1)
        self.assertAlmostEqual(correlation(a, {day: -share for day, share in a.items()}), -1)

    def test_days_that_one_market_lacks_are_left_out(self):
        # Over 1, 2 and 4: (0, 0), (1, 1), (0, 1). Means 1/3 and 2/3, covariance 1/3, both variances 2/3.
        a, b = dict(zip(DAYS, [0, 1, 1, 0])), {"1": 0, "2": 1, "4": 1}
        self.assertAlmostEqual(correlation(a, b), 0.5)

    def test_a_position_that_never_changes_is_like_no_other(self):
        self.assertEqual(correlation(dict.fromkeys(DAYS, 1.0), dict(zip(DAYS, [0, 1, 1, 0]))), 0)


if __name__ == "__main__":
    unittest.main()
