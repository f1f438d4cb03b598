package tallyflame.cli.assist;

import static tallyflame.mcp.Tool.Kind.NUMBER;
import static tallyflame.mcp.Tool.Kind.TEXT;
import static tallyflame.mcp.Tool.Kind.TEXTS;

import java.util.List;
import java.util.Map;
import tallyflame.cli.read.CheckCommand;
import tallyflame.cli.read.DiffCommand;
import tallyflame.cli.read.EventsCommand;
import tallyflame.cli.read.FunctionsCommand;
import tallyflame.cli.read.LinesCommand;
import tallyflame.cli.read.QueryCommand;
import tallyflame.mcp.Tool;
import tallyflame.mcp.Tool.Parameter;
import tallyflame.mcp.Tool.RefusedException;

/** The tools, each a verb that reads, with the options that an assistant needs of it. */
final class ReadingTools {
    private static final int MOST_ROWS = 50;
    private static final int ROWS = 15;

    private static final Parameter INPUTS =
            new Parameter("inputs", TEXTS, true, "run directories or .jfr files, as the tool inputs lists them");
    private static final Parameter EVENT = new Parameter(
            "event", TEXT, false, "cpu, wall, alloc, lock, …, or the full name of a type (default: the most telling)");
    private static final Parameter TOP =
            new Parameter("top", NUMBER, false, "rows, " + ROWS + " unless told, at most 50");

    private final Folders folders;

    /** Of what is in some folders. */
    ReadingTools(Folders folders) {
        this.folders = folders;
    }

    /** All of them. */
    List<Tool> all() {
        return List.of(
                new Tool("inputs", "Which runs and recordings there are.", List.of(), arguments -> folders.inputs()),
                new Tool(
                        "functions",
                        "Where the time (or memory, or waiting) goes, by function, each share with its 95 % interval.",
                        List.of(
                                INPUTS,
                                EVENT,
                                new Parameter("thread", TEXT, false, "only threads whose name matches this glob"),
                                TOP),
                        arguments -> rows(of(new FunctionsCommand(), arguments, "event", "thread"), arguments)),
                new Tool(
                        "callers",
                        "Who calls a function, with the share of its weight that comes by each caller and its 95 % interval.",
                        List.of(
                                INPUTS,
                                new Parameter("function", TEXT, true, "its full name, as the tool functions prints it"),
                                EVENT,
                                TOP),
                        arguments -> rows(
                                of(new FunctionsCommand(), arguments, "event")
                                        .option("--callers", arguments.get("function")),
                                arguments)),
                new Tool(
                        "lines",
                        "How often each line and branch ran (exact) and what it cost (sampled), method by method.",
                        List.of(
                                INPUTS,
                                new Parameter("class", TEXT, false, "only classes that match this glob; ** for any"),
                                new Parameter("method", TEXT, false, "only methods of this name"),
                                new Parameter("hot", NUMBER, false, "instead: so many of the hottest lines of all"),
                                TOP),
                        this::lines),
                new Tool(
                        "diff",
                        "What changed from one run to another: functions and lines, each with its interval and whether it is"
                                + " decided; where it is not, how many more runs would decide it.",
                        List.of(
                                new Parameter("base", TEXT, true, "the run before"),
                                new Parameter("new", TEXT, true, "the run after"),
                                TOP),
                        arguments -> rows(
                                new VerbCall(new DiffCommand())
                                        .word(folders.in((String) arguments.get("base")))
                                        .word(folders.in((String) arguments.get("new"))),
                                arguments)),
                new Tool(
                        "check",
                        "Whether runs keep budgets: pass, fail or undecided, with values, intervals and limits.",
                        List.of(INPUTS, new Parameter("budget", TEXT, true, "a YAML file of budgets")),
                        arguments -> of(new CheckCommand(), arguments)
                                .option("--budget", folders.in((String) arguments.get("budget")))
                                .answer()),
                new Tool(
                        "query",
                        "SQL (DuckDB) on the tables profiles, frames, stacks, samples, functions, lines, branches and events"
                                + " of runs. DESCRIBE lists columns.",
                        List.of(INPUTS, new Parameter("sql", TEXT, true, "one statement"), TOP),
                        arguments -> of(new QueryCommand(), arguments)
                                .option("--max-rows", top(arguments))
                                .option("--leave-as-is", true)
                                .word(arguments.get("sql"))
                                .answer()),
                new Tool(
                        "events",
                        "What events are in recordings; or those of one type, added up by fields.",
                        List.of(
                                INPUTS,
                                new Parameter("event", TEXT, false, "full name of a type, such as jdk.FileRead"),
                                new Parameter("by", TEXT, false, "fields to add up by, separated by commas"),
                                TOP),
                        arguments -> rows(of(new EventsCommand(), arguments, "event", "by"), arguments)));
    }

    private String lines(Map<String, Object> arguments) throws RefusedException {
        return rows(of(new LinesCommand(), arguments, "class", "method", "hot"), arguments);
    }

    /** A verb with its inputs, and with the arguments that its options have the names of. */
    private VerbCall of(Object verb, Map<String, Object> arguments, String... options) throws RefusedException {
        VerbCall call = new VerbCall(verb);
        for (Object input : (List<?>) arguments.get("inputs")) {
            call.word(folders.in((String) input));
        }
        for (String option : options) {
            call.option("--" + option, arguments.get(option));
        }
        return call;
    }

    private static String rows(VerbCall call, Map<String, Object> arguments) throws RefusedException {
        return call.option("--top", top(arguments)).answer();
    }

    private static int top(Map<String, Object> arguments) {
        return Math.min(MOST_ROWS, ((Number) arguments.getOrDefault("top", ROWS)).intValue());
    }
}
