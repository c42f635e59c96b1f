/* Where the pages of a site are. */
#include "step/publish_pages.h"

#include <strings.h>

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-';
}

/* Names that Windows keeps for devices, whatever follows a dot: a site may be on a stick.
 */
static bool is_device(struct text name)
{
    static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
    size_t length = 0;
    while (length < name.length && name.bytes[length] != '.')
        length++;
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (length >= 3 && strncasecmp(name.bytes, devices[i], 3) == 0 &&
            (i < 4 ? length == 3
                   : length == 4 && name.bytes[3] >= '0' && name.bytes[3] <= '9'))
            return true;
    return false;
}

/* Codes and ids may come from strangers, and must not lead out of the folder; a dot at
 * the end Windows would drop. */
static struct text part_of(struct arena *arena, struct text name)
{
    static const char digits[] = "0123456789ABCDEF";
    char *bytes = arena_take_bytes(arena, 3 * name.length + 1);
    const bool device = is_device(name);
    size_t used = 0;
    for (size_t i = 0; i < name.length; i++) {
        const unsigned char c = (unsigned char)name.bytes[i];
        if ((is_plain(name.bytes[i]) && !(device && i == 0)) ||
            (c == '.' && i > 0 && i + 1 < name.length)) {
            bytes[used++] = name.bytes[i];
            continue;
        }
        bytes[used++] = '_';
        bytes[used++] = digits[c / 16];
        bytes[used++] = digits[c % 16];
    }
    return (struct text){ bytes, used };
}

static struct text path_of(struct arena *arena, const char *folder, struct text name,
                           const char *file)
{
    return arena_print(arena, "%s/%.*s/%s", folder, TEXT_ARGS(part_of(arena, name)),
                       file);
}

struct text publish_council_path(struct arena *arena, struct text code, const char *file)
{
    return path_of(arena, "council", code, file);
}

struct text publish_authority_path(struct arena *arena, struct text code,
                                   const char *file)
{
    return path_of(arena, "combined-authority", code, file);
}

struct text publish_metric_path(struct arena *arena, struct text id, const char *file)
{
    return path_of(arena, "metric", id, file);
}

/* A code that a council no longer has leads to the page of the one it has. */
static struct text address_of_area(const struct publish_site *site, struct arena *arena,
                                   struct text code)
{
    const uint32_t number = areas_find_code(site->areas, code);
    if (number == AREA_NONE ||
        !publish_has_page(site, areas_get(site->areas, number)->council))
        return text_of("");
    const struct area *area =
        publish_newest(site, areas_get(site->areas, number)->council);
    return area_level_of(area->class) == LEVEL_COUNCIL
               ? publish_council_path(arena, area->code, "index.html")
               : publish_authority_path(arena, area->code, "index.html");
}

static struct text address_of_metric(const struct publish_site *site, struct arena *arena,
                                     struct text id)
{
    for (size_t i = 0; i < site->topic_count; i++)
        if (text_equal(site->topics[i].metric->id, id))
            return publish_metric_path(arena, id, "index.html");
    return text_of("");
}

static struct text address_of_page(struct text name)
{
    static const char *const pages[][2] = {
        { "home", "index.html" },      { "changes", "changes.html" },
        { "methods", "methods.html" }, { "downloads", "downloads.html" },
        { "themes", "themes.html" },
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (text_is(name, pages[i][0]))
            return text_of(pages[i][1]);
    return text_of("");
}

struct text publish_address(const struct publish_site *site, struct arena *arena,
                            struct document_target target)
{
    switch (target.kind) {
    case DOCUMENT_TO_AREA:
        return address_of_area(site, arena, target.name);
    case DOCUMENT_TO_METRIC:
        return address_of_metric(site, arena, target.name);
    case DOCUMENT_TO_PAGE:
        return address_of_page(target.name);
    case DOCUMENT_TO_FILE:
    case DOCUMENT_TO_WEB:
    case DOCUMENT_TO_SECTION:
    case DOCUMENT_NOWHERE:
        break;
    }
    return text_of("");
}
