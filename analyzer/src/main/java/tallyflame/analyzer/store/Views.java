package tallyflame.analyzer.store;

import java.util.List;

/** Views and macros for people on top of the tables; {@code docs/store.md} describes them. */
final class Views {
    /** One row a frame of each stack, outermost first by {@code depth}; ask for few stacks, or it is long. */
    private static final String STACK_FRAMES =
            """
            CREATE VIEW stack_frames AS
            SELECT leaf.run, leaf.stack, node.depth, node.frame, f.function, f.class, f.method, f.line, f.type, node.outermost
            FROM stacks leaf
            JOIN stacks node ON node.run = leaf.run AND leaf.stack BETWEEN node.stack AND node.last
            JOIN frames f ON f.run = node.run AND f.frame = node.frame""";

    /** One row a sample and function in its stack. Samples of one stack are not summed up first, so any condition may be set. */
    private static final String INCLUSIVE =
            """
            CREATE VIEW inclusive AS
            SELECT s.run, s.event, s.time, s.thread, s.state, f.function, s.samples, s.weight
            FROM samples s
            JOIN stacks node ON node.run = s.run AND s.stack BETWEEN node.stack AND node.last AND node.outermost
            JOIN frames f ON f.run = node.run AND f.frame = node.frame""";

    /** A stack as one text, root first. */
    private static final String STACK_TEXT =
            """
            CREATE MACRO stack_text(of_run, of_stack) AS (
            SELECT string_agg(f.function, ';' ORDER BY node.depth)
            FROM stacks node JOIN frames f ON f.run = node.run AND f.frame = node.frame
            WHERE node.run = of_run AND of_stack BETWEEN node.stack AND node.last)""";

    static final List<String> ALL = List.of(STACK_FRAMES, INCLUSIVE, STACK_TEXT);

    private Views() {}
}
