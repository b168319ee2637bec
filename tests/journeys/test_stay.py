"""Somebody who sits still is asked before their sign-in ends, can stay with one key, and is never nagged for reading on."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.served import Portal
from tests.journeys.windows import Window

MINUTES_IDLE = 30


def test_after_25_quiet_minutes_one_key_is_enough_to_stay(window: Callable[..., Window]) -> None:
    phone = window()
    phone.page.clock.install()
    phone.arrive("lett-lerke", "nb")
    phone.open("/week")
    box = phone.page.locator("#stay")
    phone.page.clock.fast_forward("24:50")
    expect(box).to_be_hidden()
    phone.page.clock.fast_forward("00:15")
    expect(box).to_be_visible()
    expect(phone.page.get_by_role("alertdialog", name="Er du her fortsatt?")).to_be_visible()
    expect(box.get_by_role("button")).to_be_focused()
    assert int(box.get_attribute("data-after") or 0) == (MINUTES_IDLE - 5) * 60
    with phone.page.expect_response("**/stay") as answer:
        phone.page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(box).to_be_hidden()
    phone.page.clock.fast_forward("24:50")
    expect(box).to_be_hidden()
    phone.page.clock.fast_forward("00:15")
    expect(box).to_be_visible()


def test_the_question_fits_the_narrow_phone_in_both_directions(window: Callable[..., Window]) -> None:
    for language in ("nb", "ar"):
        phone = window()
        phone.arrive("lett-lerke", language)
        phone.open("/week")
        phone.page.evaluate("document.getElementById('stay').showModal()")
        left, right = phone.page.evaluate(
            "(() => { const box = document.getElementById('stay').getBoundingClientRect(); return [box.left, box.right]; })()"
        )
        assert left >= 8
        assert right <= 352
        assert abs(left - (360 - right)) <= 1


def test_whoever_answers_too_late_is_told_so_and_not_held_by_the_question(
    window: Callable[..., Window], portal: Portal
) -> None:
    phone = window()
    phone.arrive("rask-rype", "nb")
    phone.open("/week")
    phone.page.evaluate("document.getElementById('stay').showModal()")
    portal.let_sign_ins_run_out("rask-rype")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("h1")).to_have_text("Du er logget ut")
    expect(phone.page.locator("#stay")).to_be_hidden()


def test_without_javascript_nothing_asks(window: Callable[..., Window]) -> None:
    phone = window(scripts=False)
    phone.arrive("lett-lerke", "nb")
    phone.open("/week")
    expect(phone.page.locator("#stay")).to_be_hidden()
