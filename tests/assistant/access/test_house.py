"""How a house lets people in: what could not work, or not safely, is refused with what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.access import House
from assistant.access.house import Provider, _network
from assistant.errors import BadSettings
from assistant.review import Role
from assistant.settings import Settings

OIDC = {"oidc_issuer": "https://id.halte.example", "oidc_client_id": "corail"}


def _house(tmp_path: Path, **given) -> House:
    return House.of(Settings(data_dir=tmp_path, **given))


def test_every_setting_of_access_reaches_the_house(tmp_path):
    house = _house(
        tmp_path,
        session_hours=8,
        session_idle_hours=0.5,
        public_url="https://corail.example/",
        proxy_header=" Remote-User ",
        proxy_addresses=["10.0.0.4", "fd00::/8"],
        oidc_client_secret="s",
        oidc_scopes="openid",
        oidc_name_claim="upn",
        oidc_roles_claim="groups",
        oidc_roles={"press": ["drafter", "knowledge manager"]},
        oidc_label="Halte",
        **OIDC,
    )
    assert house == House(
        absolute=timedelta(hours=8),
        idle=timedelta(minutes=30),
        public_url="https://corail.example",
        header="remote-user",
        proxies=(_network("10.0.0.4"), _network("fd00::/8")),
        provider=Provider(
            issuer="https://id.halte.example",
            client_id="corail",
            client_secret="s",
            scopes="openid",
            name_claim="upn",
            roles_claim="groups",
            roles={"press": frozenset({Role.DRAFTER, Role.KNOWLEDGE_MANAGER})},
            label="Halte",
        ),
    )


def test_as_it_comes_a_house_asks_nobody_from_elsewhere(tmp_path):
    assert _house(tmp_path) == House()
    assert not House().asks


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"proxy_header": "Remote-User"}, "needs 'proxy_addresses'"),
        ({"proxy_addresses": ["10.0.0.4/8"]}, "10.0.0.4/8.*host bits"),
        ({"proxy_addresses": ["the proxy"]}, "no address or network"),
        ({"public_url": "corail.example"}, "Write it with its scheme"),
        ({"public_url": "https://corail.example/tool"}, "without a path"),
        ({"oidc_issuer": "https://id.example"}, "needs 'oidc_client_id'"),
        (OIDC | {"oidc_issuer": "http://id.example"}, "not an https address"),
        (OIDC | {"oidc_roles_claim": "groups"}, "go together"),
        (OIDC | {"oidc_roles": {"press": ["drafter"]}}, "go together"),
        (
            OIDC | {"oidc_roles_claim": "groups", "oidc_roles": {"press": ["king"]}},
            "'press'.*There are: drafter, reviewer",
        ),
    ],
)
def test_what_could_not_work_safely_is_refused(tmp_path, given, reason):
    with pytest.raises(BadSettings, match=reason):
        _house(tmp_path, **given)


@pytest.mark.parametrize(
    ("address", "believed"),
    [
        ("10.0.0.4", True),
        ("::ffff:10.0.0.4", True),
        ("10.0.0.5", False),
        ("fd00::1", True),
        ("2001:db8::1", False),
        ("", False),
        ("unix:", False),
    ],
)
def test_a_proxy_is_believed_by_its_address(address, believed):
    house = House(proxies=(_network("10.0.0.4"), _network("fd00::/8")))
    assert house.believes(address) is believed
