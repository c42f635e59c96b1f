/* What may be taken away, and on what terms. */
#include "step/publish_pages.h"

static void say_metric(const struct publish_site *site, struct document *document,
                       struct document_table *table, const struct metric *metric)
{
    (void)site;
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, metric->label);
    row->cells[0].target = document_to(DOCUMENT_TO_METRIC, metric->id);
    row->cells[1].text = document_keep(document, metric->source_publisher);
    row->cells[2].text = document_keep(document, metric->source_title);
    row->cells[2].target = document_to(DOCUMENT_TO_WEB, metric->source_url);
    row->cells[3].text = document_keep(document, words_licence(metric->source_licence));
}

void publish_downloads(const struct publish_site *site, struct document *document,
                       struct arena *arena)
{
    document_init(document, text_of("Downloads and licence"),
                  text_of("Where the figures come from, and on what terms they may be "
                          "used."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    document_paragraph(
        document,
        text_of("Figures belong to their publishers, named below with the licence of "
                "each. Whoever uses them names the publisher."));
    struct document_table *table =
        document_table(document, text_of("Sources and licences of all measures"));
    document_table_column(document, table, "Measure", false, true);
    document_table_column(document, table, "Published by", false, true);
    document_table_column(document, table, "In", false, false);
    document_table_column(document, table, "Licence", false, true);
    for (size_t i = 0; i < site->topic_count; i++)
        say_metric(site, document, table, site->topics[i].metric);
    document_section(document, DOCUMENT_PLAIN, text_of("check"),
                     text_of("Check a copy of this site"));
    document_paragraph(document,
                       text_of("The file .oflog-site lists every file of the site with "
                               "its checksum. In the folder of the site, sha256sum -c "
                               ".oflog-site tells whether any has changed."));
    document_close(document);
}
