"""Notices: whoever is concerned hears that a reply was submitted, is due, may leave, is halted.

A notice says who did what, to which reply, when it is due and where to look. It holds no text of a
post or of a reply: what was written stays here, and is read here. It is kept in the transaction of
the act that it tells of, so none is lost, and carried later, so no act waits or fails for it.

    channels.py   what the settings say: a webhook, mail, neither
    values.py     what there is to tell, and a notice as it is kept
    telling.py    of which act whom
    outbox.py     notices kept, claimed by one carrier at a time, settled
    webhook.py mail.py  the two ways out
    carrying.py   threads that carry what waits
    texts.py      what is said, in English and in French
"""

from assistant.notices.carrying import Carriers
from assistant.notices.channels import Channels
from assistant.notices.outbox import Outbox
from assistant.notices.values import Kind, Notice

__all__ = ["Carriers", "Channels", "Kind", "Notice", "Outbox"]
