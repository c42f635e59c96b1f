/* Who to learn from. */
#include "step/publish_learn.h"

#include "base/counted.h"
#include "council/learn_list.h"

struct lessons {
    const struct listed_lesson *all;
    size_t count;
};

static struct lessons lessons_of(const struct publish_writing *w,
                                 const struct publish_entry *entry)
{
    struct lessons lessons;
    lessons.all = learn_list_find(w->beside->learn, w->area->council, entry->metric,
                                  entry->period, &lessons.count);
    return lessons;
}

static void link_peer(const struct publish_writing *w, const struct listed_lesson *lesson)
{
    const struct area *peer = areas_get(w->entries->table->reading.areas, lesson->peer);
    document_link(w->document, document_to(DOCUMENT_TO_AREA, peer->code), peer->name);
}

/* "Calderdale started where Leeds is now and improved: 34.5% in 2017 to 2018, 45.2% in
 * 2022 to 2023; it has published 5 figures since, none of them worse than at the start".
 */
static void write_improved(const struct publish_writing *w,
                           const struct listed_lesson *lesson)
{
    const struct metric *metric = lesson->metric;
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    link_peer(w, lesson);
    document_say(
        w->document,
        arena_print(
            w->arena,
            " started where %.*s is now and improved: %.*s in %.*s, %.*s in %.*s; it has "
            "published %s since, none of them worse than at the start (%.*s on the list "
            "of "
            "similar councils).",
            TEXT_ARGS(w->area->name),
            TEXT_ARGS(words_number(w->arena, metric, lesson->then_value)),
            TEXT_ARGS(words_period(w->arena, lesson->then_period)),
            TEXT_ARGS(words_number(w->arena, metric, lesson->peer_value)),
            TEXT_ARGS(words_period(w->arena, lesson->period)),
            counted((uint64_t)lesson->figures, "figure").text,
            TEXT_ARGS(words_ordinal(w->arena, lesson->position))));
    document_close(w->document);
}

/* "Clearly better in 2022 to 2023: Kirklees (40.1%), Bury (45.0%)." */
static void write_better(const struct publish_writing *w, struct lessons lessons,
                         size_t count)
{
    const struct listed_lesson *first = lessons.all;
    size_t said = 0;
    if (count == 0)
        return;
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say(w->document,
                 arena_print(w->arena, "%s clearly better in %.*s, nearest first: ",
                             count < lessons.count ? "Also" : "Does",
                             TEXT_ARGS(words_period(w->arena, first->period))));
    for (size_t i = 0; i < lessons.count; i++) {
        const struct listed_lesson *lesson = &lessons.all[i];
        if (lesson->improved)
            continue;
        link_peer(w, lesson);
        document_say(w->document,
                     arena_print(w->arena, " (%.*s)%s",
                                 TEXT_ARGS(words_number(w->arena, lesson->metric,
                                                        lesson->peer_value)),
                                 ++said == count ? "." : ", "));
    }
    document_close(w->document);
}

static void write_lessons(const struct publish_writing *w,
                          const struct publish_entry *entry)
{
    const struct lessons lessons = lessons_of(w, entry);
    size_t better = 0;
    if (lessons.count == 0)
        return;
    document_section(
        w->document, DOCUMENT_PLAIN,
        arena_print(w->arena, "learn-%.*s", TEXT_ARGS(entry->metric->id)),
        arena_print(
            w->arena, "%.*s: %.*s has %.*s", TEXT_ARGS(entry->metric->label),
            TEXT_ARGS(w->area->name),
            TEXT_ARGS(words_figure(w->arena, entry->metric, lessons.all[0].value))));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < lessons.count; i++) {
        better += !lessons.all[i].improved;
        if (lessons.all[i].improved)
            write_improved(w, &lessons.all[i]);
    }
    write_better(w, lessons, better);
    document_close(w->document);
    document_close(w->document);
}

void publish_learn(const struct publish_writing *w)
{
    bool any = false;
    if (w->beside->learn == NULL)
        return;
    for (size_t i = 0; i < w->entries->count; i++)
        any = any || lessons_of(w, &w->entries->all[i]).count > 0;
    document_section(w->document, DOCUMENT_PLAIN, text_of("learn"),
                     text_of("Who to learn from"));
    document_paragraph(
        w->document,
        text_of(any ? "Similar councils whose figure is clearly better, on measures that "
                      "have a better end. Any that once stood where this council stands "
                      "now come first. What they did is not in the figures: ask them."
                    : "Of the councils listed as similar, none was shown to do clearly "
                      "better on a measure of this page that has a better end."));
    for (size_t i = 0; i < w->entries->count; i++)
        write_lessons(w, &w->entries->all[i]);
    document_close(w->document);
}
