/* libFuzzer: any bytes are a tree whose places rise, or are refused in one message with a
 * place. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "format/yaml_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static bool is_before(struct place a, struct place b)
{
    return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

/* `last` is the place of the node before, in the order of the document. */
static void check(const struct yaml_node *node, struct place *last, int depth)
{
    require(depth <= YAML_DEEPEST, "no tree is deeper than said");
    require(node->place.line > 0 && node->place.column > 0, "a node has a place");
    require(is_before(*last, node->place), "places rise");
    *last = node->place;
    require(node->kind != YAML_TEXT || node->count == 0, "text has no items");
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == YAML_MAP) {
            require(is_before(*last, node->key_places[i]), "places of keys rise");
            for (size_t j = 0; j < i; j++)
                require(!text_equal(node->keys[i], node->keys[j]), "a key stands once");
            *last = node->key_places[i];
        }
        check(&node->items[i], last, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *said = NULL;
    size_t length = 0;
    struct messages messages;
    struct arena arena;
    struct place last = { 0 };
    if (size == 0)
        return 0;
    FILE *stream = fmemopen((void *)data, size, "r");
    require(stream != NULL, "bytes are a stream");
    arena_init(&arena);
    messages_init(&messages, open_memstream(&said, &length), "test");
    const struct yaml_node *root = yaml_read(stream, "file", NULL, &arena, &messages);
    if (root != NULL)
        check(root, &last, 0);
    fclose(messages.stream);
    require(messages.said == (root == NULL), "what is wrong is said once");
    require(length == 0 || said[length - 1] == '\n', "a message is a line");
    require(length == 0 || memchr(said, '\n', length) == said + length - 1,
            "a message is one line");
    free(said);
    arena_release(&arena);
    fclose(stream);
    return 0;
}
