package tallyflame.cli.record;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.runner.record.RemoteCounters;

/** {@code counters}: orders for the counters in a running JVM. */
@Command(
        name = "counters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells the counters in a running JVM what to do, however they came there:",
            "dump writes the counts so far, reset counts from zero again, stop writes them and takes the counters out."
        },
        footer = {"", "Examples:", "  tallyflame counters 4711 reset", "  tallyflame counters 4711 dump"})
public final class CountersCommand implements Callable<Integer> {
    private record Document(int schema, long pid, String order, Path file) {}

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "P", description = "The process.")
    private long pid;

    @Parameters(index = "1", paramLabel = "ORDER", description = "dump, reset or stop.")
    private RemoteCounters.Order order;

    @Override
    public Integer call() throws Exception {
        Path file = RemoteCounters.of(pid).obey(order);
        if (common.json()) {
            common.printJson(new Document(1, pid, order.name().toLowerCase(Locale.ROOT), file));
        } else {
            common.out().println("counts: " + file);
            common.out().flush();
        }
        return Failures.DONE;
    }
}
