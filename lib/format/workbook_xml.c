/* XML of a part of a workbook. */
#include "format/workbook_xml.h"

#include <expat.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text_map.h"

/* Markup is held whole until it ends, and so are every open element and, to the end,
 * every name. Sheets nest about ten deep, their tags are of some hundred bytes, and they
 * have less than a hundred names. */
enum {
    DEPTH_LIMIT = 256,
    MARKUP_LIMIT = 1 << 20,
    NAME_COUNT_LIMIT = 4096,
    NAME_LENGTH_LIMIT = 256,
    PIECE = 1 << 16
};

struct workbook_xml {
    XML_Parser parser;
    struct workbook_part *part;
    const struct workbook_xml_kind *kind;
    void *user;
    const char *file;
    struct messages *messages;
    struct text left; /* of the part's block, not yet parsed */
    int64_t parsed;
    int depth;
    struct text_map names;
    bool ended; /* the part is */
    bool failed;
};

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *workbook_xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static enum xml_outcome say(struct workbook_xml *xml, const char *what)
{
    messages_say(xml->messages, (struct place){ .file = xml->file },
                 "its part '%s', line %llu: %s", workbook_part_name(xml->part),
                 (unsigned long long)XML_GetCurrentLineNumber(xml->parser), what);
    xml->failed = true;
    return XML_BROKEN;
}

/* Names of one or two letters, which most elements and attributes of a sheet have, are
 * bounded as they are. */
static bool is_one_of_few(struct workbook_xml *xml, const char *name)
{
    if (name[0] == '\0' || name[1] == '\0' || name[2] == '\0')
        return true;
    const struct text t = text_of(name);
    if (t.length > NAME_LENGTH_LIMIT)
        return false;
    text_map_add(&xml->names, t);
    return xml->names.count <= NAME_COUNT_LIMIT;
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct workbook_xml *xml = user;
    if (xml->failed)
        return;
    bool few = is_one_of_few(xml, name);
    for (size_t i = 0; few && attributes[i] != NULL; i += 2)
        few = is_one_of_few(xml, attributes[i]);
    if (!few)
        say(xml, "more names, or longer ones, than a workbook has");
    else if (++xml->depth > DEPTH_LIMIT)
        say(xml, "elements are nested too deep for a workbook");
    if (xml->failed)
        XML_StopParser(xml->parser, XML_FALSE);
    else
        xml->kind->start(xml->user, local(name), attributes);
}

static void on_end(void *user, const char *name)
{
    struct workbook_xml *xml = user;
    if (xml->failed)
        return;
    xml->depth--;
    xml->kind->end(xml->user, local(name));
}

static void on_characters(void *user, const char *bytes, int length)
{
    struct workbook_xml *xml = user;
    if (!xml->failed)
        xml->kind->characters(xml->user, (struct text){ bytes, (size_t)length });
}

static void on_document_type(void *user, const char *name, const char *system,
                             const char *public, int internal)
{
    struct workbook_xml *xml = user;
    (void)name, (void)system, (void)public, (void)internal;
    say(xml, "a document type is declared, which no workbook does");
    XML_StopParser(xml->parser, XML_FALSE);
}

struct workbook_xml *workbook_xml_open(struct workbook_part *part,
                                       const struct workbook_xml_kind *kind, void *user,
                                       const char *file, struct messages *messages)
{
    struct workbook_xml *xml = memory_take(1, sizeof *xml);
    *xml = (struct workbook_xml){ .parser = XML_ParserCreate(NULL),
                                  .part = part,
                                  .kind = kind,
                                  .user = user,
                                  .file = file,
                                  .messages = messages };
    if (xml->parser == NULL)
        memory_take(SIZE_MAX, 1);
    text_map_init(&xml->names);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_characters);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_document_type);
    return xml;
}

void workbook_xml_close(struct workbook_xml *xml)
{
    if (xml == NULL)
        return;
    XML_ParserFree(xml->parser);
    text_map_release(&xml->names);
    workbook_part_close(xml->part);
    free(xml);
}

void workbook_xml_pause(struct workbook_xml *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

void workbook_xml_fail(struct workbook_xml *xml)
{
    xml->failed = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

/* Hands the parser the next piece of the part. */
static enum XML_Status parse_more(struct workbook_xml *xml)
{
    while (xml->left.length == 0 && !xml->ended) {
        const enum byte_outcome outcome = workbook_part_next(xml->part, &xml->left);
        xml->failed = outcome == BYTES_BROKEN;
        if (xml->failed)
            return XML_STATUS_ERROR;
        xml->ended = outcome == BYTES_END;
    }
    const size_t length = xml->left.length < PIECE ? xml->left.length : PIECE;
    const char *bytes = xml->left.bytes;
    xml->left = text_slice(xml->left, length, xml->left.length);
    xml->parsed += (int64_t)length;
    return XML_Parse(xml->parser, bytes, (int)length, xml->ended);
}

enum xml_outcome workbook_xml_run(struct workbook_xml *xml)
{
    while (!xml->failed) {
        XML_ParsingStatus status;
        XML_GetParsingStatus(xml->parser, &status);
        if (status.parsing == XML_FINISHED)
            return XML_ENDED;
        const enum XML_Status done = status.parsing == XML_SUSPENDED
                                         ? XML_ResumeParser(xml->parser)
                                         : parse_more(xml);
        if (xml->failed)
            break;
        if (done == XML_STATUS_SUSPENDED)
            return XML_PAUSED;
        if (done == XML_STATUS_ERROR)
            return say(xml, XML_ErrorString(XML_GetErrorCode(xml->parser)));
        if (xml->parsed - XML_GetCurrentByteIndex(xml->parser) > MARKUP_LIMIT)
            return say(xml, "markup that is too long for a workbook");
    }
    return XML_BROKEN;
}

bool workbook_xml_read(struct workbook_xml *xml)
{
    const bool good = workbook_xml_run(xml) == XML_ENDED;
    workbook_xml_close(xml);
    return good;
}
