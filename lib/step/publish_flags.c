/* What was flagged about a council. */
#include "step/publish_flags.h"

#include "base/counted.h"
#include "page/flag_words.h"

/* A flag belongs to the page when its figure does. */
static bool is_shown(const struct publish_writing *w, const struct listed_flag *flag)
{
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (entry->metric == flag->metric)
            return period_compare(entry->period, flag->period) == 0;
    }
    return false;
}

static bool is_of_page(const struct publish_writing *w, const struct listed_flag *flag)
{
    return flag->council == w->area->council && is_shown(w, flag) && !flag->implied;
}

bool publish_flag_is_listed(const struct publish_writing *w,
                            const struct listed_flag *flag)
{
    return is_of_page(w, flag) && !listed_flag_is_cleared(flag);
}

/* `kind` is a flag's kind, or its status "cleared". */
static bool is_listed(const struct publish_writing *w, const struct listed_flag *flag,
                      const char *kind)
{
    if (strcmp(kind, "cleared") == 0)
        return is_of_page(w, flag) && listed_flag_is_cleared(flag);
    return publish_flag_is_listed(w, flag) && text_is(flag->kind, kind);
}

static void write_flag(const struct publish_writing *w, const struct listed_flag *flag)
{
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(w->document, publish_to_measure(flag->metric),
                  flag_words_sentence(w->arena, flag));
    document_say(w->document, text_of(text_is(flag->status, "new") ? " New." : ""));
    document_close(w->document);
}

static void write_flags_of(const struct publish_writing *w, const char *heading,
                           const char *kind, bool say_none)
{
    size_t all, count = 0;
    const struct listed_flag *flags =
        flag_list_find(w->beside->flags, w->area->council, &all);
    for (size_t i = 0; i < all; i++)
        count += is_listed(w, &flags[i], kind);
    if (count == 0 && !say_none)
        return;
    document_section(w->document, DOCUMENT_PLAIN, arena_print(w->arena, "flags-%s", kind),
                     text_of(heading));
    if (count == 0)
        document_paragraph(w->document, text_of("No flag was raised."));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < all; i++)
        if (is_listed(w, &flags[i], kind))
            write_flag(w, &flags[i]);
    document_close(w->document);
    document_close(w->document);
}

void publish_flags(const struct publish_writing *w)
{
    size_t all, earlier = 0;
    if (w->beside->flags == NULL)
        return;
    write_flags_of(w, "Worth celebrating", "celebrate", true);
    write_flags_of(w, "Worth a look", "concern", true);
    write_flags_of(w, "Check the data", "data", false);
    write_flags_of(w, "No longer flagged", "cleared", false);
    const struct listed_flag *flags =
        flag_list_find(w->beside->flags, w->area->council, &all);
    for (size_t i = 0; i < all; i++)
        earlier += !is_shown(w, &flags[i]);
    if (earlier > 0)
        document_paragraph(w->document,
                           arena_print(w->arena,
                                       "%s on other figures or periods %s not listed.",
                                       counted(earlier, "flag").text,
                                       counted_word(earlier, "is", "are")));
}
