"""Codes of YAML itself: what libyaml rejects, and what is refused although YAML allows it (YML).

Reported by :mod:`generator.readers.yaml_events` and :mod:`generator.readers.yaml_explain`;
source: design §3 "Reading", reliability §1D.
"""

from __future__ import annotations

from generator.core.codes_entry import PUBLIC, Code, error, in_public, in_update

_GOOD_TEXT = in_update("text: Scores are not being saved.")
_PLAIN = in_public("title: Students cannot save scores\nupdates:\n  - at: 14:36\n")

CODES: tuple[Code, ...] = (
    error(
        "YML001",
        "File too large",
        "A file has more than 256 KB. Records are typed by people and stay far below that.",
        "A file of this size is nearly always something pasted by mistake. Reading it would slow "
        "every build for everybody.",
        in_public("title: |\n" + "  The same line of a pasted log, again and again.\n" * 6000),
        in_update("text: |\n  The long log is kept at https://example.com/logs/1.\n"),
    ),
    error(
        "YML002",
        "Not UTF-8",
        "The bytes of a file are not text in UTF-8.",
        "In any other encoding some letters would come out wrong, and nobody could tell which "
        "were meant.",
        {PUBLIC: "title: The café page does not load\n".encode("cp1252")},
        in_public("title: The café page does not load\n"),
    ),
    error(
        "YML003",
        "Control character",
        "A file holds a character that steers terminals or machines and has no shape of its own, "
        'written directly or as an escape such as "\\x1b".',
        "It cannot be seen, breaks feeds, and can make a terminal obey whoever wrote it.",
        in_update("text: Scores are not\x07 being saved."),
        _GOOD_TEXT,
    ),
    error(
        "YML004",
        "Invisible character that turns the direction of writing",
        "A file holds a character that changes the direction in which text is shown.",
        "With it a text can read differently from what it says, for reviewers and for visitors.",
        in_update("text: Scores are not\u202e being saved."),
        _GOOD_TEXT,
    ),
    error(
        "YML005",
        "Nested too deep",
        "Lists and maps stand inside each other more than twelve deep.",
        "No field needs this, so it is text in brackets that YAML takes for lists. Very deep "
        "nesting can bring a program down.",
        in_update("text: " + "[" * 13 + "scores" + "]" * 13),
        in_update('text: "' + "[" * 13 + "scores" + "]" * 13 + '"'),
    ),
    error(
        "YML006",
        "No valid YAML",
        "YAML rejects the file, and the reason is none of the usual ones.",
        "Until it is put right, nothing of the file can be used.",
        in_public("title: Students cannot save scores\nupdates:\n  , at: 14:36\n"),
        _PLAIN,
    ),
    error(
        "YML010",
        "Tab in front of text",
        "A line is indented with a tab, or a tab stands where only spaces may.",
        "A tab has no fixed width, so YAML cannot tell what belongs to what.",
        in_public("title: Students cannot save scores\nupdates:\n\t- at: 14:36\n"),
        _PLAIN,
    ),
    error(
        "YML011",
        "Left over from a merge",
        "Lines that git writes when two changes meet were committed with the file.",
        "Both versions stand in the file and nobody has decided which one holds.",
        in_public(
            "<<<<<<< HEAD\n"
            "title: Students cannot save scores\n"
            "=======\n"
            "title: Scores are not saved\n"
            ">>>>>>> wording\n"
            "updates:\n"
            "  - at: 14:36\n"
        ),
        _PLAIN,
    ),
    error(
        "YML012",
        "Text begins with a character that is not allowed there",
        "A text without quotes begins with a character that YAML keeps for itself, such as @, ` "
        "or %.",
        "YAML stops here, and nothing of the file can be used.",
        in_update("text: @support is answering questions about scores."),
        in_update('text: "@support is answering questions about scores."'),
    ),
    error(
        "YML013",
        "Second colon in a line",
        "A text without quotes holds a colon followed by a space.",
        "YAML takes it for a field within a field and stops.",
        in_update("text: Scores: they are not being saved."),
        in_update('text: "Scores: they are not being saved."'),
    ),
    error(
        "YML014",
        "Quote never closed",
        "A text begins with a quote that has no partner.",
        "YAML reads on to the end of the file looking for it.",
        in_update('text: "Scores are not being saved.'),
        in_update('text: "Scores are not being saved."'),
    ),
    error(
        "YML015",
        "Brackets that do not fit",
        "A bracket is never closed, or text follows a closing bracket.",
        "Brackets begin a list or a map in YAML, also where a person only meant a remark.",
        in_update("text: [Update] Scores are not being saved."),
        in_update('text: "[Update] Scores are not being saved."'),
    ),
    error(
        "YML016",
        "Indentation that fits nothing",
        "A line is indented so that it belongs neither to the line above nor beside it.",
        "The indentation says what belongs to what; here it says nothing.",
        in_public(
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n   status: identified\n"
        ),
        in_public(
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n    status: identified\n"
        ),
    ),
    error(
        "YML017",
        "Text after a closing quote",
        "A text in quotes goes on after its closing quote.",
        "For YAML the text is over, and what follows is nothing it knows.",
        in_update('text: "Save" does nothing on the results page.'),
        in_update("text: '\"Save\" does nothing on the results page.'"),
    ),
    error(
        "YML018",
        "Text begins with a mark of YAML",
        "A text without quotes begins with *, & or ! and something YAML cannot use follows.",
        "These marks mean aliases, anchors and tags, which records do not use.",
        in_update("text: *** Scores are not being saved ***"),
        in_update('text: "*** Scores are not being saved ***"'),
    ),
    error(
        "YML019",
        "No colon, or no space after it",
        "A line holds neither 'name: value' nor the continuation of a text.",
        "Without the colon and the space YAML cannot see where the field's name ends.",
        in_public("title: Students cannot save scores\nupdates\n  - at: 14:36\n"),
        _PLAIN,
    ),
    error(
        "YML020",
        "Anchor",
        "A value begins with & and a word, which is an anchor in YAML.",
        "The word would vanish from the text without a trace.",
        in_update("text: &scores are not being saved."),
        in_update('text: "&scores are not being saved."'),
    ),
    error(
        "YML021",
        "Alias",
        "A value begins with * and a word, which is an alias in YAML.",
        "It would be replaced by text from elsewhere. Aliases can also make a small file huge.",
        in_update("text: *scores"),
        in_update('text: "*scores"'),
    ),
    error(
        "YML022",
        "Tag",
        "A value begins with ! and a word, which is a tag in YAML.",
        "The word would vanish from the text without a trace.",
        in_update("text: !important Scores are not being saved."),
        in_update('text: "!important Scores are not being saved."'),
    ),
    error(
        "YML023",
        "Merge key",
        "A field is called <<, which copies fields from elsewhere in some readers of YAML.",
        "What a record says must stand in it, where a reviewer reads it.",
        in_update("<<: {notify: false}"),
        in_update("notify: false"),
    ),
    error(
        "YML024",
        "Name stands twice",
        "The same name stands twice among the fields of one place.",
        "Only one of the two can hold, and a program that picks one hides the other. This often "
        "comes from a merge.",
        in_update("status: identified"),
        in_update(""),
    ),
    error(
        "YML025",
        "Second document",
        "A line --- begins a second document in the file.",
        "Everything after it would be ignored.",
        in_public("title: Students cannot save scores\n---\nupdates:\n  - at: 14:36\n"),
        _PLAIN,
    ),
    error(
        "YML027",
        "List or map in the place of a name",
        "A list or a map stands where the name of a field belongs.",
        "YAML allows this, but no field is called so; it is nearly always text in brackets or "
        "after a question mark.",
        in_update("[scores]: not being saved"),
        in_update('text: "[scores]: not being saved"'),
    ),
    error(
        "YML028",
        "Nothing written",
        "The file is empty or holds only comments.",
        "An empty file looks like a record that was lost, for instance when a disk was full.",
        in_public("# title: Students cannot save scores\n"),
        _PLAIN,
    ),
    error(
        "YML029",
        "Escape for half a character",
        "A text in double quotes holds an escape that stands for half a character or for none.",
        "It cannot be written to any file of the site.",
        in_update('text: "Scores are not being saved \\ud83d"'),
        in_update('text: "Scores are not being saved 😟"'),
    ),
    error(
        "YML030",
        "Directive",
        "A line begins with %, which gives instructions to readers of YAML.",
        "Records need none, and a text that begins with % would be lost.",
        in_public("%YAML 1.2\n---\ntitle: Students cannot save scores\n"),
        in_public("title: Students cannot save scores\n"),
    ),
    error(
        "YML031",
        "Text beside the mark that opens a block",
        "Text stands in the same line as the | or > that opens a block of text.",
        "A block begins in the next line; YAML stops here.",
        in_update("text: | Scores are not being saved."),
        in_update("text: |\n  Scores are not being saved."),
    ),
    error(
        "YML032",
        "Invisible character instead of a space",
        "A line begins with a character that looks like a space and is none. Copying from web "
        "pages and office programs brings it in.",
        "YAML counts spaces only, so the line belongs to nothing.",
        in_public(
            "title: Students cannot save scores\n"
            "updates:\n"
            "  - at: 14:36\n"
            "  \u00a0 status: identified\n"
        ),
        in_public(
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n    status: identified\n"
        ),
    ),
    error(
        "YML033",
        "Unknown escape",
        "A text in double quotes holds a backslash and a letter that mean nothing together.",
        "In double quotes a backslash begins an escape, also in a path of Windows.",
        in_update('text: "The file C:\\Scores cannot be opened."'),
        in_update("text: 'The file C:\\Scores cannot be opened.'"),
    ),
)
"""In the order of their numbers; numbers left out were never given."""
