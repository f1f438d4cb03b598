package tallyflame.analysis.table;

/** A form in which an answer is written. */
public enum Format {
    /** Columns for a terminal. */
    TABLE,
    /** Comma-separated values at full precision (RFC 4180) with a line of keys; of an answer with several tables its main one. */
    CSV,
    /** One document. */
    JSON,
    /** Markdown with the tables of GitHub. */
    MD,
    /** One page that loads nothing. */
    HTML
}
