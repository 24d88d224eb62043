"""What a store may not hold: one named function a check, over a record or the whole store."""

from collections.abc import Callable

from negotiations_cli.store.checks.references import known_ids, unique_ids
from negotiations_cli.store.checks.rules import (
    disputes_have_sides,
    events_are_not_about_themselves,
    offices_begin_before_they_end,
    offices_fit,
    speakers_are_there,
    tell_the_source,
    verbatim_needs_better_than_tertiary,
)
from negotiations_cli.store.checks.soundness import sound_to_the_end
from negotiations_cli.store.checks.text import clean_text
from negotiations_cli.store.checks.usage import everything_is_used, names_are_not_shared, same_url
from negotiations_cli.store.written import Entry, Store

CHECKS_OF_RECORD: tuple[Callable[[Entry], None], ...] = (
    clean_text,
    tell_the_source,
    speakers_are_there,
    events_are_not_about_themselves,
    disputes_have_sides,
    offices_begin_before_they_end,
)
"""What can be said of a record by itself."""

CHECKS_OF_STORE: tuple[Callable[[Store], None], ...] = (
    unique_ids,
    known_ids,
    offices_fit,
    verbatim_needs_better_than_tertiary,
    names_are_not_shared,
    same_url,
    everything_is_used,
    sound_to_the_end,
)
"""What takes all of them, in the order in which they run; the last one needs the others' findings.
"""
