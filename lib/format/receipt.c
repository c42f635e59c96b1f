/* What a run read, did and wrote, as one line of JSON. */
#include "format/receipt.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/utf8.h"

static json_t *json_of_text(struct text t)
{
    static const char digits[] = "0123456789abcdef";
    if (utf8_is_valid(t) && memchr(t.bytes, 0, t.length) == NULL)
        return json_stringn(t.bytes == NULL ? "" : t.bytes, t.length);
    char *hex = memory_take(2 * t.length + 1, 1);
    for (size_t i = 0; i < t.length; i++) {
        hex[2 * i] = digits[(unsigned char)t.bytes[i] >> 4];
        hex[2 * i + 1] = digits[t.bytes[i] & 15];
    }
    json_t *object = json_pack("{s:o}", "hex", json_stringn_nocheck(hex, 2 * t.length));
    free(hex);
    return object;
}

static void put_text(json_t *object, const char *key, struct text t)
{
    json_object_set_new(object, key, json_of_text(t));
}

static void put_count(json_t *object, const char *key, uint64_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

static void put_text_if_any(json_t *object, const char *key, struct text t)
{
    if (t.length > 0)
        put_text(object, key, t);
}

static void put_count_if_any(json_t *object, const char *key, uint64_t count)
{
    if (count > 0)
        put_count(object, key, count);
}

static void put_counts_if_any(json_t *object, const char *key, const uint64_t *counts,
                              size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer((json_int_t)counts[i]));
    if (count > 0)
        json_object_set(object, key, list);
    json_decref(list);
}

static json_t *json_of_file(const struct receipt_file *file)
{
    json_t *object = json_object();
    put_text(object, "role", file->role);
    put_text(object, "name", file->name);
    if (file->hashed) {
        put_count(object, "size", file->size);
        put_text(object, "sha256", text_of(file->sha256));
    }
    put_text_if_any(object, "source_id", file->source_id);
    put_text_if_any(object, "encoding", file->encoding);
    put_text_if_any(object, "sheet", file->sheet);
    put_text_if_any(object, "cells", file->cells);
    put_count_if_any(object, "header", file->header);
    put_count_if_any(object, "header_lines", file->header_lines);
    put_counts_if_any(object, "group_headers", file->group_headers,
                      file->group_header_count);
    return object;
}

static json_t *json_of_files(const struct receipt_file *files, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_of_file(&files[i]));
    return list;
}

static json_t *json_of_account(const struct receipt *receipt)
{
    json_t *account = json_object(), *rules = json_array();
    put_text(account, "unit", receipt->unit);
    put_count(account, "in", receipt->in);
    put_count(account, "out", receipt->out);
    put_count(account, "refused", receipt->refused);
    put_count(account, "left_out", receipt->left_out);
    for (size_t i = 0; i < receipt->rule_count; i++) {
        json_t *rule = json_object();
        put_text(rule, "rule", receipt->rules[i].rule);
        put_count(rule, "rows", receipt->rules[i].rows);
        json_array_append_new(rules, rule);
    }
    json_object_set_new(account, "rules", rules);
    return account;
}

struct text receipt_format(const struct receipt *receipt)
{
    json_t *object = json_object(), *options = json_array();
    for (size_t i = 0; i < receipt->option_count; i++)
        json_array_append_new(options, json_of_text(receipt->options[i]));
    put_count(object, "receipt", RECEIPT_VERSION);
    put_text(object, "tool", receipt->tool);
    put_text(object, "version", receipt->version);
    json_object_set_new(object, "options", options);
    json_object_set_new(object, "inputs",
                        json_of_files(receipt->inputs, receipt->input_count));
    json_object_set_new(object, "outputs",
                        json_of_files(receipt->outputs, receipt->output_count));
    if (receipt->failed)
        put_count(object, "status", RECEIPT_FAILED);
    if (receipt->unit.length > 0)
        json_object_set_new(object, "account", json_of_account(receipt));
    const size_t length = json_dumpb(object, NULL, 0, JSON_COMPACT);
    char *line = memory_take(length + 1, 1);
    json_dumpb(object, line, length, JSON_COMPACT);
    line[length] = '\n';
    json_decref(object);
    return (struct text){ line, length + 1 };
}
