package tallyflame.cli.assist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tallyflame.cli.options.Failures;
import tallyflame.mcp.ToolServer;
import tallyflame.runs.ToolVersion;

/** Answers an assistant's questions about runs and recordings. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves an assistant over standard input and output (Model Context Protocol): functions, lines, callers, diff,",
            "check, query and events of what is in some folders. It only reads, and nothing outside them."
        },
        footer = {"", "Examples:", "  tallyflame mcp runs/    as the command of a server in an assistant's settings"})
public final class McpCommand implements Callable<Integer> {
    private static final String INSTRUCTIONS =
            "Profiles of JVM programs. Begin with inputs. Hits of lines are exact; shares of"
                    + " samples have 95 % intervals: a difference within them is no difference. Where an answer says undecided, it is:"
                    + " report it as such, with how many more runs it takes, and do not guess.";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders with runs and recordings.")
    private List<Path> folders;

    @Override
    public Integer call() throws Exception {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new CommandLine.ParameterException(spec.commandLine(), folder + ": no such folder");
            }
        }
        ToolServer.serve(
                ToolVersion.get(), INSTRUCTIONS, new ReadingTools(new Folders(folders)).all(), System.in, System.out);
        return Failures.DONE;
    }
}
