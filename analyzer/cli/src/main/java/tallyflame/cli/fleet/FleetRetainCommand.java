package tallyflame.cli.fleet;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;

/** Thins old days. */
@Command(
        name = "retain",
        mixinStandardHelpOptions = true,
        description = {
            "Thins days that are older to sums by hour, host, version and JVM; weight stays as it is. Recordings of",
            "such days are not added any more. What is replaced is deleted an hour later, by the next add, compact or retain."
        },
        sortOptions = false,
        footer = {"", "Example:", "  tallyflame fleet retain store 90d"})
public final class FleetRetainCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,5})d");

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "STORE", description = "The folder of the store.")
    private Path store;

    @Parameters(index = "1", paramLabel = "AGE", description = "How long days stay as they are, such as 90d.")
    private String age;

    @Override
    public Integer call() throws Exception {
        Matcher days = AGE.matcher(age);
        if (!days.matches()) {
            throw common.usage("an age is a number of days such as 90d, not '" + age + "'");
        }
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(Long.parseLong(days.group(1)));
        Upkeep.print(common, store, upkeep -> upkeep.retain(first));
        return Failures.DONE;
    }
}
