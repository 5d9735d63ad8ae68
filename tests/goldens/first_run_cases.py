"""Goldens of the first-run pages."""

from tests.goldens.cases import Case
from tests.screens.harness import World, typed
from tests.screens.setups import (
    KEY_REFUSED,
    LOOKED_FOR,
    PRIVATE,
    PUBLIC,
    SIGNED_OUT,
    FakeSettingUp,
    first_run,
    refusing,
)
from tui.domain.errors import CredentialsError
from tui.first_run.answers import Answers, Found, KeySeen

CLOUD, OWN = "down down enter", "G enter"
TYPED = f"tab {typed(PUBLIC)} tab {typed(PRIVATE)}"


def key_in_environment() -> World:
    return first_run(FakeSettingUp(Found(LOOKED_FOR, key_in_environment=True, keyring=True)))


def narrow_key() -> World:
    setting_up = FakeSettingUp(Found(LOOKED_FOR, profiles=("default", "staging"), keyring=True))
    setting_up.seen = KeySeen(None, tuple(f"cluster-{number}" for number in range(7)))
    return first_run(setting_up)


def own() -> World:
    return first_run(FakeSettingUp(Found(LOOKED_FOR, Answers(service_aws_profile="tidb-platform"))))


FIRST_RUN_CASES = (
    Case("first-run", first_run),
    Case("first-run-end", first_run, ("G",)),
    Case("setup-cloud", first_run, (CLOUD,)),
    Case("setup-cloud-typed", first_run, (CLOUD, TYPED)),
    Case("setup-cloud-checked", first_run, (CLOUD, TYPED, "ctrl+t")),
    Case("setup-cloud-changed", first_run, (CLOUD, TYPED, "ctrl+t x")),
    Case("setup-cloud-refused", refusing(check_key=KEY_REFUSED), (CLOUD, TYPED, "ctrl+t")),
    Case("setup-cloud-signed-out", refusing(check_aws=SIGNED_OUT), (CLOUD, TYPED, "ctrl+t")),
    Case("setup-cloud-signed-out-save", refusing(check_aws=SIGNED_OUT), (CLOUD, TYPED, "ctrl+t ctrl+n")),
    Case("setup-cloud-environment", key_in_environment, ("enter",)),
    Case("setup-cloud-narrow-key", narrow_key, ("home", CLOUD, TYPED, "ctrl+t")),
    Case(
        "setup-cloud-not-saved",
        refusing(save=CredentialsError("The system keyring did not keep the API key.", "Keep it in a file.", "TiDB")),
        (CLOUD, TYPED, "ctrl+t ctrl+n"),
    ),
    Case("setup-self-managed", first_run, (OWN,)),
    Case("setup-self-managed-checked", own, (OWN, "ctrl+t")),
    Case("setup-self-managed-signed-out", refusing(check_aws=SIGNED_OUT), (OWN, "ctrl+t")),
)
