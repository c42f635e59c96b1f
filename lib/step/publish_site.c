/* A site of what people look at. */
#include "step/publish_site.h"

#include <stdlib.h>

#include "council/date.h"
#include "page/document_html.h"
#include "step/publish_absent.h"
#include "step/publish_pages.h"
#include "step/publish_site_data.h"

struct site_writing {
    struct publish_site *site;
    const struct publish_files *files;
    struct text_buffer page; /* the one that is being written */
    struct arena arena;      /* as long as that page is */
    const char *up;          /* from it to the folder of the site */
    bool fine;
};

static struct text address(void *state, struct document_target target)
{
    struct site_writing *w = state;
    if (target.kind == DOCUMENT_TO_FILE)
        return target.name;
    const struct text path = publish_address(w->site, &w->arena, target);
    return text_is_empty(path) ? path
                               : arena_print(&w->arena, "%s%.*s", w->up, TEXT_ARGS(path));
}

static void write_file(struct site_writing *w, struct text path, struct text bytes)
{
    w->fine = w->fine && w->files->write(w->files->state, path, bytes);
}

static const char *up_from(struct text path)
{
    static const char *const ups[] = { "", "../", "../../" };
    size_t depth = 0;
    for (size_t i = 0; i < path.length; i++)
        depth += path.bytes[i] == '/';
    return ups[depth];
}

static void write_page(struct site_writing *w, struct text path,
                       const struct document *document)
{
    static const char *const pages[][2] = { { "home", "Find a council" },
                                            { "themes", "Best value themes" },
                                            { "changes", "What has changed" },
                                            { "methods", "Methods" },
                                            { "downloads", "Downloads" } };
    enum { COUNT = sizeof pages / sizeof *pages };
    struct document_target targets[COUNT];
    struct text names[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        targets[i] = document_to(DOCUMENT_TO_PAGE, text_of(pages[i][0]));
        names[i] = text_of(pages[i][1]);
    }
    w->up = up_from(path);
    const struct html_page page = {
        .address = address,
        .state = w,
        .navigation = targets,
        .navigation_names = names,
        .navigation_count = COUNT,
        .style_address = arena_print(&w->arena, "%sstyle.css", w->up),
        .script_address = arena_print(&w->arena, "%sscript.js", w->up),
        .site_name = text_of("Councils compared"),
    };
    w->page.length = 0;
    document_html(&w->page, document, &page);
    write_file(w, path, (struct text){ w->page.bytes, w->page.length });
}

/* What a page says is made in the arena of the page. */
static void begin_page(struct site_writing *w)
{
    arena_release(&w->arena);
    arena_init(&w->arena);
}

typedef void page_content(const struct publish_site *site, struct document *document,
                          struct arena *arena);

static void write_plain_page(struct site_writing *w, const char *path,
                             page_content *content)
{
    struct document document;
    begin_page(w);
    content(w->site, &document, &w->arena);
    write_page(w, text_of(path), &document);
    document_release(&document);
}

static void write_topics(struct site_writing *w)
{
    struct publish_site *site = w->site;
    for (size_t i = 0; i < site->topic_count; i++) {
        struct document document;
        begin_page(w);
        publish_metric(site, &site->topics[i], &document, &w->arena);
        publish_data_links(&document);
        write_page(
            w, publish_metric_path(&w->arena, site->topics[i].metric->id, "index.html"),
            &document);
        document_release(&document);
    }
}

static void write_authorities(struct site_writing *w)
{
    struct publish_site *site = w->site;
    for (size_t i = 0; i < site->authority_count; i++) {
        struct document document;
        begin_page(w);
        publish_authority(site, site->authorities[i], &document, &w->arena);
        publish_data_links(&document);
        write_page(
            w,
            publish_authority_path(&w->arena, site->authorities[i]->code, "index.html"),
            &document);
        document_release(&document);
    }
}

static void write_councils(struct site_writing *w)
{
    struct publish_site *site = w->site;
    for (size_t i = 0; i < site->council_count; i++) {
        struct document document;
        begin_page(w);
        publish_council_page(site, site->councils[i], &document, &w->arena);
        publish_data_links(&document);
        write_page(w,
                   publish_council_path(&w->arena, site->councils[i]->code, "index.html"),
                   &document);
        document_release(&document);
    }
}

/* Whether figures of the council, or of one that followed it, have a page to lead to. */
static bool leads_somewhere(const struct publish_site *site, uint32_t council)
{
    for (uint32_t i = 0; i < areas_count(site->areas); i++) {
        const uint32_t other = areas_get(site->areas, i)->council;
        if (publish_has_page(site, other) &&
            (other == council || areas_succeeds(site->areas, other, council)))
            return true;
    }
    return false;
}

/* A page at each code that no page of figures is at: links to it outlive the code. */
static void write_former(struct site_writing *w)
{
    struct publish_site *site = w->site;
    for (uint32_t i = 0; i < areas_count(site->areas); i++) {
        const struct area *area = areas_get(site->areas, i);
        const enum area_level level = area_level_of(area->class);
        struct document document;
        if ((level != LEVEL_COUNCIL && level != LEVEL_COMBINED_AUTHORITY) ||
            (publish_has_page(site, area->council) &&
             publish_newest(site, area->council) == area) ||
            !leads_somewhere(site, area->council))
            continue;
        begin_page(w);
        publish_former(site, area, &document, &w->arena);
        write_page(w,
                   level == LEVEL_COUNCIL
                       ? publish_council_path(&w->arena, area->code, "index.html")
                       : publish_authority_path(&w->arena, area->code, "index.html"),
                   &document);
        document_release(&document);
    }
}

static void write_all(struct site_writing *w)
{
    /* Councils come last: they read what the pages of metrics have refused already. */
    write_topics(w);
    write_authorities(w);
    write_councils(w);
    write_former(w);
    write_plain_page(w, "index.html", publish_home);
    write_plain_page(w, "themes.html", publish_themes);
    write_plain_page(w, "changes.html", publish_changes);
    write_plain_page(w, "methods.html", publish_methods);
    write_plain_page(w, "downloads.html", publish_downloads);
    write_file(w, text_of("style.css"), w->site->options->style);
    write_file(w, text_of("script.js"), w->site->options->script);
    w->fine = w->fine && publish_site_data(w->site, w->files);
}

static void count_rows(const struct publish_site *site, struct step_account *account)
{
    for (size_t i = 0; i < site->table->count; i++) {
        const struct observation *row = &site->table->rows[i];
        const bool is_out = publish_site_holds(site, row);
        account->written += is_out;
        account->not_selected += !is_out && !row->gone;
    }
}

enum step_outcome publish_site_run(struct observation_table *table,
                                   const struct selection *selection,
                                   const struct publish_site_options *options,
                                   const struct publish_files *files,
                                   struct step_account *account)
{
    const uint64_t refused = table->reading.refusals->count;
    struct publish_site site;
    if (!publish_is_complete(table, selection))
        return STEP_BROKEN;
    publish_site_init(&site, table, selection, options);
    struct site_writing w = { .site = &site, .files = files, .fine = true };
    arena_init(&w.arena);
    if (site.council_count + site.authority_count == 0) {
        messages_say(table->reading.messages, (struct place){ 0 },
                     "there is no council to show: the table has no row of one that was "
                     "asked for");
        w.fine = false;
    }
    if (w.fine)
        write_all(&w);
    count_rows(&site, account);
    free(w.page.bytes);
    arena_release(&w.arena);
    publish_site_release(&site);
    const bool strict_end =
        table->reading.strict && table->reading.refusals->count > refused;
    return w.fine && !strict_end ? STEP_DONE : STEP_BROKEN;
}
