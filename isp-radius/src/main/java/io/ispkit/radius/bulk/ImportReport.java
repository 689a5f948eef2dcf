package io.ispkit.radius.bulk;

/**
 * What an import came to, or would.
 *
 * @param lines without header and blank lines
 * @param faulty lines with at least one fault
 * @param present subscribers that this import has written before
 * @param written subscribers that this run has written; 0 of a dry run
 * @param proved subscribers that were logged in
 */
public record ImportReport(long lines, long faulty, long present, long written, long proved) {}
