package tallyflame.cli.record;

import picocli.CommandLine.Option;

/** The option of verbs that count: whether they count allocations, too. */
final class AllocationOptions {
    @Option(
            names = "--count-alloc",
            description = "Count what these classes allocate, too: objects and bytes by line and class, exactly.")
    private boolean counted;

    boolean counted() {
        return counted;
    }
}
