/* Receipts from lines of JSON. */
#include <stdlib.h>

#include <jansson.h>

#include "format/receipt.h"

struct receipt_reading {
    struct receipts *receipts;
    struct messages *messages;
    struct place place;
};

static bool wrong(struct receipt_reading *r, const char *key, const char *expected)
{
    messages_say(r->messages, r->place, "no receipt: '%s' must be %s", key, expected);
    return false;
}

/* The bytes that pairs of hexadecimal digits stand for. */
static bool read_hex(struct receipt_reading *r, const char *hex, struct text *t)
{
    const size_t length = strlen(hex);
    if (length % 2 != 0 || strspn(hex, "0123456789abcdef") != length)
        return false;
    char *bytes = arena_take_bytes(&r->receipts->arena, length / 2 + 1);
    for (size_t i = 0; i < length; i += 2) {
        const char pair[] = { hex[i], hex[i + 1], 0 };
        bytes[i / 2] = (char)strtoul(pair, NULL, 16);
    }
    bytes[length / 2] = 0;
    *t = (struct text){ bytes, length / 2 };
    return memchr(bytes, 0, length / 2) == NULL;
}

static bool read_text_of(struct receipt_reading *r, const json_t *value, struct text *t)
{
    const char *hex = json_string_value(json_object_get(value, "hex"));
    if (hex != NULL)
        return read_hex(r, hex, t);
    if (!json_is_string(value))
        return false;
    *t = arena_keep(&r->receipts->arena,
                    (struct text){ json_string_value(value), json_string_length(value) });
    return true;
}

static bool read_text(struct receipt_reading *r, const json_t *object, const char *key,
                      bool needed, struct text *t)
{
    const json_t *value = json_object_get(object, key);
    *t = text_of("");
    if (value == NULL && !needed)
        return true;
    return read_text_of(r, value, t) || wrong(r, key, "text");
}

static bool read_count(struct receipt_reading *r, const json_t *object, const char *key,
                       bool needed, uint64_t *count)
{
    const json_t *value = json_object_get(object, key);
    *count = 0;
    if (value == NULL && !needed)
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return wrong(r, key, "a whole number, not below 0");
    *count = (uint64_t)json_integer_value(value);
    return true;
}

static const json_t *need_list(struct receipt_reading *r, const json_t *object,
                               const char *key, size_t *count)
{
    const json_t *list = json_object_get(object, key);
    if (!json_is_array(list)) {
        wrong(r, key, "a list");
        return NULL;
    }
    *count = json_array_size(list);
    return list;
}

static bool read_checksum(struct receipt_reading *r, const json_t *object,
                          struct receipt_file *file)
{
    struct text sum;
    if (!read_text(r, object, "sha256", false, &sum) ||
        !read_count(r, object, "size", sum.length > 0, &file->size))
        return false;
    if (sum.length == 0)
        return true;
    file->hashed = true;
    if (sum.length != DIGEST_SIZE - 1 ||
        strspn(sum.bytes, "0123456789abcdef") != sum.length)
        return wrong(r, "sha256", "64 hexadecimal digits in small letters");
    memcpy(file->sha256, sum.bytes, DIGEST_SIZE);
    return true;
}

static bool read_group_headers(struct receipt_reading *r, const json_t *object,
                               struct receipt_file *file)
{
    const json_t *list = json_object_get(object, "group_headers");
    if (list == NULL)
        return true;
    const size_t count = json_array_size(list);
    if (count > RECEIPT_MOST_GROUPS)
        return wrong(r, "group_headers", "a list of at most 16");
    uint64_t *records = arena_take(&r->receipts->arena, (count + 1) * sizeof *records);
    for (size_t i = 0; i < count; i++) {
        const json_t *record = json_array_get(list, i);
        if (!json_is_integer(record) || json_integer_value(record) < 1)
            return wrong(r, "group_headers", "a list of whole numbers from 1");
        records[i] = (uint64_t)json_integer_value(record);
    }
    file->group_headers = records;
    file->group_header_count = count;
    return json_is_array(list) || wrong(r, "group_headers", "a list");
}

static bool read_file(struct receipt_reading *r, const json_t *object,
                      struct receipt_file *file)
{
    *file = (struct receipt_file){ 0 };
    return read_text(r, object, "role", true, &file->role) &&
           read_text(r, object, "name", true, &file->name) &&
           read_checksum(r, object, file) &&
           read_text(r, object, "source_id", false, &file->source_id) &&
           read_text(r, object, "encoding", false, &file->encoding) &&
           read_text(r, object, "sheet", false, &file->sheet) &&
           read_text(r, object, "cells", false, &file->cells) &&
           read_count(r, object, "header", false, &file->header) &&
           read_count(r, object, "header_lines", false, &file->header_lines) &&
           (file->header_lines <= RECEIPT_MOST_LINES ||
            wrong(r, "header_lines", "at most 100")) &&
           read_group_headers(r, object, file);
}

static bool read_files(struct receipt_reading *r, const json_t *object, const char *key,
                       struct receipt_file **files, size_t *count)
{
    const json_t *list = need_list(r, object, key, count);
    if (list == NULL)
        return false;
    *files = arena_take(&r->receipts->arena, (*count + 1) * sizeof **files);
    for (size_t i = 0; i < *count; i++)
        if (!read_file(r, json_array_get(list, i), &(*files)[i]))
            return false;
    return true;
}

static bool read_options(struct receipt_reading *r, const json_t *object,
                         struct receipt *receipt)
{
    const json_t *list = need_list(r, object, "options", &receipt->option_count);
    if (list == NULL)
        return false;
    struct text *options =
        arena_take(&r->receipts->arena, (receipt->option_count + 1) * sizeof *options);
    for (size_t i = 0; i < receipt->option_count; i++)
        if (!read_text_of(r, json_array_get(list, i), &options[i]))
            return wrong(r, "options", "a list of texts");
    receipt->options = options;
    return true;
}

static bool read_account(struct receipt_reading *r, const json_t *object,
                         struct receipt *receipt)
{
    const json_t *account = json_object_get(object, "account");
    if (account == NULL)
        return true;
    if (!json_is_object(account))
        return wrong(r, "account", "a map");
    const json_t *list = need_list(r, account, "rules", &receipt->rule_count);
    if (list == NULL || !read_text(r, account, "unit", true, &receipt->unit) ||
        !read_count(r, account, "in", true, &receipt->in) ||
        !read_count(r, account, "out", true, &receipt->out) ||
        !read_count(r, account, "refused", true, &receipt->refused) ||
        !read_count(r, account, "left_out", true, &receipt->left_out))
        return false;
    receipt->rules = arena_take(&r->receipts->arena,
                                (receipt->rule_count + 1) * sizeof *receipt->rules);
    for (size_t i = 0; i < receipt->rule_count; i++) {
        const json_t *rule = json_array_get(list, i);
        if (!read_text(r, rule, "rule", true, &receipt->rules[i].rule) ||
            !read_count(r, rule, "rows", true, &receipt->rules[i].rows))
            return false;
    }
    return true;
}

static bool read_status(struct receipt_reading *r, const json_t *object,
                        struct receipt *receipt)
{
    uint64_t status;
    const bool fine = read_count(r, object, "status", false, &status);
    receipt->failed = status != 0;
    return fine;
}

static bool read_object(struct receipt_reading *r, const json_t *object,
                        struct receipt *receipt)
{
    uint64_t version;
    *receipt = (struct receipt){ .line = r->place.line };
    if (!json_is_object(object))
        return wrong(r, "receipt", "a key of a map");
    if (!read_count(r, object, "receipt", true, &version))
        return false;
    if (version != RECEIPT_VERSION)
        return wrong(r, "receipt", "1, the version that is known here");
    return read_text(r, object, "tool", true, &receipt->tool) &&
           read_text(r, object, "version", true, &receipt->version) &&
           read_options(r, object, receipt) &&
           read_files(r, object, "inputs", &receipt->inputs, &receipt->input_count) &&
           read_files(r, object, "outputs", &receipt->outputs, &receipt->output_count) &&
           (receipt->output_count <= RECEIPT_MOST_OUTPUTS ||
            wrong(r, "outputs", "a list of at most 16")) &&
           read_status(r, object, receipt) && read_account(r, object, receipt);
}

/* jansson itself gives up on what is nested too deeply. */
static bool read_line(struct receipt_reading *r, struct text line)
{
    json_error_t error;
    struct receipt receipt;
    json_t *object = json_loadb(line.bytes, line.length, JSON_REJECT_DUPLICATES, &error);
    if (object == NULL) {
        r->place.column = (uint64_t)(error.column > 0 ? error.column : 0);
        messages_say(r->messages, r->place, "no receipt: %s", error.text);
        r->place.column = 0;
        return false;
    }
    const bool fine = read_object(r, object, &receipt);
    json_decref(object);
    if (!fine)
        return false;
    ARRAY_RESERVE(r->receipts->all, r->receipts->room, r->receipts->count + 1);
    r->receipts->all[r->receipts->count++] = receipt;
    return true;
}

static bool take_line(struct receipt_reading *r, struct text line)
{
    r->place.line++;
    if (text_trim(line).length == 0 || read_line(r, line))
        return true;
    if (++r->receipts->refused < RECEIPT_MOST_REFUSED)
        return true;
    r->place.line = 0;
    messages_say(r->messages, r->place, "is no file of receipts: %d lines are none",
                 RECEIPT_MOST_REFUSED);
    return false;
}

/* Takes the whole lines of the buffer and moves what is left to its beginning. */
static bool take_lines(struct receipt_reading *r, char *buffer, size_t *used)
{
    size_t from = 0;
    const char *end;
    while ((end = memchr(buffer + from, '\n', *used - from)) != NULL) {
        const size_t length = (size_t)(end - buffer) - from;
        if (!take_line(r, (struct text){ buffer + from, length }))
            return false;
        from += length + 1;
    }
    *used -= from;
    memmove(buffer, buffer + from, *used);
    return true;
}

/* Counts bytes; false, said, where there are too many. */
static bool count_read(struct receipt_reading *r, size_t length)
{
    r->receipts->read += length;
    if (r->receipts->read <= RECEIPTS_LIMIT)
        return true;
    r->place.line = 0;
    messages_say(r->messages, r->place, "more than %d bytes of receipts", RECEIPTS_LIMIT);
    return false;
}

static bool say_too_long(struct receipt_reading *r)
{
    r->place.line++;
    messages_say(r->messages, r->place, "no receipt: the line is longer than %d bytes",
                 RECEIPT_LIMIT);
    return false;
}

void receipts_init(struct receipts *receipts)
{
    *receipts = (struct receipts){ 0 };
    arena_init(&receipts->arena);
}

void receipts_release(struct receipts *receipts)
{
    free(receipts->all);
    arena_release(&receipts->arena);
}

bool receipts_read(struct receipts *receipts, struct byte_source *source,
                   struct messages *messages)
{
    struct receipt_reading r = { receipts, messages, { byte_source_name(source), 0, 0 } };
    char *buffer = memory_take(RECEIPT_LIMIT, 1);
    size_t used = 0, length;
    enum byte_outcome outcome = BYTES_READ;
    bool fine = true;
    while (fine &&
           (outcome = byte_source_read(source, buffer + used, RECEIPT_LIMIT - used,
                                       &length)) == BYTES_READ) {
        used += length;
        fine = count_read(&r, length) && take_lines(&r, buffer, &used) &&
               (used < RECEIPT_LIMIT || say_too_long(&r));
    }
    if (fine && outcome == BYTES_END && used > 0)
        fine = take_line(&r, (struct text){ buffer, used });
    free(buffer);
    return fine && outcome == BYTES_END;
}
