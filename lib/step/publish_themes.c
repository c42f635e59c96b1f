/* Measures and flags by the best value themes of the statutory guidance. */
#include "step/publish_pages.h"
#include "step/publish_writing.h"

static bool has_theme(const struct metric *metric, const char *theme)
{
    for (size_t i = 0; i < metric->theme_count; i++)
        if (text_is(metric->themes[i], theme))
            return true;
    return false;
}

/* Whether `theme` is one of a flag's themes, which have spaces or semicolons between. */
static bool flag_has_theme(const struct listed_flag *flag, struct text theme)
{
    const struct text themes = flag->themes;
    for (size_t from = 0, to; from < themes.length; from = to + 1) {
        to = from;
        while (to < themes.length && themes.bytes[to] != ' ' && themes.bytes[to] != ';')
            to++;
        if (text_equal(text_slice(themes, from, to), theme))
            return true;
    }
    return false;
}

/* Whether it is of a figure that a page of the site shows, and listed there. */
static bool is_listed(const struct publish_site *site, const struct listed_flag *flag)
{
    const enum area_level level =
        area_level_of(publish_newest(site, flag->council)->class);
    if (flag->implied || listed_flag_is_cleared(flag) ||
        !publish_has_page(site, flag->council))
        return false;
    for (size_t i = 0; i < site->topic_count; i++)
        if (site->topics[i].metric == flag->metric)
            return site->topics[i].shown[level] != NULL &&
                   period_compare(site->topics[i].shown[level]->period, flag->period) ==
                       0;
    return false;
}

static size_t count_flags(const struct publish_site *site, const char *theme,
                          const char *kind)
{
    const struct flag_list *flags = site->options->beside.flags;
    size_t count = 0;
    for (size_t i = 0; flags != NULL && i < flags->count; i++)
        count += flag_has_theme(&flags->all[i], text_of(theme)) &&
                 text_is(flags->all[i].kind, kind) && is_listed(site, &flags->all[i]);
    return count;
}

static size_t list_measures(const struct publish_site *site, struct document *document,
                            const char *theme)
{
    size_t count = 0;
    for (size_t i = 0; i < site->topic_count; i++) {
        const struct metric *metric = site->topics[i].metric;
        if (!has_theme(metric, theme))
            continue;
        if (count++ == 0)
            document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
        document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(document, document_to(DOCUMENT_TO_METRIC, metric->id),
                      metric->label);
        document_close(document);
    }
    if (count > 0)
        document_close(document);
    return count;
}

static void say_theme(const struct publish_site *site, struct document *document,
                      const char *theme, struct arena *arena)
{
    document_section(document, DOCUMENT_PLAIN, text_of(theme),
                     words_id(arena, text_of(theme)));
    if (list_measures(site, document, theme) == 0)
        document_paragraph(document,
                           text_of("No measure here speaks to this theme. That says "
                                   "nothing about any council."));
    else if (site->options->beside.flags != NULL)
        document_paragraph(
            document, arena_print(arena,
                                  "Flags on all councils: %zu worth a look, %zu worth "
                                  "celebrating, %zu to check.",
                                  count_flags(site, theme, "concern"),
                                  count_flags(site, theme, "celebrate"),
                                  count_flags(site, theme, "data")));
    document_close(document);
}

void publish_themes(const struct publish_site *site, struct document *document,
                    struct arena *arena)
{
    document_init(document, text_of("The seven best value themes"),
                  text_of("Which measures speak to which theme of the statutory guidance "
                          "on best value, and which theme has none."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    document_paragraph(
        document,
        text_of("Best value is a council's duty to improve how it works. The guidance of "
                "May 2024 looks at it under seven themes, by reading, visiting and "
                "asking. Figures can raise a question under a theme. They cannot answer "
                "it, and some themes have no figures at all."));
    for (size_t i = 0; metric_theme_words[i] != NULL; i++)
        say_theme(site, document, metric_theme_words[i], arena);
}
