"""What can go wrong in the jobs, written for the person who can fix it.

The family tree::

    AssistantError
    ├── BadRequest        what was asked cannot be done as asked: unknown platform, empty post
    ├── BadSettings       a setting has a value that cannot work; names the setting and its source
    └── ModelFailed       the chat model did not answer, or not usably

Errors of the record come from :mod:`knowledge.errors` and pass through unchanged.
"""


class AssistantError(Exception):
    """The root of the family."""


class BadRequest(AssistantError):
    """What was asked cannot be done as asked."""


class BadSettings(AssistantError):
    """A setting has a value that cannot work."""


class ModelFailed(AssistantError):
    """The chat model did not answer, or not usably."""
