"""The worker's loop: it goes on after a bad round, and it ends when it is told."""

from threading import Event

from portal.worker.loop import Loop, in_turn


def test_a_round_that_fails_is_followed_by_another() -> None:
    rounds: list[int] = []
    enough = Event()

    def work() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("the first round fails")
        enough.set()

    loop = Loop(work, pause=0.001)
    loop.start()
    assert enough.wait(5)
    loop.stop()
    done = len(rounds)
    assert done >= 2
    assert not loop._thread.is_alive()


def test_a_loop_that_was_told_to_stop_works_no_more() -> None:
    rounds: list[int] = []
    loop = Loop(lambda: rounds.append(1), pause=60)
    loop.stop()
    loop.start()
    loop.stop()
    assert rounds == []


def test_stopping_waits_for_the_round_at_hand() -> None:
    begun, may_end, ended = Event(), Event(), Event()

    def work() -> None:
        begun.set()
        may_end.wait(5)
        ended.set()

    loop = Loop(work, pause=60)
    loop.start()
    begun.wait(5)
    may_end.set()
    loop.stop()
    assert ended.is_set()


def test_a_piece_of_a_round_that_fails_keeps_no_other_from_being_done() -> None:
    done: list[str] = []

    def fails() -> None:
        done.append("first")
        raise RuntimeError("the first piece fails")

    in_turn(fails, lambda: done.append("second"))()
    assert done == ["first", "second"]
