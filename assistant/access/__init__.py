"""Access: who is here, and what lets them in.

An installation where nobody was added is a personal tool: whoever is at the machine is *alone*,
and nobody signs in. As soon as somebody was added, everything asks for a session.

    house.py      how this house lets people in: for how long, which proxy and provider it believes
    values.py     somebody as they are kept; who runs commands on the machine
    passwords.py  passwords digested, and those that are refused
    tries.py      delays that grow with the tries that failed
    roll.py       who may be here, kept by administrators
    sessions.py   who is signed in
    facade.py     all of it as the rest of Corail asks for it
    single.py     single sign-on with an OpenID Connect provider
    keys.py       what programs sign with in somebody's name
    web.py door.py  the sign-in page, and the door before everything else
"""

from assistant.access.facade import Access
from assistant.access.house import House
from assistant.access.values import Member, Operator

__all__ = ["Access", "House", "Member", "Operator"]
