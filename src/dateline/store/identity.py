"""What makes two stories the same input: their characters and what came with them."""

import hashlib

import msgspec

from dateline.model.coded import CodedStoryHead
from dateline.model.story import Story


def story_key(story: Story | CodedStoryHead) -> str:
    """32 hexadecimal digits (128 bits of SHA-256) over id, text, date, title, address and outlet.

    The same key is the same input. A story that comes again under its id with other words or another date has another key: it
    is a revision, kept beside the first.
    """
    day = story.published.isoformat() if story.published else None
    parts = msgspec.json.encode((story.id, story.text, day, story.title, story.url, story.outlet))
    return hashlib.sha256(parts).hexdigest()[:32]
