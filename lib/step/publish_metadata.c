/* What open data are, for programs. */
#include "step/publish_metadata.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/text_buffer.h"
#include "base/utf8.h"
#include "page/words.h"

#define OPEN_GOVERNMENT_LICENCE                                                          \
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
#define TABULAR_DATA_PACKAGE "tabular-data-package"

/* Names come from the header of a table, and may be anything. */
static json_t *json_of(struct text text)
{
    char *safe = memory_take(text.length + 1, 1);
    const size_t length = utf8_make_safe(text, safe);
    json_t *string = json_stringn(safe, length);
    free(safe);
    return string;
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static void put_text(json_t *object, const char *key, struct text text)
{
    if (!text_is_empty(text))
        put(object, key, json_of(text));
}

/* Neither standard knows empty lists. */
static void put_list(json_t *object, const char *key, json_t *list)
{
    if (json_array_size(list) > 0)
        json_object_set(object, key, list);
    json_decref(list);
}

static void write_json(json_t *value, struct csv_writer *writer)
{
    const size_t flags = JSON_INDENT(1);
    const size_t length = json_dumpb(value, NULL, 0, flags);
    char *bytes = memory_take(length + 1, 1);
    json_dumpb(value, bytes, length, flags);
    bytes[length] = '\n';
    csv_write_bytes(writer, (struct text){ bytes, length + 1 });
    free(bytes);
    json_decref(value);
}

typedef bool same_metrics(const struct metric *a, const struct metric *b);
typedef json_t *describe_metric(const struct metric *metric);

static bool same_publisher(const struct metric *a, const struct metric *b)
{
    return text_equal(a->source_publisher, b->source_publisher);
}

static bool same_source(const struct metric *a, const struct metric *b)
{
    return same_publisher(a, b) && text_equal(a->source_title, b->source_title) &&
           text_equal(a->source_url, b->source_url);
}

/* What `describe` makes of the first metric with rows of those that are the same, in the
 * order of the definitions. */
static json_t *distinct(const struct publish_data *data, same_metrics *same,
                        describe_metric *describe)
{
    const struct metrics *metrics = data->table->reading.metrics;
    json_t *list = json_array();
    bool *first = memory_take(metrics->count + 1, sizeof *first);
    memset(first, 0, metrics->count * sizeof *first);
    for (size_t i = 0; i < data->count; i++)
        first[data->rows[i]->metric] = true;
    for (size_t i = 0; i < metrics->count; i++) {
        for (size_t j = 0; j < i && first[i]; j++)
            first[i] = !first[j] || !same(&metrics->all[i], &metrics->all[j]);
        if (first[i])
            json_array_append_new(list, describe(&metrics->all[i]));
    }
    free(first);
    return list;
}

/* The licence that all rows have, or empty. */
static struct text common_licence(const struct publish_data *data)
{
    const struct metric *all = data->table->reading.metrics->all;
    for (size_t i = 1; i < data->count; i++)
        if (!text_equal(all[data->rows[i]->metric].source_licence,
                        all[data->rows[0]->metric].source_licence))
            return text_of("");
    return data->count == 0 ? text_of("") : all[data->rows[0]->metric].source_licence;
}

/* --- CSV on the Web --- */

static json_t *csvw_source(const struct metric *metric)
{
    json_t *source = json_object();
    put_text(source, "@id", metric->source_url);
    put_text(source, "dc:title", metric->source_title);
    put_text(source, "dc:publisher", metric->source_publisher);
    return source;
}

static json_t *csvw_licence(struct text licence)
{
    return text_is(licence, "OGL-3.0")
               ? json_pack("{s:s}", "@id", OPEN_GOVERNMENT_LICENCE)
               : json_of(licence);
}

/* A column's name within metadata and templates: letters and digits as they are, and the
 * rest as an address has it. */
static json_t *csvw_name(struct text name)
{
    struct text_buffer out = { 0 };
    for (size_t i = 0; i < name.length; i++) {
        const unsigned char c = (unsigned char)name.bytes[i];
        char escaped[sizeof "%00"];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            (c == '_' && i > 0)) {
            text_buffer_put_byte(&out, (char)c);
            continue;
        }
        snprintf(escaped, sizeof escaped, "%%%02X", c);
        text_buffer_put(&out, text_of(escaped));
    }
    json_t *string = json_stringn(out.bytes, out.length);
    free(out.bytes);
    return string;
}

static bool is_key(const struct publish_data *data, size_t column)
{
    const size_t *places = data->table->places;
    return column == places[OBSERVATION_METRIC] ||
           column == places[OBSERVATION_AREA_CODE] ||
           column == places[OBSERVATION_PERIOD];
}

/* By enum column_type; CSVW and Frictionless call them the same. */
static const char *const type_words[] = {
    [COLUMN_TEXT] = "string",
    [COLUMN_NUMBER] = "number",
    [COLUMN_WHOLE] = "integer",
    [COLUMN_DATE] = "date",
};

static json_t *csvw_column(const struct publish_data *data, size_t i)
{
    const struct publish_data_column *column = &data->columns[i];
    json_t *json = json_object();
    put(json, "name", csvw_name(column->name));
    put(json, "titles", json_of(column->name));
    put_text(json, "dc:title", column->meaning.title);
    put_text(json, "dc:description", column->meaning.description);
    put(json, "datatype", json_string(type_words[column->meaning.type]));
    if (is_key(data, i))
        put(json, "required", json_true());
    return json;
}

static json_t *csvw_schema(const struct publish_data *data)
{
    json_t *columns = json_array(), *key = json_array();
    for (size_t i = 0; i < data->column_count; i++) {
        json_array_append_new(columns, csvw_column(data, i));
        if (is_key(data, i))
            json_array_append_new(key, csvw_name(data->columns[i].name));
    }
    return json_pack("{s:o, s:o}", "columns", columns, "primaryKey", key);
}

void publish_metadata_csvw_schema(const struct publish_data *data,
                                  struct csv_writer *writer)
{
    write_json(csvw_schema(data), writer);
}

void publish_metadata_csvw(const struct publish_data *data, struct text url,
                           struct text schema, struct csv_writer *writer)
{
    const struct text licence = common_licence(data);
    json_t *json = json_pack("{s:[s,{s:s}]}", "@context", "http://www.w3.org/ns/csvw",
                             "@language", "en");
    put_text(json, "url", url);
    put_text(json, "dc:title", data->title);
    if (!text_is_empty(licence))
        put(json, "dc:license", csvw_licence(licence));
    put_list(json, "dc:source", distinct(data, same_source, csvw_source));
    put(json, "dialect",
        json_pack("{s:s, s:s, s:b, s:b}", "encoding", "utf-8", "delimiter", ",",
                  "doubleQuote", 1, "header", 1));
    put(json, "tableSchema", text_is_empty(schema) ? csvw_schema(data) : json_of(schema));
    write_json(json, writer);
}

/* --- Frictionless --- */

static json_t *frictionless_field(const struct publish_data *data, size_t i)
{
    const struct publish_data_column *column = &data->columns[i];
    json_t *json = json_object();
    put(json, "name", json_of(column->name));
    put_text(json, "title", column->meaning.title);
    put_text(json, "description", column->meaning.description);
    put(json, "type", json_string(type_words[column->meaning.type]));
    if (is_key(data, i))
        put(json, "constraints", json_pack("{s:b}", "required", 1));
    return json;
}

static json_t *frictionless_schema(const struct publish_data *data)
{
    json_t *fields = json_array(), *key = json_array();
    for (size_t i = 0; i < data->column_count; i++) {
        json_array_append_new(fields, frictionless_field(data, i));
        if (is_key(data, i))
            json_array_append_new(key, json_of(data->columns[i].name));
    }
    return json_pack("{s:o, s:[s], s:o}", "fields", fields, "missingValues", "",
                     "primaryKey", key);
}

void publish_metadata_schema(const struct publish_data *data, struct csv_writer *writer)
{
    write_json(frictionless_schema(data), writer);
}

static json_t *frictionless_source(const struct metric *metric)
{
    json_t *source = json_object();
    put(source, "title",
        json_sprintf("%.*s: %.*s", TEXT_ARGS(metric->source_publisher),
                     TEXT_ARGS(metric->source_title)));
    put_text(source, "path", metric->source_url);
    return source;
}

static json_t *frictionless_publisher(const struct metric *metric)
{
    json_t *publisher = json_object();
    put(publisher, "title", json_of(metric->source_publisher));
    put(publisher, "role", json_string("publisher"));
    return publisher;
}

static json_t *frictionless_resource(const struct publish_data *data, struct text schema,
                                     const struct publish_resource *resource)
{
    json_t *json = json_object();
    put_text(json, "name", resource->name);
    put_text(json, "path", resource->path);
    put_text(json, "title", resource->title);
    put(json, "profile", json_string("tabular-data-resource"));
    put(json, "format", json_string("csv"));
    put(json, "mediatype", json_string("text/csv"));
    put(json, "encoding", json_string("utf-8"));
    put(json, "schema",
        text_is_empty(schema) ? frictionless_schema(data) : json_of(schema));
    return json;
}

/* A name may have letters, digits and a few signs alone. */
static json_t *frictionless_name(struct text text)
{
    char *name = memory_take(text.length + 1, 1);
    for (size_t i = 0; i < text.length; i++) {
        const char c = text.bytes[i];
        const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        name[i] = fine ? c : '-';
    }
    json_t *string = json_stringn(name, text.length);
    free(name);
    return string;
}

/* The name is the Open Definition's, where that is known. */
static json_t *frictionless_licence(struct text licence)
{
    json_t *json = json_object();
    const bool open_government = text_is(licence, "OGL-3.0");
    put(json, "name",
        open_government ? json_string("OGL-UK-3.0") : frictionless_name(licence));
    put(json, "title", json_of(words_licence(licence)));
    if (open_government)
        put(json, "path", json_string(OPEN_GOVERNMENT_LICENCE));
    return json_pack("[o]", json);
}

void publish_metadata_package(const struct publish_data *data, struct text schema,
                              const struct publish_resource *resources, size_t count,
                              struct csv_writer *writer)
{
    const struct text licence = common_licence(data);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, frictionless_resource(data, schema, &resources[i]));
    json_t *json = json_pack("{s:s, s:s}", "profile", TABULAR_DATA_PACKAGE, "name",
                             "council-comparison");
    put_text(json, "title", data->title);
    if (!text_is_empty(licence))
        put(json, "licenses", frictionless_licence(licence));
    put_list(json, "sources", distinct(data, same_source, frictionless_source));
    put_list(json, "contributors",
             distinct(data, same_publisher, frictionless_publisher));
    put_list(json, "resources", list);
    write_json(json, writer);
}
