/* XML of a part of a workbook, read by expat until its handlers have what they want. */
#ifndef OFLOG_FORMAT_WORKBOOK_XML_H
#define OFLOG_FORMAT_WORKBOOK_XML_H

#include "format/workbook_part.h"

struct workbook_xml;

/* What is told of the document. `name` is without its prefix, as are the names of
 * attributes: pairs of name and value that end in NULL, good during the call. */
struct workbook_xml_kind {
    void (*start)(void *user, const char *name, const char **attributes);
    void (*end)(void *user, const char *name);
    void (*characters)(void *user, struct text t); /* in any number of pieces */
};

/* Takes over `part`; borrows the others. */
struct workbook_xml *workbook_xml_open(struct workbook_part *part,
                                       const struct workbook_xml_kind *kind, void *user,
                                       const char *file, struct messages *messages);
void workbook_xml_close(struct workbook_xml *xml);

enum xml_outcome { XML_PAUSED, XML_ENDED, XML_BROKEN };

/* Reads on until a handler pauses, or to the end. XML_BROKEN, said: a handler failed, or
 * bytes that are no XML, a document type (none of the formats has one, and entities can
 * be made to grow without end), markup that is too long or too deep. */
enum xml_outcome workbook_xml_run(struct workbook_xml *xml);

/* workbook_xml_run() to the end, and closes: false, said. */
bool workbook_xml_read(struct workbook_xml *xml);

/* Both for handlers. The mistake has been said by the one who calls. */
void workbook_xml_pause(struct workbook_xml *xml);
void workbook_xml_fail(struct workbook_xml *xml);

/* The value of an attribute, or NULL. */
const char *workbook_xml_attribute(const char **attributes, const char *name);

#endif
