/* The recipes that are installed. */
#include "recipe_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/suggest.h"
#include "council/recipe.h"

static int is_recipe(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".yaml") == 0;
}

static const char *folder(struct cli *cli)
{
    return arena_print(&cli->arena, "%s/recipes", cli->data_dir).bytes;
}

/* Their names without .yaml, sorted, into *names. -1, said, where the folder cannot be
 * read. */
static int list(struct cli *cli, struct text **names)
{
    struct dirent **entries;
    const int count = scandir(folder(cli), &entries, is_recipe, alphasort);
    if (count < 0) {
        messages_say(&cli->messages, (struct place){ folder(cli), 0, 0 },
                     "cannot be read: %s", strerror(errno));
        return -1;
    }
    *names = arena_take(&cli->arena, ((size_t)count + 1) * sizeof **names);
    for (int i = 0; i < count; i++) {
        const struct text name = text_of(entries[i]->d_name);
        (*names)[i] =
            arena_keep(&cli->arena, text_slice(name, 0, name.length - strlen(".yaml")));
        free(entries[i]);
    }
    free(entries);
    return count;
}

static void say_unknown(struct cli *cli, const char *name)
{
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    struct text *names = NULL;
    const int count = list(cli, &names);
    suggest_init(&near, text_of(name));
    for (int i = 0; i < count; i++)
        suggest_offer(&near, names[i]);
    if (count >= 0)
        messages_say(
            &cli->messages, (struct place){ 0 },
            "--recipe: no recipe '%s' is installed (--recipes lists those that are; a "
            "file of your own is named with its folder or its .yaml)%s",
            name, suggest_format(&near, hint));
}

const char *recipe_list_find(struct cli *cli, const char *name)
{
    if (strchr(name, '/') != NULL || strstr(name, ".yaml") != NULL)
        return name;
    const char *file = arena_print(&cli->arena, "%s/%s.yaml", folder(cli), name).bytes;
    if (access(file, F_OK) == 0)
        return file;
    say_unknown(cli, name);
    return NULL;
}

static bool write_one(struct cli *cli, struct text name)
{
    struct recipe recipe;
    const char *file =
        arena_print(&cli->arena, "%s/%.*s.yaml", folder(cli), TEXT_ARGS(name)).bytes;
    if (!recipe_read(&recipe, file, &cli->metrics, &cli->messages))
        return false;
    csv_write_cell(&cli->writer, name);
    csv_write_cell(&cli->writer, recipe.title);
    csv_write_cell(&cli->writer, recipe.publisher);
    csv_write_end(&cli->writer);
    recipe_release(&recipe);
    return true;
}

bool recipe_list_write(struct cli *cli)
{
    static const char *const header[] = { "recipe", "title", "publisher" };
    struct text *names = NULL;
    const int count = list(cli, &names);
    bool fine = count >= 0;
    for (size_t i = 0; fine && i < sizeof header / sizeof *header; i++)
        csv_write_cell(&cli->writer, text_of(header[i]));
    if (fine)
        csv_write_end(&cli->writer);
    for (int i = 0; i < count; i++)
        fine = write_one(cli, names[i]) && fine;
    return fine;
}
