/* libFuzzer: whatever a file holds, its draft is a recipe that is read back, but for a
 * period that was not found, and so are its definitions. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "council/metric_file.h"
#include "council/recipe.h"
#include "step/draft.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static const struct {
    const char *name, *content;
} files[] = {
    { "areas.csv", "code,council,name,class,region,valid_from,valid_to\n"
                   "E06000001,hpl,Hartlepool,unitary,North East,,\n"
                   "E06000002,mdb,Middlesbrough,unitary,North East,,\n"
                   "E12000001,ne,North East,region,,,\n" },
    { "spellings.csv", "spelling,council\nE0701,hpl\ndfe:805,hpl\ndfe:806,mdb\n" },
    { "memberships.csv", "area,parent,kind,from,to\n" },
    { "successors.csv", "council,successor,date,kind\n" },
    { "joint.csv", "council,metric,reporter,from,to\n" },
};

/* Read once and kept for all inputs. */
static const struct areas *known(void)
{
    static struct areas *areas;
    char folder[] = P_tmpdir "/oflog-fuzz.XXXXXX", path[128];
    struct messages messages;
    if (areas != NULL)
        return areas;
    require(mkdtemp(folder) != NULL, "there is a folder for the facts");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *stream = fopen(path, "w");
        require(stream != NULL && fputs(files[i].content, stream) >= 0 &&
                    fclose(stream) == 0,
                "the facts are written");
    }
    messages_init(&messages, stderr, "fuzz");
    areas = areas_open(folder, &messages);
    require(areas != NULL, "the facts are read");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        unlink(path);
    }
    rmdir(folder);
    return areas;
}

struct drafted {
    int descriptor;
    struct byte_source *source;
    struct messages *messages;
};

static struct row_source *open_rows(void *state, size_t sheet, bool stored)
{
    struct drafted *drafted = state;
    (void)sheet;
    (void)stored;
    lseek(drafted->descriptor, 0, SEEK_SET);
    drafted->source =
        byte_source_open(drafted->descriptor, "file.csv", drafted->messages);
    return row_source_csv(drafted->source, drafted->messages);
}

static void close_rows(void *state)
{
    byte_source_close(((struct drafted *)state)->source);
}

/* The bytes of a writer as a file with a name. */
static int file_of(struct csv_writer *writer, char path[40])
{
    const struct text bytes = csv_writer_take(writer);
    const int descriptor = memfd_create("draft", 0);
    require(write(descriptor, bytes.bytes, bytes.length) == (ssize_t)bytes.length,
            "the file takes bytes");
    snprintf(path, 40, "/dev/fd/%d", descriptor);
    lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

static void check_draft(struct csv_writer *recipe, struct csv_writer *definitions)
{
    char *said = NULL, path[40];
    size_t length = 0;
    struct messages messages;
    struct metrics metrics;
    struct recipe read;
    messages_init(&messages, open_memstream(&said, &length), "test");
    metrics_init(&metrics);
    int descriptor = file_of(definitions, path);
    require(metrics_read(&metrics, path, &messages), "the definitions are read back");
    close(descriptor);
    descriptor = file_of(recipe, path);
    if (recipe_read(&read, path, &metrics, &messages)) {
        recipe_release(&read);
    } else {
        fflush(messages.stream);
        if (messages.said != 1 || strstr(said, "'PERIOD' is not a period") == NULL)
            fputs(said, stderr);
        require(messages.said == 1 && strstr(said, "'PERIOD' is not a period") != NULL,
                "the recipe is read back");
    }
    close(descriptor);
    metrics_release(&metrics);
    fclose(messages.stream);
    free(said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *said = NULL;
    size_t length = 0;
    struct messages messages;
    struct metrics none;
    struct csv_writer recipe, definitions;
    messages_init(&messages, open_memstream(&said, &length), "test");
    struct drafted drafted = { memfd_create("rows", 0), NULL, &messages };
    require(write(drafted.descriptor, data, size) == (ssize_t)size,
            "the file takes bytes");
    metrics_init(&none);
    csv_writer_init(&recipe, NULL);
    csv_writer_init(&definitions, NULL);
    const struct draft_request request = { .file = "file.csv",
                                           .sheet_count = 1,
                                           .open = open_rows,
                                           .close = close_rows,
                                           .state = &drafted,
                                           .areas = known(),
                                           .metrics = &none,
                                           .recipe = &recipe,
                                           .definitions = &definitions };
    if (draft_run(&request, &messages) == STEP_DONE)
        check_draft(&recipe, &definitions);
    else
        require(messages.said == 1, "what cannot be drafted is said once");
    csv_writer_release(&recipe);
    csv_writer_release(&definitions);
    metrics_release(&none);
    close(drafted.descriptor);
    fclose(messages.stream);
    free(said);
    return 0;
}
