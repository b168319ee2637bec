"""The synthetic translators of the demo, signed in: one who proposes and another who answers."""

import pytest

from tests.browser import Browser


@pytest.fixture
def pil(client: Browser) -> Browser:
    client.sign_in("presis-pil")
    return client


@pytest.fixture
def lyng(client: Browser) -> Browser:
    browser = client.another()
    browser.sign_in("lydhor-lyng")
    return browser
