package tallyflame.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tallyflame.cli.alerts.AlertsCommand;
import tallyflame.cli.assist.McpCommand;
import tallyflame.cli.fleet.FleetCommand;
import tallyflame.cli.read.CheckCommand;
import tallyflame.cli.read.DiffCommand;
import tallyflame.cli.read.EventsCommand;
import tallyflame.cli.read.ExplainCommand;
import tallyflame.cli.read.FlameCommand;
import tallyflame.cli.read.FunctionsCommand;
import tallyflame.cli.read.LinesCommand;
import tallyflame.cli.read.QueryCommand;
import tallyflame.cli.read.ReportCommand;
import tallyflame.cli.read.SpansCommand;
import tallyflame.cli.read.SparkCommand;
import tallyflame.cli.record.CompareCommand;
import tallyflame.cli.record.CountersCommand;
import tallyflame.cli.record.DemoCommand;
import tallyflame.cli.record.DoctorCommand;
import tallyflame.cli.record.JmhCommand;
import tallyflame.cli.record.ModulesCommand;
import tallyflame.cli.record.RecordCommand;
import tallyflame.cli.record.RunCommand;
import tallyflame.cli.record.ScaleCommand;

/** Entry point of the command line. */
@Command(
        name = "tallyflame",
        mixinStandardHelpOptions = true,
        description = "Where does the time go, how often did each line run, and can these numbers be trusted?")
public final class Main {
    static final List<Class<?>> VERBS = List.of(
            AlertsCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            CountersCommand.class,
            DemoCommand.class,
            DiffCommand.class,
            DoctorCommand.class,
            EventsCommand.class,
            ExplainCommand.class,
            FlameCommand.class,
            FleetCommand.class,
            FunctionsCommand.class,
            JmhCommand.class,
            LinesCommand.class,
            McpCommand.class,
            ModulesCommand.class,
            QueryCommand.class,
            RecordCommand.class,
            ReportCommand.class,
            RunCommand.class,
            ScaleCommand.class,
            SpansCommand.class,
            SparkCommand.class);

    private Main() {}

    /** Runs one verb and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        CommandLine line = commandLine(arguments)
                .setOut(writer(FileDescriptor.out, "stdout"))
                .setErr(writer(FileDescriptor.err, "stderr"));
        System.exit(line.execute(arguments));
    }

    /** Writes in a stream's encoding or, if that has no signs that tables need (as in {@code LANG=C}), in UTF-8. */
    private static PrintWriter writer(FileDescriptor stream, String name) {
        String encoding = System.getProperty(name + ".encoding", System.getProperty("sun." + name + ".encoding"));
        Charset own = encoding != null && Charset.isSupported(encoding)
                ? Charset.forName(encoding)
                : Charset.defaultCharset();
        Charset charset = own.canEncode() && own.newEncoder().canEncode("µ±…") ? own : StandardCharsets.UTF_8;
        return new PrintWriter(new FileOutputStream(stream), true, charset);
    }

    /** The command line for some arguments, ready to execute; with their verb only, if they begin with one. */
    public static CommandLine commandLine(String... arguments) {
        return Verbs.commandLine(new Main(), VERBS, arguments);
    }
}
