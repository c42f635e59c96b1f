/* YAML as a tree with places, and what is refused of it. */
#include "told.h"

#include "format/yaml_tree.h"

static const struct yaml_node *read_yaml(const char *yaml, struct arena *arena,
                                         struct told *told)
{
    FILE *stream = fmemopen((char *)yaml, strlen(yaml), "r");
    arena_init(arena);
    told_open(told);
    const struct yaml_node *root =
        yaml_read(stream, "t.yaml", NULL, arena, &told->messages);
    fclose(stream);
    return root;
}

static void tell(const struct yaml_node *node, FILE *out)
{
    fprintf(out, "%d:%d", (int)node->place.line, (int)node->place.column);
    if (node->kind == YAML_TEXT)
        fprintf(out, "'%.*s'", TEXT_ARGS(node->text));
    for (size_t i = 0; i < node->count; i++) {
        fputc(i > 0 ? ' ' : node->kind == YAML_LIST ? '[' : '{', out);
        if (node->kind == YAML_MAP)
            fprintf(out, "%.*s=", TEXT_ARGS(node->keys[i]));
        tell(&node->items[i], out);
    }
    if (node->kind != YAML_TEXT)
        fputs(node->count == 0 ? "()" : node->kind == YAML_LIST ? "]" : "}", out);
}

/* The tree as one text, or what was said of it. */
static void check(const char *yaml, const char *wanted)
{
    struct arena arena;
    struct told told;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    const struct yaml_node *root = read_yaml(yaml, &arena, &told);
    if (root != NULL)
        tell(root, out);
    fputs(told_said(&told), out);
    fclose(out);
    assert_true((root == NULL) == (told.messages.said == 1));
    assert_string_equal(text, wanted);
    free(text);
    arena_release(&arena);
    told_close(&told);
}

static void nodes_know_where_they_stand(void **state)
{
    (void)state;
    check("- id: a\n"
          "  themes: [x, y]\n"
          "- id: b\n",
          "1:1[1:3{id=1:7'a' themes=2:11[2:12'x' 2:15'y']} 3:3{id=3:7'b'}]");
    check("{}", "1:1()");
    check("[]", "1:1()");
}

/* `no` is Norway and not false; 010 is not eight. */
static void every_scalar_is_text(void **state)
{
    (void)state;
    check("[no, 010, 1.50, ~, null, '', \"q\", 2022-01-01]",
          "1:1[1:2'no' 1:6'010' 1:11'1.50' 1:17'~' 1:20'null' 1:26'' 1:30'q' "
          "1:35'2022-01-01']");
    check("a: >-\n  one\n  two\nb:\n", "1:1{a=1:4'one two' b=4:3''}");
}

static void long_lists_keep_everything(void **state)
{
    (void)state;
    struct arena arena;
    struct told told;
    char yaml[4096] = "[";
    for (int i = 0; i < 500; i++)
        sprintf(yaml + strlen(yaml), "%d, ", i);
    strcat(yaml, "500]");
    const struct yaml_node *root = read_yaml(yaml, &arena, &told);
    assert_int_equal(root->count, 501);
    assert_true(text_is(root->items[0].text, "0"));
    assert_true(text_is(root->items[500].text, "500"));
    arena_release(&arena);
    told_check(&told, "");
}

static void a_key_stands_once_and_is_text(void **state)
{
    (void)state;
    check("a: 1\nb: 2\na: 3\n",
          "test: t.yaml:3:1: key 'a' stands twice, first on line 1\n");
    check("? [a]\n: 1\n", "test: t.yaml:1:3: a key must be plain text\n");
}

static void anchors_aliases_and_tags_are_refused(void **state)
{
    (void)state;
    check("a: &x 1\n",
          "test: t.yaml:1:4: anchors and tags are not read here; write the text out\n");
    check("a: *x\n",
          "test: t.yaml:1:4: aliases are not read here; write the value out\n");
    check("a: !!int 1\n",
          "test: t.yaml:1:4: anchors and tags are not read here; write the text out\n");
    check("a: &x [1]\n",
          "test: t.yaml:1:4: anchors and tags are not read here; write the list out\n");
    check("a: &x {b: 1}\n",
          "test: t.yaml:1:4: anchors and tags are not read here; write the keys out\n");
}

static void one_document_is_read(void **state)
{
    (void)state;
    check("---\na: 1\n...\n", "2:1{a=2:4'1'}");
    check("a: 1\n---\nb: 2\n",
          "test: t.yaml:2:1: a second document starts here; one is read\n");
    check("# nothing\n", "test: t.yaml:2:1: the document is empty\n");
}

static void a_tree_too_deep_is_refused(void **state)
{
    (void)state;
    char yaml[128] = "";
    memset(yaml, '[', YAML_DEEPEST);
    memset(yaml + YAML_DEEPEST, ']', YAML_DEEPEST);
    struct arena arena;
    struct told told;
    assert_non_null(read_yaml(yaml, &arena, &told));
    arena_release(&arena);
    told_check(&told, "");
    memset(yaml, '[', YAML_DEEPEST + 2);
    memset(yaml + YAML_DEEPEST + 2, ']', YAML_DEEPEST + 2);
    check(yaml, "test: t.yaml:1:34: nested too deeply\n");
}

/* An open bracket swallows what follows; the place that helps is where it was opened. */
static void what_is_left_open_is_said_where_it_began(void **state)
{
    (void)state;
    struct arena arena;
    struct told told;
    assert_null(read_yaml("a: 1\nb: [1, 2\nc: 3\n", &arena, &told));
    assert_int_equal(told.messages.said, 1);
    assert_true(strncmp(told_said(&told), "test: t.yaml:2:4: ", 18) == 0);
    arena_release(&arena);
    told_close(&told);
}

/* What a node should be, and what is said where it is not. */
static void nodes_are_held_against_what_is_expected(void **state)
{
    (void)state;
    static const char *const keys[] = { "label", "number", "truth", "word", NULL };
    static const char *const words[] = { "high", "low", NULL };
    struct arena arena;
    struct told told;
    double number = 0;
    bool truth = false;
    size_t choice = 0;
    struct messages *m = &told.messages;
    const struct yaml_node *map =
        read_yaml("number: 1.5\ntruth: true\nword: low\nlabl: x\n", &arena, &told);
    assert_true(yaml_number(yaml_find(map, "number"), &number, m) && number == 1.5);
    assert_true(yaml_bool(yaml_find(map, "truth"), &truth, m) && truth);
    assert_true(yaml_choice(yaml_find(map, "word"), words, &choice, m) && choice == 1);
    assert_null(yaml_find(map, "label"));
    assert_null(yaml_find(yaml_find(map, "word"), "label"));
    assert_string_equal(told_said(&told), "");

    assert_false(yaml_check_keys(map, keys, m));
    assert_null(yaml_need(map, "label", m));
    assert_false(yaml_is(map, YAML_LIST, m));
    assert_false(yaml_number(yaml_find(map, "word"), &number, m));
    assert_false(yaml_number(map, &number, m));
    assert_false(yaml_bool(yaml_find(map, "word"), &truth, m));
    assert_false(yaml_choice(yaml_find(map, "number"), words, &choice, m));
    assert_false(yaml_check_keys(yaml_find(map, "word"), keys, m));
    arena_release(&arena);
    told_check(&told,
               "test: t.yaml:4:1: unknown key 'labl'; did you mean 'label'?\n"
               "test: t.yaml:1:1: the key 'label' is missing\n"
               "test: t.yaml:1:1: a map of keys stands here; expected a list\n"
               "test: t.yaml:3:7: 'low' is not a number\n"
               "test: t.yaml:1:1: a map of keys stands here; expected text\n"
               "test: t.yaml:3:7: unknown word 'low'; expected one of: false true\n"
               "test: t.yaml:1:9: unknown word '1.5'; expected one of: high low\n"
               "test: t.yaml:3:7: text stands here; expected a map of keys\n");
}

/* Compared with every key before it, the last of these would be one of billions. */
static void a_map_of_very_many_keys_is_read_and_its_doubled_key_found(void **state)
{
    (void)state;
    char *yaml = NULL;
    size_t length;
    FILE *out = open_memstream(&yaml, &length);
    for (int i = 0; i < 100000; i++)
        fprintf(out, "k%d: 1\n", i);
    fputs("k7: 2\n", out);
    fclose(out);
    struct arena arena;
    struct told told;
    assert_null(read_yaml(yaml, &arena, &told));
    told_check(&told, "test: t.yaml:100001:1: key 'k7' stands twice, first on line 8\n");
    arena_release(&arena);
    free(yaml);
}

static void of_many_unknown_keys_twenty_are_said(void **state)
{
    (void)state;
    static const char *const known[] = { "id", NULL };
    char *yaml = NULL;
    size_t length, lines = 0;
    FILE *out = open_memstream(&yaml, &length);
    for (int i = 0; i < 25; i++)
        fprintf(out, "k%d: 1\n", i);
    fclose(out);
    struct arena arena;
    struct told told;
    const struct yaml_node *root = read_yaml(yaml, &arena, &told);
    assert_false(yaml_check_keys(root, known, &told.messages));
    for (const char *at = told_said(&told); *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 21);
    assert_non_null(strstr(told_said(&told),
                           "test: t.yaml:1:1: 5 more keys of this map are unknown\n"));
    told_close(&told);
    arena_release(&arena);
    free(yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_where_they_stand),
        cmocka_unit_test(every_scalar_is_text),
        cmocka_unit_test(long_lists_keep_everything),
        cmocka_unit_test(a_key_stands_once_and_is_text),
        cmocka_unit_test(anchors_aliases_and_tags_are_refused),
        cmocka_unit_test(one_document_is_read),
        cmocka_unit_test(a_tree_too_deep_is_refused),
        cmocka_unit_test(what_is_left_open_is_said_where_it_began),
        cmocka_unit_test(nodes_are_held_against_what_is_expected),
        cmocka_unit_test(a_map_of_very_many_keys_is_read_and_its_doubled_key_found),
        cmocka_unit_test(of_many_unknown_keys_twenty_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
