"""Where a phone may be knocked at: the browsers' makers' hosts, over https, and nothing that leads elsewhere (safety, row 21)."""

import pytest

from portal.adapters.push import is_public
from portal.domain.push import LONGEST, is_good_host, is_push_endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM:APA91bHqjZxM0VImWWqDRN7U0a3AycjUf4O-byuxb_wJsKRaKvV_iKw56s16",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABe_",
        "https://web.push.apple.com/QGuQyavXutnMH9dnqfzgBkG",
        "https://db5p.notify.windows.com/w/?token=BQYAAACWjH2%2b7",
    ],
)
def test_what_browsers_hand_out_is_good(endpoint: str) -> None:
    assert is_push_endpoint(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:443/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@169.254.169.254/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://evilfcm.googleapis.com/x",
        "https://push.apple.com/x",
        "https://evilpush.apple.com/x",
        "https://notify.windows.com.evil.example/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: evil.example",
        "https://FCM.googleapis.com/x",
        "https://ｆcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://0177.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "file:///etc/passwd",
        "gopher://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * LONGEST,
    ],
)
def test_whatever_else_is_refused(endpoint: str) -> None:
    assert not is_push_endpoint(endpoint)


def test_an_operator_may_add_a_host_and_no_more_than_that() -> None:
    assert is_push_endpoint("https://push.example.org/x", ("push.example.org",))
    assert not is_push_endpoint("https://other.example.org/x", ("push.example.org",))
    assert is_push_endpoint("https://a.push.example.org/x", (".push.example.org",))
    assert not any(
        map(is_good_host, ("", "*", ".", "com", "127.0.0.1", "0x7f.1", "a b.example", "https://x.y"))
    )


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3", "100.64.0.1"),
        *(
            "::1",
            "fe80::1%eth0",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "224.0.0.1",
        ),
        "no address",
    ],
)
def test_an_address_of_ours_is_never_connected_to(address: str) -> None:
    assert not is_public(address)


def test_one_out_in_the_world_is() -> None:
    assert is_public("142.250.74.42")
    assert is_public("2a00:1450:400f:80d::200a")
