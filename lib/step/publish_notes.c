/* The right of reply. */
#include "step/publish_notes.h"

/* A text of several lines is so many paragraphs. */
static void write_lines(struct document *document, struct text rest)
{
    while (rest.length > 0) {
        size_t length = 0;
        while (length < rest.length && rest.bytes[length] != '\n' &&
               rest.bytes[length] != '\r')
            length++;
        document_paragraph(document, text_trim(text_slice(rest, 0, length)));
        rest = text_slice(rest, length + 1, rest.length);
    }
}

void publish_notes(struct document *document, const struct note_list *notes,
                   const struct areas *areas, uint32_t council,
                   const struct metric *metric, struct period period, struct arena *arena)
{
    size_t count = 0;
    const struct text name = areas_get(areas, areas_newest(areas, council))->name;
    const struct listed_note *note =
        notes == NULL ? NULL : note_list_find(notes, council, metric, period, &count);
    for (size_t i = 0; i < count; i++, note++) {
        const bool named = !text_is_empty(note->author);
        document_open(document, DOCUMENT_ASIDE, DOCUMENT_REPLY,
                      arena_print(arena, "What %.*s says of this figure (%.*s%s%.*s)",
                                  TEXT_ARGS(name), TEXT_ARGS(note->author),
                                  named ? ", " : "",
                                  TEXT_ARGS(words_day(arena, note->date))));
        write_lines(document, note->text);
        document_close(document);
    }
}

struct text publish_marked(const struct note_list *notes, uint32_t council,
                           const struct metric *metric, struct period period,
                           struct text figure, struct arena *arena)
{
    size_t count = 0;
    if (notes == NULL || note_list_find(notes, council, metric, period, &count) == NULL)
        return figure;
    return arena_print(arena, "%.*s (council's note)", TEXT_ARGS(figure));
}
