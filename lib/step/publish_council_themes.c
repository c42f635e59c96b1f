/* The seven themes of best value. */
#include "step/publish_council_themes.h"

#include "base/counted.h"
#include "step/publish_flags.h"

static bool has_word(struct text words, const char *wanted)
{
    for (size_t from = 0, to; from < words.length; from = to + 1) {
        for (to = from; to < words.length && words.bytes[to] != ' ';)
            to++;
        if (text_is(text_slice(words, from, to), wanted))
            return true;
    }
    return false;
}

static struct text count_flags(const struct publish_writing *w, const char *theme,
                               const char *kind)
{
    size_t all, count = 0;
    const struct listed_flag *flags =
        flag_list_find(w->beside->flags, w->area->council, &all);
    for (size_t i = 0; i < all; i++)
        count += publish_flag_is_listed(w, &flags[i]) && text_is(flags[i].kind, kind) &&
                 has_word(flags[i].themes, theme);
    return count == 0 ? text_of("none") : arena_print(w->arena, "%zu", count);
}

static bool is_about(const struct publish_entry *entry, const char *theme)
{
    for (size_t i = 0; i < entry->metric->theme_count; i++)
        if (text_is(entry->metric->themes[i], theme))
            return publish_entry_has_figure(entry) && !entry->not_its_service;
    return false;
}

static size_t count_figures(const struct publish_writing *w, const char *theme)
{
    size_t count = 0;
    for (size_t i = 0; i < w->entries->count; i++)
        count += is_about(&w->entries->all[i], theme);
    return count;
}

static void write_row(const struct publish_writing *w, struct document_table *table,
                      const char *theme)
{
    struct document_row *row = document_table_row(table);
    const size_t figures = count_figures(w, theme);
    const bool flagged = w->beside->flags != NULL;
    size_t at = 0;
    row->cells[at++].text = words_id(w->arena, text_of(theme));
    if (flagged) {
        row->cells[at++].text = count_flags(w, theme, "concern");
        row->cells[at++].text = count_flags(w, theme, "celebrate");
    }
    row->cells[at].text =
        figures == 0 ? text_of("no figure here is about it")
                     : arena_print(w->arena, "%s", counted(figures, "figure").text);
    row->cells[at].tone = figures == 0 ? DOCUMENT_TONE_MISSING : DOCUMENT_TONE_NONE;
}

void publish_council_themes(const struct publish_writing *w)
{
    document_section(w->document, DOCUMENT_PLAIN, text_of("themes"),
                     text_of("The seven themes of best value"));
    document_paragraph(
        w->document,
        text_of(
            "What these figures say under each theme of the statutory guidance on best "
            "value. It is no score: most themes are about how a council is led, and "
            "hardly any figure is about that."));
    struct document_table *table =
        document_table(w->document, text_of("Evidence under each theme"));
    document_table_column(w->document, table, "Theme", false, false);
    if (w->beside->flags != NULL) {
        document_table_column(w->document, table, "Worth a look", true, false);
        document_table_column(w->document, table, "Worth celebrating", true, false);
    }
    document_table_column(w->document, table, "Figures", false, false);
    for (size_t i = 0; metric_theme_words[i] != NULL; i++)
        write_row(w, table, metric_theme_words[i]);
    document_close(w->document);
}
