/* Blocks of CSV made into rows to pull; libcsv for the records with quotes. */
#include "format/csv_reader.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "format/csv_quoted.h"
#include "format/csv_scan.h"

/* Fits the second cache. No record needs more room than the largest. */
enum { BLOCK_SIZE = 1 << 18, LARGEST_ROOM = CSV_RECORD_LIMIT + BLOCK_SIZE };

static const size_t NOWHERE = SIZE_MAX;

/* `bytes` holds [0, filled) and CSV_SCAN_WIDTH readable bytes beyond `room`. The word of
 * CSV_SCAN_WIDTH bytes at `word` has been scanned; `left` are the finds not yet consumed.
 */
struct csv_reader {
    struct byte_source *source;
    struct messages *messages;
    char *bytes;
    size_t filled;
    size_t room;
    size_t at; /* where the record begins that is read now, or next */
    size_t word;
    struct csv_scan left;
    uint64_t line; /* the physical line at `at` */
    struct text *cells;
    size_t cell_room;
    struct csv_quoted quoted;
    enum byte_outcome source_state;
    bool begun;    /* the byte order mark is behind us */
    bool lf_added; /* the last byte is a line feed the source did not have */
    bool broken;
};

/* One physical line, cut at its commas. */
struct line {
    size_t end;   /* of its line feed */
    size_t count; /* of the cells */
    size_t odd;   /* its first carriage return or zero byte, or NOWHERE */
    bool quoted;
};

struct csv_reader *csv_reader_open(struct byte_source *source, struct messages *messages)
{
    struct csv_reader *r = memory_take(1, sizeof *r);
    *r = (struct csv_reader){
        .source = source,
        .messages = messages,
        .room = BLOCK_SIZE,
        .bytes = memory_take(BLOCK_SIZE + CSV_SCAN_WIDTH, 1),
        .line = 1,
        .source_state = BYTES_READ,
    };
    csv_quoted_init(&r->quoted);
    return r;
}

void csv_reader_close(struct csv_reader *r)
{
    if (r == NULL)
        return;
    csv_quoted_release(&r->quoted);
    free(r->cells);
    free(r->bytes);
    free(r);
}

const char *csv_reader_name(const struct csv_reader *r)
{
    return byte_source_name(r->source);
}

bool csv_reader_ends_open(const struct csv_reader *r)
{
    return r->lf_added;
}

static enum csv_outcome say_broken(struct csv_reader *r, uint64_t line, uint64_t cell,
                                   const char *what)
{
    const struct place place = { csv_reader_name(r), line, cell };
    messages_say(r->messages, place, "%s", what);
    r->broken = true;
    return CSV_BROKEN;
}

static enum csv_outcome say_odd(struct csv_reader *r, uint64_t line, uint64_t cell,
                                char byte)
{
    return say_broken(r, line, cell,
                      byte == '\0'
                          ? "a zero byte; text in UTF-8 has none"
                          : "a carriage return without a line feed; lines should end "
                            "in LF or CRLF");
}

static enum csv_outcome say_too_long(struct csv_reader *r)
{
    const struct csv_quoted *q = &r->quoted;
    char what[120];
    snprintf(what, sizeof what, "a record of more than %d bytes%s", (int)CSV_RECORD_LIMIT,
             q->open ? "; is the quote that opens this cell left open?" : "");
    return q->open ? say_broken(r, q->cell_line, q->count + 1, what)
                   : say_broken(r, r->line, 0, what);
}

static enum csv_outcome say_too_many_cells(struct csv_reader *r)
{
    char what[80];
    snprintf(what, sizeof what, "a record of more than %d cells", (int)CSV_CELL_LIMIT);
    return say_broken(r, r->line, 0, what);
}

/* The record's bytes so far go to the front, and room is made for as many again: what is
 * looked at twice then stays in proportion to what is read, however small the source's
 * pieces are. */
static void move_to_front(struct csv_reader *r)
{
    const size_t carried = r->filled - r->at;
    memmove(r->bytes, r->bytes + r->at, carried);
    r->at = 0;
    r->filled = carried;
    if (r->room - carried >= r->room / 2 || r->room == LARGEST_ROOM)
        return;
    r->room = r->room < LARGEST_ROOM / 2 ? 2 * r->room : (size_t)LARGEST_ROOM;
    r->bytes = memory_resize(r->bytes, r->room + CSV_SCAN_WIDTH, 1);
}

/* False where the source gave nothing. */
static bool fill(struct csv_reader *r)
{
    const size_t before = r->filled;
    size_t wanted = r->begun ? (before > 0 ? 2 * before : 1) : strlen("\xef\xbb\xbf");
    wanted = wanted < r->room ? wanted : r->room;
    while (r->filled < wanted && r->source_state == BYTES_READ) {
        size_t length = 0;
        r->source_state = byte_source_read(r->source, r->bytes + r->filled,
                                           r->room - r->filled, &length);
        if (r->source_state == BYTES_READ)
            r->filled += length;
    }
    return r->filled > before;
}

static void skip_byte_order_mark(struct csv_reader *r)
{
    if (!r->begun && r->filled >= 3 && memcmp(r->bytes, "\xef\xbb\xbf", 3) == 0)
        r->at = 3;
    r->begun = true;
}

/* What ends so was cut short, and its last cell may have lost more than that. */
static void say_cut(struct csv_reader *r)
{
    say_broken(r, r->line, 0,
               "the file ends within a character of UTF-8: it was cut short, or is in "
               "another encoding");
}

/* More bytes behind those of the record at r->at, which may move. A last line without an
 * end is given one. False at the end of the source, or with r->broken. */
static bool more(struct csv_reader *r)
{
    if (r->filled - r->at > CSV_RECORD_LIMIT) {
        say_too_long(r);
        return false;
    }
    move_to_front(r);
    bool any = fill(r);
    skip_byte_order_mark(r);
    if (!any && r->source_state == BYTES_BROKEN) {
        r->broken = true;
    } else if (!any && utf8_is_cut((struct text){ r->bytes, r->filled })) {
        say_cut(r);
    } else if (!any && r->filled > 0 && !r->lf_added) {
        r->bytes[r->filled++] = '\n';
        r->lf_added = any = true;
    }
    memset(r->bytes + r->filled, 0, CSV_SCAN_WIDTH - (r->filled > r->room));
    return any;
}

static inline struct csv_scan finds_among(struct csv_scan finds, uint64_t bits)
{
    return (struct csv_scan){
        .commas = finds.commas & bits,
        .line_feeds = finds.line_feeds & bits,
        .quotes = finds.quotes & bits,
        .odd = finds.odd & bits,
    };
}

/* What is in the word at `word`, of which bytes may not have been read yet. */
static inline struct csv_scan scan_word(const struct csv_reader *r, size_t word)
{
    if (word >= r->filled)
        return (struct csv_scan){ 0 };
    const struct csv_scan finds = csv_scan(r->bytes + word);
    const size_t read = r->filled - word;
    return read < CSV_SCAN_WIDTH ? finds_among(finds, ((uint64_t)1 << read) - 1) : finds;
}

static void start_scan(struct csv_reader *r)
{
    r->word = r->at;
    r->left = scan_word(r, r->word);
}

static void note_special(struct line *line, size_t word, uint64_t quotes, uint64_t odd)
{
    if (quotes != 0)
        line->quoted = true;
    if (line->odd == NOWHERE && odd != 0)
        line->odd = word + (size_t)__builtin_ctzll(odd);
}

/* Adds the cells that end at `commas` of the word at `word`, the first of which began at
 * `cell`. Returns where the next one begins. */
static inline const char *cut_cells(struct text *cells, size_t *count, const char *cell,
                                    const char *word, uint64_t commas)
{
    size_t n = *count;
    for (; commas != 0; commas &= commas - 1) {
        const char *comma = word + __builtin_ctzll(commas);
        cells[n++] = (struct text){ cell, (size_t)(comma - cell) };
        cell = comma + 1;
    }
    *count = n;
    return cell;
}

/* Room for the cells of one more word. False where the line has more than are read: they
 * are no longer cut, and their number stands still. */
static bool has_cell_room(struct csv_reader *r, size_t count)
{
    if (r->cell_room >= count + CSV_SCAN_WIDTH + 1)
        return true;
    if (count > CSV_CELL_LIMIT)
        return false;
    ARRAY_RESERVE(r->cells, r->cell_room, count + CSV_SCAN_WIDTH + 1);
    return true;
}

/* Cuts the line at r->at into r->cells. False where its end has not been read yet. */
static bool cut_line(struct csv_reader *r, struct line *line)
{
    *line = (struct line){ .odd = NOWHERE };
    const char *cell = r->bytes + r->at;
    size_t word = r->word;
    struct csv_scan left = r->left;
    for (;;) {
        const uint64_t feeds = left.line_feeds;
        const uint64_t upto = feeds ^ (feeds - 1); /* every bit where there is no feed */
        if (((left.quotes | left.odd) & upto) != 0)
            note_special(line, word, left.quotes & upto, left.odd & upto);
        if (has_cell_room(r, line->count))
            cell = cut_cells(r->cells, &line->count, cell, r->bytes + word,
                             left.commas & upto);
        if (feeds != 0) {
            line->end = word + (size_t)__builtin_ctzll(feeds);
            r->cells[line->count++] =
                (struct text){ cell, (size_t)(r->bytes + line->end - cell) };
            r->left = finds_among(left, ~upto);
            r->word = word;
            return true;
        }
        word += CSV_SCAN_WIDTH;
        if (word >= r->filled)
            return false;
        left = scan_word(r, word);
    }
}

/* Where the line that begins at `from` and whose line feed is at `end` ends without its
 * CRLF. */
static size_t body_end(const struct csv_reader *r, size_t from, size_t end)
{
    const bool feed_is_ours = r->lf_added && end + 1 == r->filled;
    return end > from && r->bytes[end - 1] == '\r' && !feed_is_ours ? end - 1 : end;
}

static enum csv_outcome refuse_odd(struct csv_reader *r, size_t odd)
{
    uint64_t cell = 1;
    for (size_t i = r->at; i < odd; i++)
        cell += r->bytes[i] == ',';
    return say_odd(r, r->line, cell, r->bytes[odd]);
}

static enum csv_outcome refuse_quoting(struct csv_reader *r, char offending)
{
    /* libcsv stops at a quote only where the cell did not begin with one. */
    return say_broken(
        r, r->quoted.line, r->quoted.count + 1,
        offending == '"'
            ? "a quote inside a cell that does not begin with one; the cell "
              "should stand in quotes and its quotes be doubled"
            : "text behind the quote that closes a cell; a comma or a line end "
              "should follow, or the quote be doubled");
}

static bool feed(struct csv_reader *r, size_t from, size_t to)
{
    struct csv_quoted *q = &r->quoted;
    const size_t fed = csv_quoted_feed(q, r->bytes + from, to - from);
    if (!q->open)
        return true;
    if (fed < to - from)
        refuse_quoting(r, r->bytes[from + fed]);
    return !r->broken;
}

/* Feeds the physical line [from, end) without its line feed at `end`, then its end: a row
 * that is over before the end was ended by a lone carriage return. */
static bool feed_line(struct csv_reader *r, size_t from, size_t end)
{
    struct csv_quoted *q = &r->quoted;
    const size_t body = body_end(r, from, end);
    const char *zero = memchr(r->bytes + from, '\0', body - from);
    const size_t good = zero == NULL ? body : (size_t)(zero - r->bytes);
    if (!feed(r, from, good))
        return false;
    if (!q->open)
        say_odd(r, q->line, q->count, '\r');
    else if (zero != NULL)
        say_odd(r, q->line, q->count + 1, '\0');
    return !r->broken && feed(r, body, end + 1);
}

static void hand_over_quoted(struct csv_reader *r, struct csv_row *row)
{
    const struct csv_quoted *q = &r->quoted;
    ARRAY_RESERVE(r->cells, r->cell_room, q->count);
    for (size_t i = 0; i < q->count; i++)
        r->cells[i] = csv_quoted_cell(q, i);
    row->cells = r->cells;
    row->count = q->count;
    row->line_count = q->line - r->line + 1;
    row->quoted = true;
}

/* The record at r->at, whose first line has a quote. */
static enum csv_outcome read_quoted(struct csv_reader *r, struct csv_row *row)
{
    struct csv_quoted *q = &r->quoted;
    if (r->bytes[r->at] == '\r') /* libcsv would take it for a blank line's end */
        return refuse_odd(r, r->at);
    csv_quoted_begin(q, r->line);
    size_t fed = 0; /* counted from r->at, which moves */
    for (;; q->line++) {
        const char *feed_at = NULL;
        while ((feed_at = memchr(r->bytes + r->at + fed, '\n',
                                 r->filled - r->at - fed)) == NULL)
            if (!more(r))
                return r->broken
                           ? CSV_BROKEN
                           : say_broken(r, q->cell_line, q->count + 1,
                                        "the quote that opens this cell is left open");
        const size_t from = r->at + fed;
        const size_t end = (size_t)(feed_at - r->bytes);
        if (!feed_line(r, from, end))
            return CSV_BROKEN;
        fed = end + 1 - r->at;
        if (q->count > CSV_CELL_LIMIT)
            return say_too_many_cells(r);
        if (q->open)
            continue;
        hand_over_quoted(r, row);
        row->record = (struct text){ r->bytes + r->at, body_end(r, from, end) - r->at };
        r->at = end + 1;
        start_scan(r);
        return CSV_ROW;
    }
}

/* The record at r->at, one line without quotes that has been cut. */
static enum csv_outcome hand_over_plain(struct csv_reader *r, const struct line *line,
                                        struct csv_row *row)
{
    size_t end = line->end;
    if (line->odd != NOWHERE) {
        end = body_end(r, r->at, end);
        if (line->odd != end)
            return refuse_odd(r, line->odd);
        r->cells[line->count - 1].length--;
    }
    row->cells = r->cells;
    row->count = end == r->at ? 0 : line->count;
    row->line_count = 1;
    row->record = (struct text){ r->bytes + r->at, end - r->at };
    row->quoted = false;
    r->at = line->end + 1;
    return CSV_ROW;
}

enum csv_outcome csv_reader_next(struct csv_reader *r, struct csv_row *row)
{
    if (r->broken)
        return CSV_BROKEN;
    struct line line;
    while (!cut_line(r, &line)) {
        /* Said now, since a file of zero bytes or carriage returns may have no line end
         * at all. */
        if (!line.quoted && line.odd != NOWHERE && line.odd + 1 < r->filled)
            return refuse_odd(r, line.odd);
        if (!line.quoted && line.count > CSV_CELL_LIMIT)
            return say_too_many_cells(r);
        if (!more(r))
            return r->broken ? CSV_BROKEN : CSV_END;
        start_scan(r);
    }
    if (!line.quoted && line.count > CSV_CELL_LIMIT)
        return say_too_many_cells(r);
    row->line = r->line;
    const enum csv_outcome outcome =
        line.quoted ? read_quoted(r, row) : hand_over_plain(r, &line, row);
    if (outcome == CSV_ROW && row->record.length > CSV_RECORD_LIMIT)
        return say_too_long(r);
    r->line += outcome == CSV_ROW ? row->line_count : 0;
    return outcome;
}
