package tallyflame.analysis.headline;

/**
 * One thing worth saying first.
 *
 * @param kind what it is about
 * @param text as a part of a sentence, not fit for a terminal or for HTML yet
 * @param part of the report that shows it, as the fragment of a link, without {@code #}
 */
public record Clause(Kind kind, String text, String part) {
    /** What clauses are about, in the order in which they are said. */
    public enum Kind {
        /** What the JVM and the kernel take. */
        MACHINE,
        /** The costliest functions. */
        COSTLIEST,
        /** What is waited for. */
        WAITING,
        /** Stretches in which nothing ran. */
        QUIET,
        /** How long the slowest take. */
        LATENCY
    }
}
