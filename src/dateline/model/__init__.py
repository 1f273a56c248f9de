"""The records of Dateline: what a story says, in typed, frozen form. Nothing here imports another part of the program."""
